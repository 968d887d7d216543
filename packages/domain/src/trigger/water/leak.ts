import { DAY_HOURS, hourOf, HOUR_MS, LEARNING_DAYS } from './use.ts'
import type { Care, WaterAlarm, WaterUse } from './use.ts'

export interface LeakMemory {
  /** Litres an hour, of the last readings in a row without a hole, oldest first. */
  readonly last: readonly number[]
  readonly since: number
  /** For each hour of the day the highest flow that did not stop for so long, slowly forgotten. */
  readonly most: readonly number[]
  readonly isTold: boolean
}

export const NO_LEAK: LeakMemory = { last: [], since: 0, most: new Array<number>(DAY_HOURS).fill(0), isTold: false }

/** Flow that does not stop for 12 hours is looked at; for 24 it always counts while a home is not known (mission E-07). */
const LOOK_HOURS = 12
const FIXED_HOURS = 24
/** A flow becomes a habit a day later, or when it has stopped: what runs now is not measured by itself. */
const KEPT_HOURS = LOOK_HOURS + DAY_HOURS

/** Unusual: above this multiple of the most there has been within so many hours of this time of day, and by some litres an hour. */
const ALIKE_HOURS = 3
const MARGIN = 1.2
const LEAST_LITRES = 4.5
/** Forgotten by half in about six weeks. */
const FORGET_DAILY = 0.984

/** One reading. A leak is told once and again only after the flow has stopped. */
export function stepLeak(memory: LeakMemory, use: WaterUse, { knownDays, isClose }: Care): { memory: LeakMemory; alarms: WaterAlarm[] } {
  const hour = hourOf(use.at)
  if (use.litres <= 0) return { memory: { ...memory, last: [], isTold: false, most: stopped(memory, hour) }, alarms: [] }
  const rate = use.litres / Math.max(1, use.hours)
  const since = memory.last.length === 0 ? use.at - use.hours * HOUR_MS : memory.since
  const last = [...memory.last, rate].slice(-KEPT_HOURS)
  const steady = steadyAt(last, 0)
  const isKnown = knownDays >= LEARNING_DAYS
  const isEndless = last.length >= FIXED_HOURS && (isClose || !isKnown)
  const isDue = !memory.isTold && (isEndless || (isKnown && isUnusual(memory.most, hour, steady)))
  const hours = Math.round((use.at - since) / HOUR_MS)
  const alarms: WaterAlarm[] = isDue ? [{ kind: 'leak', at: use.at, since, hours, litres: Math.min(...last.slice(-FIXED_HOURS)) }] : []
  return { memory: { last, since, isTold: memory.isTold || isDue, most: learnt(forgotten(memory.most, hour), hour, steadyAt(last, DAY_HOURS)) }, alarms }
}

/** The flow that had not stopped for 12 hours, so many readings ago; 0: there was none. */
function steadyAt(last: readonly number[], ago: number): number {
  const end = last.length - ago
  return end >= LOOK_HOURS ? Math.min(...last.slice(end - LOOK_HOURS, end)) : 0
}

/** What is known once the flow has stopped: all its hours not learnt yet. */
function stopped({ last, most }: LeakMemory, hour: number): readonly number[] {
  const ran = Array.from({ length: DAY_HOURS }, (_, ago) => ago)
  return ran.reduce((known, ago) => learnt(known, hour - 1 - ago, steadyAt(last, ago)), forgotten(most, hour))
}

function isUnusual(most: readonly number[], hour: number, steady: number): boolean {
  const around = Array.from({ length: 2 * ALIKE_HOURS + 1 }, (_, n) => most[(hour - ALIKE_HOURS + n + DAY_HOURS) % DAY_HOURS] ?? 0)
  return steady >= MARGIN * Math.max(...around) + LEAST_LITRES
}

function forgotten(most: readonly number[], hour: number): readonly number[] {
  return most.with(hour, (most[hour] ?? 0) * FORGET_DAILY)
}

function learnt(most: readonly number[], hour: number, steady: number): readonly number[] {
  const place = (hour + DAY_HOURS) % DAY_HOURS
  return steady > (most[place] ?? 0) ? most.with(place, steady) : most
}
