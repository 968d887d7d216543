import { NO_EXTREME, stepExtreme } from './extreme.ts'
import type { ExtremeMemory } from './extreme.ts'
import { NO_LEAK, stepLeak } from './leak.ts'
import type { LeakMemory } from './leak.ts'
import { ended, NO_SILENCE, stepSilence } from './silence.ts'
import type { SilenceMemory } from './silence.ts'
import { NOT_STEADY, stepSteady } from './steady.ts'
import type { SteadyMemory } from './steady.ts'
import { DAY_HOURS } from './use.ts'
import type { WaterAlarm, WaterUse } from './use.ts'

/** What is known of one home's water, of bounded size, as JSON. */
export interface WaterMemory {
  readonly at: number | null
  readonly knownHours: number
  readonly silence: SilenceMemory
  readonly leak: LeakMemory
  readonly extreme: ExtremeMemory
  readonly steady: SteadyMemory
}

export const NO_WATER: WaterMemory = { at: null, knownHours: 0, silence: NO_SILENCE, leak: NO_LEAK, extreme: NO_EXTREME, steady: NOT_STEADY }

/** More litres in an hour than a house connection gives (DN20 at full flow): the meter was changed or misread. */
const MOST_RATE = 5000

/**
 * One reading of a home's meter: fixed rules until its habits are known, then its own (mission E-07). Readings that are
 * no use (backwards, beyond what a pipe gives) are `isFault` and teach nothing; a repeated or older reading changes nothing.
 */
export function stepWater(memory: WaterMemory, use: WaterUse, { isClose }: { readonly isClose: boolean }): { memory: WaterMemory; alarms: readonly WaterAlarm[]; isFault: boolean } {
  if (memory.at !== null && use.at <= memory.at) return { memory, alarms: [], isFault: false }
  if (!(use.litres >= 0) || use.litres / Math.max(1, use.hours) > MOST_RATE) return { memory: { ...memory, at: use.at }, alarms: [], isFault: true }
  const care = { knownDays: memory.knownHours / DAY_HOURS, isClose }
  const silence = stepSilence(memory.silence, use, care.knownDays)
  const leak = stepLeak(memory.leak, use, care)
  const extreme = stepExtreme(memory.extreme, use, care)
  const steady = isClose ? stepSteady(memory.steady, use) : { memory: memory.steady, alarms: [] }
  return {
    memory: { at: use.at, knownHours: memory.knownHours + use.hours, silence: silence.memory, leak: leak.memory, extreme: extreme.memory, steady: steady.memory },
    alarms: [...silence.alarms, ...leak.alarms, ...extreme.alarms, ...steady.alarms],
    isFault: false,
  }
}

/** After a hole in the readings nothing is known of what ran or did not run in it: what was silent before it is over. */
export function forgetRuns(memory: WaterMemory): WaterMemory {
  const { at, silence, leak } = memory
  return { ...memory, silence: at === null ? silence : ended(silence, at), leak: { ...leak, last: [], isTold: false }, steady: NOT_STEADY }
}
