import type { Pause } from './deadline-types.ts'
import { type CalendarTable, closingTime, serviceClock, tableDay } from './table.ts'
import { toMs } from './zone.ts'

/** A stretch (epoch ms, `to` infinite while open) in which the clock stands, and what it cost. */
export interface StoppedSpan {
  readonly from: number
  readonly to: number
  readonly reason: string
  readonly days: number
  readonly stoppedMs: number
}

/** A due time before it is explained; null when the clock still stands. */
export interface Reckoning {
  readonly dueAt: number | null
  readonly spans: readonly StoppedSpan[]
}

/** A clock that never runs backwards: its reading at a moment, and the earliest moment of a reading. */
export interface Clock {
  read(ms: number): number
  momentOf(reading: number, from: number): number
}

/**
 * Pauses in order, cut at the start, overlapping ones joined (their reasons too).
 * @throws RangeError when a pause ends before it begins.
 */
export function mergePauses(pauses: readonly Pause[], start: number): StoppedSpan[] {
  if (pauses.length === 0) return []
  const merged: StoppedSpan[] = []
  for (const span of pauses.map((pause) => toSpan(pause, start)).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (span.to <= start) continue
    if (last && span.from <= last.to) merged[merged.length - 1] = join(last, span)
    else merged.push(span)
  }
  return merged
}

function toSpan({ from, to, reason }: Pause, start: number): StoppedSpan {
  const begin = toMs(from)
  const end = to === null ? Number.POSITIVE_INFINITY : toMs(to)
  if (end < begin) throw new RangeError('a pause ends before it begins')
  return { from: Math.max(begin, start), to: end, reason, days: 0, stoppedMs: 0 }
}

function join(a: StoppedSpan, b: StoppedSpan): StoppedSpan {
  const reason = a.reason.split('、').includes(b.reason) ? a.reason : `${a.reason}、${b.reason}`
  return { ...a, to: Math.max(a.to, b.to), reason }
}

/** Lets a clock run for `duration` ms from `start`, standing during the pauses. */
export function runClock(options: {
  clock: Clock
  start: number
  duration: number
  pauses: readonly StoppedSpan[]
}): Reckoning {
  const { clock, pauses } = options
  const spans: StoppedSpan[] = []
  let left = options.duration
  let cursor = options.start
  for (const pause of pauses) {
    const stopsAt = clock.read(pause.from)
    const ran = stopsAt - clock.read(cursor)
    if (left <= ran) break
    if (pause.to === Number.POSITIVE_INFINITY) return { dueAt: null, spans: [...spans, pause] }
    left -= ran
    cursor = pause.to
    spans.push({ ...pause, stoppedMs: clock.read(pause.to) - stopsAt })
  }
  return { dueAt: clock.momentOf(clock.read(cursor) + left, cursor), spans }
}

/**
 * Close of service on the `days`-th working day after day `from`; a working day of whose
 * service hours a pause takes any part is not counted.
 */
export function countDays(options: {
  table: CalendarTable
  from: number
  days: number
  pauses: readonly StoppedSpan[]
}): Reckoning {
  const { table, from, days, pauses } = options
  const spans: StoppedSpan[] = []
  let settled = table.countThrough(from)
  let due = settled + days
  for (const pause of pauses) {
    const touched = touchedDays(table, pause)
    const first = Math.max(touched.first, settled + 1)
    if (first > due) break
    if (touched.last < first) continue
    if (touched.last === Number.POSITIVE_INFINITY) return { dueAt: null, spans: [...spans, pause] }
    const lost = touched.last - first + 1
    due += lost
    settled = touched.last
    spans.push({ ...pause, days: lost })
  }
  return { dueAt: closingTime(table, table.dayAt(due)), spans }
}

/** First and last working day (as counts of the table) whose service hours a pause cuts; last < first when none. */
function touchedDays(table: CalendarTable, { from, to }: StoppedSpan): { first: number; last: number } {
  const stops = serviceClock(table, from)
  const startDay = tableDay(from)
  const isStartCut = table.isWorking(startDay) && stops < table.serviceBefore(startDay + 1)
  const first = table.countThrough(startDay) + (isStartCut ? 0 : 1)
  if (to === Number.POSITIVE_INFINITY) return { first, last: to }
  const runsAgain = serviceClock(table, to)
  if (runsAgain <= stops) return { first, last: first - 1 }
  const endDay = tableDay(to)
  const isEndUncut = table.isWorking(endDay) && runsAgain <= table.serviceBefore(endDay)
  return { first, last: table.countThrough(endDay) - (isEndUncut ? 1 : 0) }
}
