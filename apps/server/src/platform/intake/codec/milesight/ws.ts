import { custom, uint, word, wordOf } from '../part.ts'
import type { Part, Words } from '../part.ts'
import type { Channels } from '../decode.ts'
import { ATTRIBUTES, BATTERY, distance, HUMIDITY, LEAK, MAGNET, NO_YES, OCCUPANCY, OFF_ON, TEMPERATURE } from './shared.ts'

// WS: workplace (user guides WS101, WS201, WS202, WS203, WS301, WS302, WS303, WS50x, WS513/WS52x).

const COMMON: Channels = { ...ATTRIBUTES, ...BATTERY }
const occupancy = word('occupancy', OCCUPANCY)

const FREQUENCY: Words = { 0: 'Z', 1: 'A', 2: 'C' }
const TIME: Words = { 0: 'I', 1: 'F', 2: 'S' }

/** The names carry the weighting: LAF, LAeq, LAFmax (IEC 61672-1). */
const sound: Part = custom(7, (view, at) => {
  const byte = view.getUint8(at)
  const [frequency, time] = [wordOf(FREQUENCY, byte & 3), wordOf(TIME, (byte >> 2) & 3)]
  const level = (index: number): number => view.getUint16(at + index, true) / 10
  return { [`L${frequency}${time}`]: level(1), [`L${frequency}eq`]: level(3), [`L${frequency}${time}max`]: level(5) }
})

/** State of switch n in bit n-1, whether it has just changed in bit n+3. */
function switches(count: 1 | 2 | 3): Part {
  return custom(1, (view, at) => {
    const byte = view.getUint8(at)
    const of = (index: number): [string, string][] => [
      [`switch_${index + 1}`, wordOf(OFF_ON, (byte >> index) & 1)],
      [`switch_${index + 1}_change`, wordOf(NO_YES, (byte >> (index + 4)) & 1)],
    ]
    return Object.fromEntries(Array.from({ length: count }, (_, index) => of(index)).flat())
  })
}

const POWER: Channels = {
  ...ATTRIBUTES,
  '0374': [uint('voltage', 2, 10)],
  '0480': [uint('active_power', 4)],
  '0581': [uint('power_factor', 1)],
  '0683': [uint('power_consumption', 4)],
  '07c9': [uint('current', 2)],
}

const SOCKET: Channels = { ...POWER, '0870': [word('socket_status', OFF_ON)] }
const panel = (count: 1 | 2 | 3): Channels => ({ ...POWER, ff29: [switches(count)] })

export const WS: Readonly<Record<string, Channels>> = {
  ws101: { ...COMMON, ff2e: [word('button_event', { 1: 'short press', 2: 'long press', 3: 'double press' })] },
  ws201: { ...COMMON, '0382': [distance], '04d6': [uint('remaining', 1)] },
  ws202: { ...COMMON, '0300': [word('pir_status', { 0: 'normal', 1: 'trigger' })], '0400': [word('daylight', { 0: 'dark', 1: 'light' })] },
  ws203: { ...COMMON, ...TEMPERATURE, ...HUMIDITY, '0500': [occupancy] },
  ws301: { ...COMMON, '0300': [word('magnet_status', MAGNET)], '0400': [word('tamper_status', { 0: 'installed', 1: 'uninstalled' })] },
  ws302: { ...COMMON, '055b': [sound] },
  ws303: { ...COMMON, '0300': [word('leakage_status', LEAK)] },
  ws501: panel(1),
  ws502: panel(2),
  ws503: panel(3),
  ws513: SOCKET,
  ws515: SOCKET,
  ws523: SOCKET,
  ws525: SOCKET,
}
