import { DAY_MS, dateOfDay, dayNumber, HOUR_MS, toMs, WEEKDAYS, weekdayOf } from '../time/zone.ts'
import type { LocalDate } from '../time/zone.ts'

/** When somebody is to walk a place, week by week. */
export interface Round {
  /** 1 Monday … 7 Sunday. */
  readonly weekdays: readonly number[]
  /** `HH:MM`, the end after the beginning. */
  readonly from: string
  readonly to: string
  readonly begins: LocalDate
  readonly ends: LocalDate | null
}

/** Who sets out early or stays longer has walked it all the same. */
const GRACE_MS = HOUR_MS

/** The days of a span, both included, on which a round is walked. */
export function roundDays({ weekdays, begins, ends }: Round, span: { readonly from: LocalDate; readonly to: LocalDate }): LocalDate[] {
  const first = Math.max(dayNumber(span.from), dayNumber(begins))
  const last = Math.min(dayNumber(span.to), ends === null ? Infinity : dayNumber(ends))
  const days: LocalDate[] = []
  for (let day = first; day <= last; day += 1) if (weekdays.includes(weekdayOf(day) || 7)) days.push(dateOfDay(day))
  return days
}

/** Between which moments a record counts for a round of a day, epoch ms: an hour before it to an hour after. */
export function roundHours({ from, to }: Pick<Round, 'from' | 'to'>, day: LocalDate): { readonly since: number; readonly until: number } {
  return { since: Math.max(toMs(day), toMs(`${day}T${from}`) - GRACE_MS), until: Math.min(toMs(day) + DAY_MS - 1, toMs(`${day}T${to}`) + GRACE_MS) }
}

/** «周一、三、五» or «每天». */
export function weekdaysText(weekdays: readonly number[]): string {
  const own = [...new Set(weekdays)].toSorted((a, b) => a - b)
  return own.length === WEEKDAYS.length ? '每天' : `周${own.map((day) => WEEKDAYS[day - 1]?.slice(1) ?? '').join('、')}`
}
