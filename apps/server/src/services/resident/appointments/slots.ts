import type { BookingRule } from '@yihu/contracts'
import { daysAfter, isWorkingDay, localDate } from '@yihu/domain'
import type { WorkCalendar } from '@yihu/domain'

/** A time that somebody may be given at each desk; instants in milliseconds. */
export interface Slot {
  readonly day: string
  readonly startsAt: number
  readonly endsAt: number
}

const MINUTE_MS = 60_000
/** Whoever books has to get there. */
const LEAD_MS = 30 * MINUTE_MS
/** The longest holiday is shorter than this beside the working days that a rule opens. */
const MOST_DAYS_LOOKED_AT = 60

/** The slots a rule opens: today and the following working days of the calendar, none that is about to begin or cut off by the window's end. */
export function slotsOf(rule: BookingRule, { calendar, now }: { readonly calendar: WorkCalendar; readonly now: number }): Slot[] {
  const today = localDate(now)
  const days = Array.from({ length: MOST_DAYS_LOOKED_AT }, (_, ahead) => daysAfter(today, ahead)).filter((day) => isWorkingDay(calendar, day))
  // Today counts beside the days ahead.
  const open = days.slice(0, rule.days + (days[0] === today ? 1 : 0))
  return open.flatMap((day) => slotsOn(day, rule)).filter(({ startsAt }) => startsAt >= now + LEAD_MS)
}

function slotsOn(day: string, { windows, minutes }: BookingRule): Slot[] {
  const length = minutes * MINUTE_MS
  return windows.flatMap(({ open, close }) => {
    const [from, until] = [instantOf(day, open), instantOf(day, close)]
    return Array.from({ length: Math.floor((until - from) / length) }, (_, index) => ({ day, startsAt: from + index * length, endsAt: from + (index + 1) * length }))
  })
}

function instantOf(day: string, clock: string): number {
  return Date.parse(`${day}T${clock}:00+08:00`)
}
