import { z } from 'zod'
import { isWorkingDay, isYearLoaded } from './calendar.ts'
import { isOverdue } from './remaining.ts'
import type { WorkCalendar } from './work-calendar.ts'
import { dateOfDay, dayNumber, weekdayOf } from './zone.ts'

/** A year file in the format of holiday-cn; only what is used. */
export const holidayYearFile = z.object({
  year: z.int().min(1992).max(2099),
  days: z.array(z.object({ name: z.string(), date: z.iso.date(), isOffDay: z.boolean() })),
})
export type HolidayYearFile = z.infer<typeof holidayYearFile>

export interface HolidayAgreement {
  readonly total: number
  readonly agree: number
  /** Dates on which calendar and files differ. */
  readonly differ: readonly string[]
  /** Years whose file lists no day, because the notice is not published: nothing to compare. */
  readonly unpublished: readonly number[]
}

/**
 * Compares every day of the listed years: the files say which weekdays are off and which weekend days are worked.
 * A December day listed in any file counts, also the next year's. Every day of a year that the calendar lacks
 * is a disagreement. If next year's file is missing, December days that our copy of that notice moved
 * are left out: the files cannot know them.
 */
export function agreeWithHolidays(calendar: WorkCalendar, yearFiles: readonly HolidayYearFile[]): HolidayAgreement {
  const said = new Map(yearFiles.flatMap(({ days }) => days.map((day) => [day.date, day.isOffDay] as const)))
  const published = yearFiles.filter((file) => file.days.length > 0)
  const years = new Set(published.map((file) => file.year))
  let total = 0
  const differ: string[] = []
  for (const year of years) {
    const end = dayNumber(`${year + 1}-01-01`)
    const unheard = years.has(year + 1) ? new Set<string>() : movedByNextNotice(calendar, year)
    for (let day = dayNumber(`${year}-01-01`); day < end; day += 1) {
      const date = dateOfDay(day)
      if (unheard.has(date)) continue
      total += 1
      const weekday = weekdayOf(day)
      const isOff = said.get(date) ?? (weekday === 0 || weekday === 6)
      if (!isYearLoaded(calendar, year) || isWorkingDay(calendar, date) === isOff) differ.push(date)
    }
  }
  const unpublished = yearFiles.filter((file) => file.days.length === 0).map((file) => file.year)
  return { total, agree: total - differ.length, differ, unpublished }
}

function movedByNextNotice(calendar: WorkCalendar, year: number): Set<string> {
  const next = calendar.years[year + 1]
  return new Set([...(next?.off ?? []), ...(next?.work ?? [])].filter((date) => date.startsWith(`${year}-`)))
}

/** One 311 request; times are wall-clock times of one place (`YYYY-MM-DD HH:mm:ss`), empty when there is none. */
export interface OnTimeRow {
  readonly target: string
  readonly closed: string
  readonly status: string
}

/**
 * How many published on-time states (`ONTIME`, `OVERDUE`) our overdue rule reproduces. A row without target is in
 * time; an open row is judged at `asOf`, by default the last closing time among the rows. A row with an unreadable
 * time or with any other state counts as not reproduced.
 */
export function onTimeAgreement(rows: readonly OnTimeRow[], asOf?: string): { total: number; agree: number } {
  const now = wallClock(asOf ?? '') ?? rows.reduce((last, row) => Math.max(last, wallClock(row.closed) ?? 0), 0)
  let agree = 0
  for (const { target, closed, status } of rows) {
    const [dueAt, closedAt] = [wallClock(target), wallClock(closed)]
    const isUnreadable = Number.isNaN(dueAt ?? 0) || Number.isNaN(closedAt ?? 0)
    if (isUnreadable) continue
    const expected = isOverdue({ dueAt, closedAt, now }) ? 'OVERDUE' : 'ONTIME'
    if (status.trim() === expected) agree += 1
  }
  return { total: rows.length, agree }
}

/** Wall-clock text as milliseconds for comparing with others of its kind; null when empty, NaN when unreadable. */
function wallClock(text: string): number | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const isDateTime = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(trimmed)
  return isDateTime ? Date.parse(`${trimmed.slice(0, 10)}T${trimmed.slice(11) || '00:00'}Z`) : Number.NaN
}
