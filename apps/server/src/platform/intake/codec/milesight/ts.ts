import { custom, halves, readParts, record, skip, sizeOf, uint, word, wordOf } from '../part.ts'
import type { Part, Values, Words } from '../part.ts'
import type { Channels } from '../decode.ts'
import { ATTRIBUTES, BATTERY, history, HUMIDITY, MAGNET, TEMPERATURE, temperature, humidity } from './shared.ts'

// TS: temperature probes (user guides TS101, TS201, TS301/TS302).

const COMMON: Channels = { ...ATTRIBUTES, ...BATTERY }

const ALARM: Words = { 0: 'threshold alarm release', 1: 'threshold alarm', 2: 'mutation alarm' }
const SENSOR: Words = { 0: 'read error', 1: 'out of range' }
const STATUS: Words = { 0: 'normal', 1: 'read error', 2: 'out of range' }
const EVENTS: Words = { 1: 'periodic', 2: 'temperature alarm', 3: 'temperature alarm release', 4: 'humidity alarm', 5: 'humidity alarm release' }
const PROBES: Words = { 1: 'DS18B20', 2: 'SHT4X' }
const HAS_HUMIDITY = 2

/** An alarm is a reading too: its value stands on its own and in the list of events. */
function event(reading: Part, more: readonly Part[]): readonly Part[] {
  const parts = [reading, ...more]
  return [custom((view, at) => sizeOf(parts, view, at), (view, at) => ({ ...reading.read(view, at), event: [readParts(parts, view, at)] }))]
}

/** Record of a TS201: the probe's type decides whether its humidity means anything. */
const stored: Part = custom(5, (view, at): Values => {
  const probe = view.getUint8(at)
  const byte = view.getUint8(at + 4)
  const isWet = probe === HAS_HUMIDITY
  return {
    sensor_type: wordOf(PROBES, probe),
    event: {
      event_type: wordOf(EVENTS, halves(byte)[1]),
      temperature_sensor_status: wordOf(STATUS, (byte >> 6) & 3),
      ...(isWet ? { humidity_sensor_status: wordOf(STATUS, (byte >> 4) & 3) } : {}),
    },
    ...temperature().read(view, at + 1),
    ...(isWet ? humidity.read(view, at + 3) : {}),
  }
})

const TS201: Channels = {
  ...COMMON, ...TEMPERATURE, ...HUMIDITY,
  '8367': event(temperature(), [word('temperature_alarm', ALARM)]),
  '8468': event(humidity, [word('humidity_alarm', ALARM)]),
  '9367': event(temperature(), [temperature('temperature_mutation'), word('temperature_alarm', ALARM)]),
  '9468': event(humidity, [uint('humidity_mutation', 1, 10), word('humidity_alarm', ALARM)]),
  b367: [record('event', [word('temperature_sensor_status', SENSOR)])],
  b468: [record('event', [word('humidity_sensor_status', SENSOR)])],
  ffa0: [skip(9)],
  '20ce': history(stored),
}

const CHANNEL_ALARM: Words = { 0: 'threshold release', 1: 'threshold', 2: 'mutation' }
const MAGNET_KINDS = [5, 6]

/** What the mask of a stored record announces for one channel: nothing, a temperature or a magnet. */
function channelParts(mask: number, channel: 1 | 2): readonly Part[] {
  if (mask === 0) return []
  return MAGNET_KINDS.includes(mask) ? [word(`magnet_chn${channel}`, MAGNET)] : [temperature(`temperature_chn${channel}`)]
}

function masked(byte: number): readonly Part[] {
  const [first, second] = halves(byte)
  return [skip(1), ...channelParts(first, 1), ...channelParts(second, 2)]
}

const channels: Part = custom(
  (view, at) => sizeOf(masked(view.getUint8(at)), view, at),
  (view, at) => readParts(masked(view.getUint8(at)), view, at),
)

function channel(index: 1 | 2, id: string): Channels {
  const [reading, alarm] = [temperature(`temperature_chn${index}`), word(`temperature_chn${index}_alarm`, CHANNEL_ALARM)]
  return {
    [`0${id}67`]: [reading],
    [`0${id}00`]: [word(`magnet_chn${index}`, MAGNET)],
    [`8${id}67`]: [reading, alarm],
    [`9${id}d7`]: [reading, temperature(`temperature_chn${index}_change`), alarm],
  }
}

const TS30X: Channels = { ...COMMON, ...channel(1, '3'), ...channel(2, '4'), '20ce': history(channels) }

export const TS: Readonly<Record<string, Channels>> = {
  ts101: {
    ...COMMON, ...TEMPERATURE,
    '8367': [temperature(), word('temperature_alarm', ALARM)],
    '9367': [temperature(), temperature('temperature_mutation'), word('temperature_alarm', ALARM)],
    '20ce': history(temperature()),
  },
  'ts201-v2': TS201,
  ts301: TS30X,
  ts302: TS30X,
}
