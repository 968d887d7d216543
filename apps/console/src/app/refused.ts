import { ApiError } from '@yihu/client'
import type { FormInstance } from 'antd'

/** What the form calls a field that the wire names otherwise; it stands for all that lies below it, too. */
type Names = Readonly<Record<string, string>>

/** Messages of a refused form as antd's fields: `parts.0.title` → ['parts', 0, 'title']. */
export function fieldErrors(fields: Readonly<Record<string, string>>, names: Names = {}): { name: (string | number)[]; errors: string[] }[] {
  return Object.entries(fields).map(([path, message]) => {
    const known = Object.keys(names).find((name) => path === name || path.startsWith(`${name}.`))
    return { name: (names[known ?? ''] ?? path).split('.').map((part) => (/^\d+$/u.test(part) ? Number(part) : part)), errors: [message] }
  })
}

/** Shows beside the fields of a form what the server refused of them; a name that the form has not shows nowhere. */
export function showRefused<Typed>(form: FormInstance<Typed>, error: unknown, names: Names = {}): void {
  if (error instanceof ApiError) form.setFields(fieldErrors(error.fields, names) as Parameters<typeof form.setFields>[0]) // names come from the same form
}
