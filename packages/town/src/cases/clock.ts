import type { WorkingDays } from '../case-types.ts'
import type { LimitText } from './theme.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const ZONE = 8 * 3_600_000

/** Service time of one working day in minutes: 3.5 hours before noon, 4 after. */
export const DAY_MINUTES = 450

/** Weekdays work, weekends rest: the calendar when none is given. */
export const PLAIN_WEEKDAYS: WorkingDays = {
  isWorkingDay: (date) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()),
}

/** Date in Asia/Shanghai. */
export function dateOf(ms: number): string {
  return new Date(ms + ZONE).toISOString().slice(0, 10)
}

/** ISO text with the street's offset, to the second. */
export function isoOf(ms: number): string {
  return `${new Date(ms + ZONE).toISOString().slice(0, 19)}+08:00`
}

/** Month 1…12 in Asia/Shanghai. */
export function monthOf(ms: number): number {
  return Number(dateOf(ms).slice(5, 7))
}

/** The moment of `minutes` past midnight on the day of `ms`. */
export function timeOnDay(ms: number, minutes: number): number {
  return Math.floor((ms + ZONE) / DAY) * DAY - ZONE + minutes * MINUTE
}

/** Service windows of a day in minutes past midnight; the afternoon starts later from June to September. */
function windowsOf(ms: number): readonly (readonly [number, number])[] {
  const month = monthOf(ms)
  const noon = month >= 6 && month <= 9 ? 840 : 810
  return [[510, 720], [noon, noon + 240]]
}

/** Service windows still ahead on the day of `ms`, as [from, to] in epoch ms. */
function windowsAhead(ms: number, days: WorkingDays): (readonly [number, number])[] {
  if (!days.isWorkingDay(dateOf(ms))) return []
  const windows = windowsOf(ms).map(([from, to]) => [Math.max(ms, timeOnDay(ms, from)), timeOnDay(ms, to)] as const)
  return windows.filter(([from, to]) => to > from)
}

/** Adds service minutes; the result always lies in service time. */
export function addService(ms: number, minutes: number, days: WorkingDays): number {
  let left = minutes * MINUTE
  for (let at = ms; ; at = timeOnDay(at + DAY, 0)) {
    for (const [from, to] of windowsAhead(at, days)) {
      if (left < to - from) return from + left
      left -= to - from
    }
  }
}

/** The day `count` working days before the last working day up to `ms`, at `minutes` past midnight. */
export function workingDaysBefore(ms: number, { count, minutes, days }: { count: number; minutes: number; days: WorkingDays }): number {
  let at = ms
  let left = count
  while (!days.isWorkingDay(dateOf(at))) at -= DAY
  while (left > 0) {
    at -= DAY
    if (days.isWorkingDay(dateOf(at))) left--
  }
  return timeOnDay(at, minutes)
}

/** A limit's amount and the minutes it gives. */
export function minutesOf(limit: LimitText): { minutes: number; isRoundTheClock: boolean } {
  const amount = Number.parseInt(limit, 10)
  if (limit.endsWith('d')) return { minutes: amount * DAY_MINUTES, isRoundTheClock: false }
  return { minutes: amount * 60, isRoundTheClock: limit.endsWith('u') }
}
