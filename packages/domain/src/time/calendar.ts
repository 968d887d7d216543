import { serviceClock, tableOf } from './table.ts'
import type { WorkCalendar } from './work-calendar.ts'
import { type Instant, type LocalDate, MINUTE_MS, dateOfDay, dayNumber, toMs } from './zone.ts'

/** A date reached by counting, and the years on the way whose notice is not loaded (counted as plain weekdays). */
export interface CountedDate {
  readonly date: LocalDate
  readonly unknownYears: readonly number[]
}

/** Whether the holiday notice of a year is in the calendar. */
export function isYearLoaded(calendar: WorkCalendar, year: number): boolean {
  return Object.hasOwn(calendar.years, year)
}

/**
 * Whether people work on a date. In a year that is not loaded, weekdays work: ask `isYearLoaded` or `unknownYears`.
 * @throws RangeError when the date is malformed or outside 1992–2099.
 */
export function isWorkingDay(calendar: WorkCalendar, date: LocalDate): boolean {
  return tableOf(calendar).isWorking(dayNumber(date))
}

/**
 * The years that decide about the days from one date to another and are not loaded, in order.
 * The last three days of December also ask for the next year, whose notice can move them (2022-12-31).
 */
export function unknownYears(calendar: WorkCalendar, from: LocalDate, to: LocalDate): number[] {
  const [first, last] = from <= to ? [from, to] : [to, from]
  const end = Number(last.slice(0, 4)) + (last.slice(5) >= '12-29' ? 1 : 0)
  const years: number[] = []
  for (let year = Number(first.slice(0, 4)); year <= end; year += 1) {
    if (!isYearLoaded(calendar, year)) years.push(year)
  }
  return years
}

/**
 * The n-th working day after a date (the date itself is not counted); a negative n counts back.
 * With n = 0 the date itself, also when it is no working day.
 * @throws RangeError when n is not an integer or the way leads outside 1992–2099.
 */
export function addWorkingDays(calendar: WorkCalendar, date: LocalDate, n: number): CountedDate {
  if (!Number.isInteger(n)) throw new RangeError('working days are whole numbers')
  const table = tableOf(calendar)
  const day = dayNumber(date)
  const through = table.countThrough(day)
  const isRestBefore = n < 0 && !table.isWorking(day)
  const reached = n === 0 ? date : dateOfDay(table.dayAt(through + n + (isRestBefore ? 1 : 0)))
  return { date: reached, unknownYears: unknownYears(calendar, date, reached) }
}

/** Working days after `from` up to and with `to`; negative when `to` lies before `from`. */
export function workingDaysBetween(
  calendar: WorkCalendar,
  from: LocalDate,
  to: LocalDate,
): { days: number; unknownYears: readonly number[] } {
  const table = tableOf(calendar)
  const days = table.countThrough(dayNumber(to)) - table.countThrough(dayNumber(from))
  return { days, unknownYears: unknownYears(calendar, from, to) }
}

/** Whether a moment lies within service hours of a working day. */
export function isServiceTime(calendar: WorkCalendar, at: Instant): boolean {
  const table = tableOf(calendar)
  const ms = toMs(at)
  return serviceClock(table, ms + MINUTE_MS) > serviceClock(table, ms)
}
