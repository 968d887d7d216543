import { custom, int, uint, wordOf } from '../part.ts'
import type { Part } from '../part.ts'
import type { Channels } from '../decode.ts'
import { ATTRIBUTES, NO_YES } from './shared.ts'

// CT10x: current transformer (user guide CT101/103/105). FFFF is no current but a failed reading.

const FAILED = 0xff_ff

const ALARM_BITS = ['current_threshold_alarm', 'current_threshold_alarm_release', 'current_over_range_alarm', 'current_over_range_alarm_release']

const current: Part = custom(2, (view, at) => {
  const raw = view.getUint16(at, true)
  return raw === FAILED ? { current_sensor_status: 'read failed' } : { current: raw / 100 }
})

const alarm: Part = custom(1, (view, at) => {
  const byte = view.getUint8(at)
  return { current_alarm: Object.fromEntries(ALARM_BITS.map((name, bit) => [name, wordOf(NO_YES, (byte >> bit) & 1)])) }
})

const TEMPERATURE_FAILED: Readonly<Record<number, string>> = { [-3]: 'over range', [-1]: 'read failed' }

const temperature: Part = custom(2, (view, at) => {
  const raw = view.getInt16(at, true)
  const failure = TEMPERATURE_FAILED[raw]
  return failure === undefined ? { temperature: raw / 10 } : { temperature_sensor_status: failure }
})

const CT10X: Channels = {
  ...ATTRIBUTES,
  '0397': [uint('total_current', 4, 100)],
  '0498': [current],
  '0967': [temperature],
  '8498': [uint('current_max', 2, 100), uint('current_min', 2, 100), current, alarm],
  '8967': [int('temperature', 2, 10), custom(1, (view, at) => ({ temperature_alarm: wordOf({ 0: 'temperature threshold alarm release', 1: 'temperature threshold alarm' }, view.getUint8(at)) }))],
}

export const CT: Readonly<Record<string, Channels>> = { ct101: CT10X, ct103: CT10X, 'ct103-v2': CT10X, ct105: CT10X }
