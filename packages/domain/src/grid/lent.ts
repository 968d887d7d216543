import type { LocalDate } from '../time/zone.ts'

/** So many days a phone works without a login: what lies further ahead it need not carry, what was done longer ago it no longer sends. */
export const PHONE_DAYS = 8

/** For which days a place is somebody's because another is away, or another's because they are. Both days included. */
export interface LentSpan {
  readonly path: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly isMine: boolean
}

/**
 * Whether what lies at a path is for somebody to do on a day: of the spans of that day the smallest place around it says
 * so; without one what was only ever lent to them is not theirs, and everything else in their sight is.
 */
export function isOwnOn(path: string, day: LocalDate, spans: readonly LentSpan[]): boolean {
  const around = spans.filter((span) => path === span.path || path.startsWith(`${span.path}.`))
  const [closest] = around.filter(({ from, to }) => from <= day && day <= to).toSorted((a, b) => b.path.length - a.path.length)
  return closest ? closest.isMine : around.every(({ isMine }) => !isMine)
}
