import { Fault } from '@yihu/contracts'

/** Where a page of a list ended that has the latest first. */
export interface After {
  readonly at: string
  readonly id: string
}

/** The mark of a page's last row. */
export function cursorAt({ at, id }: { readonly at: Date; readonly id: string }): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')
}

/** @throws Fault input-invalid: to begin again silently would show the first page twice */
export function afterOf(cursor: string | undefined): After | undefined {
  if (cursor === undefined) return undefined
  const { at, id } = /^(?<at>\d{4}-\d\d-\d\dT[\d:.]{12}Z) (?<id>[\da-f]{8}-[\da-f-]{27})$/u.exec(Buffer.from(cursor, 'base64url').toString())?.groups ?? {}
  if (at === undefined || id === undefined) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return { at, id }
}
