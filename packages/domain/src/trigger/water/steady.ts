import { HOUR_MS } from './use.ts'
import type { WaterAlarm, WaterUse } from './use.ts'

export interface SteadyMemory {
  readonly last: readonly number[]
  readonly isTold: boolean
}

export const NOT_STEADY: SteadyMemory = { last: [], isTold: false }

/** Three readings in a row within two litres of each other, none below five: a tap or cistern that runs. */
const READINGS = 3
const WITHIN_LITRES = 2
const LEAST_LITRES = 5

/** One reading. */
export function stepSteady(memory: SteadyMemory, use: WaterUse): { memory: SteadyMemory; alarms: WaterAlarm[] } {
  const last = [...memory.last, use.litres].slice(-READINGS)
  const isSteady = last.length === READINGS && Math.min(...last) >= LEAST_LITRES && Math.max(...last) - Math.min(...last) <= WITHIN_LITRES
  const isDue = isSteady && !memory.isTold
  const sum = last.reduce((total, litres) => total + litres, 0)
  const alarms: WaterAlarm[] = isDue ? [{ kind: 'steady', at: use.at, since: use.at - READINGS * HOUR_MS, hours: READINGS, litres: sum }] : []
  return { memory: { last, isTold: isSteady }, alarms }
}
