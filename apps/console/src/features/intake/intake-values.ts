import type { CallOf, registerCase, Source } from '@yihu/contracts'
import type { SentFile } from '../case/moves/move-values.ts'

/** The form as it stands on the page and in the draft. */
export interface IntakeValues {
  readonly text?: string | undefined
  readonly classCode?: string | undefined
  readonly contactName?: string | undefined
  readonly contactPhone?: string | undefined
  readonly source?: Source
  readonly isSecret?: boolean | undefined
  readonly files?: readonly SentFile[] | undefined
  readonly address?: string | undefined
  readonly point?: { readonly lon: number; readonly lat: number } | null | undefined
}

/** The form as the wire wants it: what was left empty is left out. */
export function toRegisterBody(values: IntakeValues): CallOf<typeof registerCase>['body'] {
  const { text = '', classCode, contactName, contactPhone, source, isSecret, files = [], address, point } = values
  const contact = { ...(contactName ? { name: contactName } : {}), ...(contactPhone ? { phone: contactPhone } : {}) }
  return {
    text,
    ...(classCode ? { classCode } : {}),
    ...(source ? { source } : {}),
    ...(isSecret ? { isSecret } : {}),
    ...(address ? { address } : {}),
    ...(point ? { lon: point.lon, lat: point.lat } : {}),
    ...(Object.keys(contact).length > 0 ? { contact } : {}),
    files: files.map(({ id }) => id),
  }
}

/** The names of a chain of areas as one place, without saying a community twice: 「单家社区第7网格」. */
export function placeName(names: readonly string[]): string {
  return names.filter((name, i) => !names.slice(i + 1).some((later) => later.startsWith(name))).join('')
}
