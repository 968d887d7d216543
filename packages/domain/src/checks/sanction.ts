import { daysAfter } from '../time/season.ts'
import type { LocalDate } from '../time/zone.ts'

/** What a street does about a unit that answers for dangers, the mildest first. */
export const SANCTIONS = { notice: '通报', talk: '约谈', report: '上报主管部门' } as const
export type Sanction = keyof typeof SANCTIONS

const GRADES = Object.keys(SANCTIONS) as Sanction[] // keys of a literal table

/** So long one counts towards the next; our own choice, the articles name none. */
export const SANCTION_DAYS = 365

/** What was done about a unit, and on which day. */
export interface Sanctioned {
  readonly grade: Sanction
  readonly on: LocalDate
}

/** What comes next: one grade above the gravest that still counts; after the gravest it is that again. */
export function nextSanction(past: readonly Sanctioned[], today: LocalDate): Sanction {
  const since = daysAfter(today, -SANCTION_DAYS)
  const gravest = Math.max(-1, ...past.filter(({ on }) => on > since).map(({ grade }) => GRADES.indexOf(grade)))
  return GRADES[Math.min(gravest + 1, GRADES.length - 1)] ?? 'notice'
}

/** Whether a grade passes over one that comes before it. */
export function isAhead(grade: Sanction, next: Sanction): boolean {
  return GRADES.indexOf(grade) > GRADES.indexOf(next)
}
