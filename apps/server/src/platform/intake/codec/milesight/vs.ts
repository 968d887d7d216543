import { custom, readParts, sizeOf, skip, uint, word } from '../part.ts'
import type { Part } from '../part.ts'
import type { Channels } from '../decode.ts'
import { ATTRIBUTES, BATTERY, history, OCCUPANCY } from './shared.ts'

// VS: people counters and seats (user guides VS132, VS340/VS341, VS360).

const dotted = (name: string, bytes: number): Part =>
  custom(bytes, (view, at) => ({ [name]: Array.from({ length: bytes }, (_, index) => view.getUint8(at + index)).join('.') }))

const VS132: Channels = {
  ...ATTRIBUTES,
  ff01: [uint('protocol_version', 1)],
  ff09: [dotted('hardware_version', 2)],
  ff1f: [dotted('firmware_version', 4)],
  '03d2': [uint('total_counter_in', 4)],
  '04d2': [uint('total_counter_out', 4)],
  '05cc': [uint('periodic_counter_in', 2), uint('periodic_counter_out', 2)],
}

const SEAT: Channels = { ...ATTRIBUTES, ...BATTERY, '0300': [word('occupancy', OCCUPANCY)] }

const PERIOD = [uint('period_in', 2), uint('period_out', 2)]
const TOTAL = [uint('total_in', 2), uint('total_out', 2)]

const counted = (kind: number): readonly Part[] => [skip(1), ...PERIOD, ...(kind === 1 ? TOTAL : [])]

/** A stored count says in its first byte whether totals follow. */
const stored: Part = custom(
  (view, at) => sizeOf(counted(view.getUint8(at)), view, at),
  (view, at) => readParts(counted(view.getUint8(at)), view, at),
)

const VS360: Channels = {
  ...ATTRIBUTES,
  '0175': [uint('battery_main', 1)],
  '0275': [uint('battery_node', 1)],
  '04cc': TOTAL,
  '05cc': PERIOD,
  '20ce': history(stored),
}

export const VS: Readonly<Record<string, Channels>> = { vs132: VS132, vs340: SEAT, vs341: SEAT, vs360: VS360 }
