import { int, hex, record, skip, uint, version, word, custom } from '../part.ts'
import type { Part, Words } from '../part.ts'
import type { Channels } from '../decode.ts'

/** Rows that the payload tables of all Milesight sensors share (user guides, chapter "Payload", channel FF). */
export const ATTRIBUTES: Channels = {
  ff01: [custom(1, (view, at) => ({ ipso_version: `v${view.getUint8(at) >> 4}.${view.getUint8(at) & 0x0f}` }))],
  ff09: [version('hardware_version', 'upper-half')],
  ff0a: [version('firmware_version', 'byte')],
  ff0b: [custom(1, () => ({ device_status: 'on' }))],
  ff0f: [word('lorawan_class', { 0: 'Class A', 1: 'Class B', 2: 'Class C', 3: 'Class C to B' })],
  ff16: [hex('sn', 8)],
  fffe: [custom(1, () => ({ reset_event: 'reset' }))],
  ffff: [version('tsl_version', 'byte')],
}

export const BATTERY: Channels = { '0175': [uint('battery', 1)] }

export const temperature = (name = 'temperature'): Part => int(name, 2, 10)
export const humidity: Part = uint('humidity', 1, 2)
export const distance: Part = uint('distance', 2)

export const TEMPERATURE: Channels = { '0367': [temperature()] }
export const HUMIDITY: Channels = { '0468': [humidity] }

export const MAGNET: Words = { 0: 'closed', 1: 'open' }
export const LEAK: Words = { 0: 'normal', 1: 'leak' }
export const TILT: Words = { 0: 'normal', 1: 'tilt' }
export const OCCUPANCY: Words = { 0: 'vacant', 1: 'occupied' }
export const OFF_ON: Words = { 0: 'off', 1: 'on' }
export const NO_YES: Words = { 0: 'no', 1: 'yes' }

/** A reading kept in the sensor while there was no radio: seconds since 1970, then the parts. */
export function history(...parts: readonly Part[]): readonly Part[] {
  return [record('history', [uint('timestamp', 4), ...parts])]
}

/** Temperature and humidity kept in the sensor, with one more byte. */
export function climateHistory(more: Part = skip(1)): Channels {
  return { '20ce': history(temperature(), humidity, more) }
}
