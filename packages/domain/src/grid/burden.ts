import { mondayOf } from '../forecast/weeks.ts'
import type { LocalDate } from '../time/zone.ts'

/** What one worker recorded on one day: never shown, only counted together with others. */
export interface WorkedDay {
  readonly person: string
  readonly day: LocalDate
  /** Minutes of the day of the first and of the last record. */
  readonly first: number
  readonly last: number
  readonly records: number
  /** How many of them between six in the evening and six in the morning. */
  readonly evening: number
}

/** A week of many workers together. */
export interface WorkedWeek {
  /** Its Monday. */
  readonly from: LocalDate
  /** Null: too few to tell of without telling of somebody. */
  readonly told: {
    readonly people: number
    /** Hours between the first and the last record of the day in the middle, of days with more than one. */
    readonly hours: number
    /** How many records a day in the middle has. */
    readonly records: number
    /** Per cent of all records. */
    readonly evening: number
  } | null
}

/** Of fewer people nothing is told (as of all statistics about people). */
export const FEWEST_WORKERS = 10

/** Days of many workers by week, the latest first; the same whatever the order of what comes in. */
export function weeksOf(days: readonly WorkedDay[]): WorkedWeek[] {
  const weeks = Map.groupBy(merged(days), ({ day }) => mondayOf(day))
  return [...weeks].toSorted(([a], [b]) => (a < b ? 1 : -1)).map(([from, own]) => ({ from, told: told(own) }))
}

/** One day of one worker, whatever modules it was recorded in. */
function merged(days: readonly WorkedDay[]): WorkedDay[] {
  return [...Map.groupBy(days, ({ person, day }) => `${person} ${day}`).values()].map((parts) => parts.reduce((a, b) => ({
    ...a, first: Math.min(a.first, b.first), last: Math.max(a.last, b.last), records: a.records + b.records, evening: a.evening + b.evening,
  })))
}

function told(days: readonly WorkedDay[]): WorkedWeek['told'] {
  const people = new Set(days.map(({ person }) => person)).size
  if (people < FEWEST_WORKERS) return null
  const sum = (key: 'records' | 'evening'): number => days.reduce((total, day) => total + day[key], 0)
  return {
    people, hours: Math.round(middle(days.filter(({ records }) => records > 1).map(({ first, last }) => last - first)) / 6) / 10, records: middle(days.map(({ records }) => records)), evening: Math.round((100 * sum('evening')) / sum('records')),
  }
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** How a question was answered so far. */
export interface Asked {
  readonly asked: number
  /** How often the answer told something new: a field that was wrong, an item that found a danger. */
  readonly found: number
}

/** A question that was put so often and found next to nothing need not be put any more. */
export const ASKED_OFTEN = 20
const FOUND_SHARE = 0.02

/** Whether a question could be dropped: asked at least twenty times, and new in at most one of fifty answers. */
export function mayBeDropped({ asked, found }: Asked): boolean {
  return asked >= ASKED_OFTEN && found <= asked * FOUND_SHARE
}
