import { custom, int, uint, word } from '../part.ts'
import type { Part, Values, Words } from '../part.ts'
import type { Channels } from '../decode.ts'
import { ATTRIBUTES, BATTERY } from './shared.ts'

// UC50x: controller with counters, analogue inputs, RS485 and SDI-12 (user guide UC501/UC502).

const LEVEL: Words = { 0: 'low', 1: 'high' }
const FIRST_MODBUS = 6
const SDI_CHARS = 36

type Reader = (view: DataView, at: number) => number

const byte: Reader = (view, at) => view.getUint8(at)
const register: Reader = (view, at) => view.getUint16(at, true)
const pair: Reader = (view, at) => view.getUint32(at, true)
const float: Reader = (view, at) => view.getFloat32(at, true)

/** By register type: coil, discrete, input, holding int16, holding int32, holding float, input int32, input float. */
const MODBUS: readonly Reader[] = [byte, byte, register, register, pair, float, pair, float]
const NEEDED: readonly number[] = [1, 1, 2, 2, 4, 4, 4, 4]

/** Channel, then a byte with the register type (lower 3 bits) and the length of the data (upper 5). */
const modbus: Part = custom(
  (view, at) => 2 + Math.max(view.getUint8(at + 1) >> 3, NEEDED[view.getUint8(at + 1) & 7] ?? 0),
  (view, at): Values => {
    const read = MODBUS[view.getUint8(at + 1) & 7] ?? byte
    return { [`modbus_chn_${view.getUint8(at) - FIRST_MODBUS}`]: read(view, at + 2) }
  },
)

const modbusFault: Part = custom(1, (view, at) => ({ [`modbus_chn_${view.getUint8(at) - FIRST_MODBUS}_alarm`]: 'read error' }))

/** ASCII, closed by zeros. */
const sdi12: Part = custom(1 + SDI_CHARS, (view, at) => {
  const codes = Array.from({ length: SDI_CHARS }, (_, index) => view.getUint8(at + 1 + index))
  const end = codes.indexOf(0)
  return { [`sdi12_${view.getUint8(at) + 1}`]: String.fromCharCode(...(end < 0 ? codes : codes.slice(0, end))) }
})

function gpio(index: 1 | 2, id: string): Channels {
  return {
    [`0${id}00`]: [word(`gpio_input_${index}`, LEVEL)],
    [`0${id}01`]: [word(`gpio_output_${index}`, LEVEL)],
    [`0${id}c8`]: [uint(`gpio_counter_${index}`, 4)],
  }
}

function analogue(index: 1 | 2, id: string): Channels {
  const names = [`adc_${index}`, `adc_${index}_min`, `adc_${index}_max`, `adc_${index}_avg`]
  return { [`0${id}02`]: names.map((name) => int(name, 2, 1000)) }
}

const UC50X: Channels = {
  ...ATTRIBUTES, ...BATTERY, ...gpio(1, '3'), ...gpio(2, '4'), ...analogue(1, '5'), ...analogue(2, '6'),
  '08db': [sdi12],
  ff0e: [modbus],
  ff15: [modbusFault],
}

export const UC: Readonly<Record<string, Channels>> = { uc501: UC50X, uc502: UC50X }
