import { forgetRuns, NO_WATER, stepWater } from '@yihu/domain'
import type { WaterAlarm } from '@yihu/domain'
import type { Home } from './water-readings.ts'

export interface Found {
  readonly home: Home
  readonly alarms: readonly WaterAlarm[]
  /** Readings no meter should give. */
  readonly faults: readonly number[]
}

/** What the rules tell of one home, reading by reading. */
export function findIn(home: Home, { isClose }: { readonly isClose: boolean }): Found {
  let memory = NO_WATER
  const alarms: WaterAlarm[] = []
  const faults: number[] = []
  for (const reading of home.readings) {
    const stepped = stepWater(reading.isAfterHole ? forgetRuns(memory) : memory, reading, { isClose })
    memory = stepped.memory
    alarms.push(...stepped.alarms)
    if (stepped.isFault) faults.push(reading.at)
  }
  return { home, alarms, faults }
}
