import { beginTrigger, forgetRuns, NO_WATER, stepTrigger, stepWater } from '@yihu/domain'
import type { Signal, TriggerMemory, WaterAlarm, WaterMemory } from '@yihu/domain'
import { SCENARIOS } from '@yihu/scenarios'
import type { Home, Reading } from './water-readings.ts'

const HOUR_MS = 3_600_000
const LITRES = 1000
const LITRES_IN_A_HOLE = 10

/** Something that is told a home's readings one after the other and says what it would ring for. */
export interface Watch<M> {
  readonly begin: M
  take(memory: M, reading: Reading): { readonly memory: M; readonly alarms: readonly WaterAlarm[]; readonly isFault: boolean }
}

export interface Found {
  readonly home: Home
  readonly alarms: readonly WaterAlarm[]
  /** Readings no meter should give. */
  readonly faults: readonly number[]
}

/** The rule of E-07 by itself, at the reading at which it decides. */
export function ruleOfWater({ isClose }: { readonly isClose: boolean }): Watch<WaterMemory> {
  return { begin: NO_WATER, take: (memory, reading) => stepWater(reading.isAfterHole ? forgetRuns(memory) : memory, reading, { isClose }) }
}

interface Meter {
  readonly trigger: TriggerMemory
  readonly total: number
}

/**
 * The scenario 独居老人用水异常 as it ships, with the settings of a street that has changed none: at night a silence
 * is on the desk and nobody is called. The meter counts on from 0, also by something in a hole whose use is not known; a meter that fell silent
 * is not about water. @throws Error: no such scenario
 */
export function shippedWater(): Watch<Meter | null> {
  const trigger = SCENARIOS.find(({ id }) => id === 'elder-water')?.trigger({})
  if (!trigger) throw new Error('elder-water is no scenario')
  return {
    begin: null,
    take(memory, { at, litres, isAfterHole }) {
      const before = memory ?? { trigger: beginTrigger(trigger, { at: at - HOUR_MS, latenessMs: 0 }), total: 0 }
      const total = before.total + litres + (isAfterHole ? LITRES_IN_A_HOLE : 0)
      const stepped = stepTrigger(trigger, before.trigger, { kind: 'value', at, id: String(at), point: 'total', value: total / LITRES })
      return { memory: { trigger: stepped.memory, total }, alarms: stepped.signals.flatMap(alarmsOf), isFault: false }
    },
  }
}

function alarmsOf(signal: Signal): WaterAlarm[] {
  if (signal.kind !== 'raise') return []
  return signal.why.flatMap(({ trouble, since, value }) => (trouble === undefined ? [] : [{ kind: trouble, at: signal.at, since, hours: (signal.at - since) / HOUR_MS, litres: value ?? 0 }]))
}

/** What is told of one home, reading by reading. */
export function findIn<M>(home: Home, watch: Watch<M>): Found {
  let memory = watch.begin
  const alarms: WaterAlarm[] = []
  const faults: number[] = []
  for (const reading of home.readings) {
    const stepped = watch.take(memory, reading)
    memory = stepped.memory
    alarms.push(...stepped.alarms)
    if (stepped.isFault) faults.push(reading.at)
  }
  return { home, alarms, faults }
}
