import type { CallOf, registerCase, Source } from '@yihu/contracts'
import type { SentFile } from '../case/moves/move-values.ts'

/** An open case that a caller speaks of too. */
export interface Joined {
  readonly id: string
  readonly number: string
  readonly title: string
}

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
  /** Of a sheet of paper (纸质登记表): says of which area it is. */
  readonly code?: string | undefined
  readonly point?: { readonly lon: number; readonly lat: number } | null | undefined
  readonly join?: Joined | null | undefined
  /** One call is one case, however often the line breaks while it is sent. */
  readonly clientId?: string | undefined
}

/** An empty form, the name of its call included. */
export function blankIntake(): IntakeValues {
  return {
    source: 'phone', text: undefined, classCode: undefined, contactName: undefined, contactPhone: undefined, isSecret: undefined, files: undefined,
    address: undefined, code: undefined, point: undefined, join: undefined, clientId: crypto.randomUUID(),
  }
}

/** The form as the wire wants it: what was left empty is left out. */
export function toRegisterBody(values: IntakeValues): CallOf<typeof registerCase>['body'] {
  const { text = '', classCode, contactName, contactPhone, source, isSecret, files = [], address, code, point, clientId } = values
  const contact = { ...(contactName ? { name: contactName } : {}), ...(contactPhone ? { phone: contactPhone } : {}) }
  return {
    text,
    ...(classCode ? { classCode } : {}),
    ...(source ? { source } : {}),
    ...(isSecret ? { isSecret } : {}),
    ...(address ? { address } : {}),
    ...(code ? { code } : {}),
    ...(point ? { lon: point.lon, lat: point.lat } : {}),
    ...(Object.keys(contact).length > 0 ? { contact } : {}),
    ...(clientId ? { clientId } : {}),
    files: files.map(({ id }) => id),
  }
}

/** The names of a chain of areas as one place, without saying a community twice: 「单家社区第7网格」. */
export function placeName(names: readonly string[]): string {
  return names.filter((name, i) => !names.slice(i + 1).some((later) => later.startsWith(name))).join('')
}

/** Whether a number is whole enough to ask who that is: each question is a line of the audit trail. */
export function isWholePhone(phone: string): boolean {
  return /^(?:\+?86)?1\d{10}$|^0\d{9,11}$|^[2-8]\d{6,7}$/u.test(phone.replaceAll(/[ -]/gu, ''))
}
