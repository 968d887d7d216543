import { localDate, toMs } from './zone.ts'
import type { Instant } from './zone.ts'

/** The month of a moment in Asia/Shanghai, `YYYY-MM`. */
export function monthOf(instant: Instant): string {
  return localDate(instant).slice(0, 7)
}

/** The month so many months later, or earlier where `months` is negative. */
export function monthsAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}

/** The first moment of a month in Asia/Shanghai and that of the next, in milliseconds. */
export function monthSpan(month: string): { readonly from: number; readonly until: number } {
  const start = (of: string) => toMs(`${of}-01`)
  return { from: start(month), until: start(monthsAfter(month, 1)) }
}
