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

/** Unusual: above this multiple of the most there has been at about this time, and by some litres an hour. */
const MARGIN = 1.5
const LEAST_LITRES = 4
/** Forgotten by half in about two months. */
const FORGET_DAILY = 0.988

/** One reading. A leak is told once and again only after the flow has stopped. */
export function stepLeak(memory: LeakMemory, use: WaterUse, { knownDays, isClose }: Care): { memory: LeakMemory; alarms: WaterAlarm[] } {
  const rate = use.litres / Math.max(1, use.hours)
  if (use.litres <= 0) return { memory: { ...memory, last: [], isTold: false, most: forgotten(memory.most, hourOf(use.at), 0) }, alarms: [] }
  const since = memory.last.length === 0 ? use.at - use.hours * HOUR_MS : memory.since
  const last = [...memory.last, rate].slice(-FIXED_HOURS)
  const steady = last.length >= LOOK_HOURS ? Math.min(...last.slice(-LOOK_HOURS)) : 0
  const hour = hourOf(use.at)
  const isKnown = knownDays >= LEARNING_DAYS
  const isEndless = last.length >= FIXED_HOURS && (isClose || !isKnown)
  const isDue = !memory.isTold && (isEndless || (isKnown && isUnusual(memory.most, hour, steady)))
  const hours = Math.round((use.at - since) / HOUR_MS)
  const alarms: WaterAlarm[] = isDue ? [{ kind: 'leak', at: use.at, since, hours, litres: Math.min(...last) }] : []
  return { memory: { last, since, isTold: memory.isTold || isDue, most: forgotten(memory.most, hour, steady) }, alarms }
}

function isUnusual(most: readonly number[], hour: number, steady: number): boolean {
  const around = [hour - 1, hour, hour + 1].map((each) => most[(each + DAY_HOURS) % DAY_HOURS] ?? 0)
  return steady >= MARGIN * Math.max(...around) + LEAST_LITRES
}

function forgotten(most: readonly number[], hour: number, steady: number): readonly number[] {
  return most.with(hour, Math.max(steady, (most[hour] ?? 0) * FORGET_DAILY))
}
