import { DAY_HOURS, hourOf, HOUR_MS, LEARNING_DAYS } from './use.ts'
import type { WaterAlarm, WaterUse } from './use.ts'

/** A stretch without use. */
interface Stretch {
  readonly from: number
  readonly hours: number
}

export interface SilenceMemory {
  readonly run: Stretch | null
  readonly isTold: boolean
  /** Long stretches of the past, the newest last. */
  readonly past: readonly Stretch[]
}

export const NO_SILENCE: SilenceMemory = { run: null, isTold: false, past: [] }

/** 12 hours without use are looked at, 24 always count while a home is not known (mission E-07). */
const LOOK_HOURS = 12
const FIXED_HOURS = 24
/** Meters report on minutes of their own: so many hours may be missing from a count of hours. */
const MINUTES_APART = 0.5

/** The past that counts, a whole year for the journeys of every season, and how alike the time of day must be. */
const PAST_DAYS = 365
const MOST_PAST = 128
const ALIKE_HOURS = 3

/** Unusual: as long a silence at this time of day no oftener than on one day in `alike`, at any time on one in `any`. */
const RARE_DAYS = { alike: 30, any: 18 }
/** Where one day in 20 passes wholly without use, people are often away: it must be rarer there, or it says nothing. */
const EMPTY_DAYS = 20
const RARE_WHERE_EMPTY = { alike: 60, any: 40 }

/** One reading. Nobody is missed who has said that they are away. */
export function stepSilence(memory: SilenceMemory, use: WaterUse, knownDays: number): { memory: SilenceMemory; alarms: WaterAlarm[] } {
  if (use.litres > 0 || use.presence === 'away') return { memory: ended(memory, use.at), alarms: [] }
  const run: Stretch = { from: memory.run?.from ?? use.at - use.hours * HOUR_MS, hours: (memory.run?.hours ?? 0) + use.hours }
  const isDue = !memory.isTold && run.hours + MINUTES_APART >= LOOK_HOURS && isUnusual(memory.past, run, { at: use.at, knownDays })
  const alarms: WaterAlarm[] = isDue ? [{ kind: 'silence', at: use.at, since: run.from, hours: run.hours, litres: 0 }] : []
  return { memory: { run, isTold: memory.isTold || isDue, past: memory.past }, alarms }
}

/** The silence is over, or nothing more is known of it: it belongs to the past. */
export function ended({ run, past }: SilenceMemory, at: number): SilenceMemory {
  const fresh = past.filter(({ from }) => from > at - PAST_DAYS * DAY_HOURS * HOUR_MS)
  return { run: null, isTold: false, past: run && run.hours >= LOOK_HOURS ? [...fresh, run].slice(-MOST_PAST) : fresh }
}

function isUnusual(past: readonly Stretch[], run: Stretch, { at, knownDays }: { at: number; knownDays: number }): boolean {
  if (knownDays < LEARNING_DAYS) return run.hours >= FIXED_HOURS
  const days = Math.min(knownDays, PAST_DAYS)
  const rare = past.filter(({ hours }) => hours >= FIXED_HOURS).length * EMPTY_DAYS > days ? RARE_WHERE_EMPTY : RARE_DAYS
  const asLong = past.filter(({ hours }) => hours >= run.hours)
  const alike = asLong.filter(({ from }) => isAlike(hourOf(from + run.hours * HOUR_MS), hourOf(at)))
  return alike.length * rare.alike <= days && asLong.length * rare.any <= days
}

/** Whether two hours of the day lie close, also over midnight. */
function isAlike(a: number, b: number): boolean {
  const apart = Math.abs(a - b)
  return Math.min(apart, DAY_HOURS - apart) <= ALIKE_HOURS
}
