import type { PointForm } from '@yihu/contracts'
import { codecOf } from './codec/codecs.ts'
import { decode } from './codec/decode.ts'
import type { Value, Values } from './codec/part.ts'
import type { Problem } from './parcel.ts'
import { checkTime, valueOf } from './point-value.ts'
import type { PointValue, Telemetry, TelemetryGround } from './read-telemetry.ts'

const HEX = /^(?:\s*[\da-f]{2})*\s*$/iu
const MS = 1000

/**
 * Reads a LoRaWAN uplink, hexadecimal digits or the bytes themselves, by the codec `vendor-model`. What the product does
 * not measure (versions, battery where it is no point) is left out; what the codec does not understand is a problem.
 */
export function readUplink(payload: Buffer, codec: string, { points, now, arrivedAt }: TelemetryGround): Telemetry {
  const [, vendor = '', model = ''] = /^([^-]+)-(.+)$/u.exec(codec) ?? []
  const known = codecOf(vendor, model)
  if (!known) return { values: [], guarded: [], problems: [{ reason: 'codec-unknown', detail: `没有解码 ${codec.slice(0, 60)}` }] }
  const text = payload.toString('latin1')
  const { values, rest } = decode(known, HEX.test(text) ? text : payload.toString('hex'))
  const unread: Problem[] = rest ? [{ reason: 'payload-unread', detail: `从第 ${rest.at + 1} 字节起读不懂（${rest.reason}）` }] : []
  const read = [...nowOf(values, { points, at: arrivedAt }), ...pastOf(values, { points, now })]
  const problems = [...read.filter((one) => 'reason' in one), ...unread]
  const found = read.filter((one) => 'point' in one)
  return { values: found, guarded: [], problems: found.length === 0 && problems.length === 0 ? [{ reason: 'no-values', detail: '报文里没有这个产品的测点' }] : problems }
}

type Read = PointValue | Problem

function nowOf(values: Values, { points, at }: { points: ReadonlyMap<string, PointForm>; at: number }): Read[] {
  return Object.entries(values).flatMap(([name, raw]) => readOne(name, raw, { points, at }))
}

/** Stored records come as lists whose entries carry `timestamp` in seconds. */
function pastOf(values: Values, { points, now }: { points: ReadonlyMap<string, PointForm>; now: number }): Read[] {
  return Object.values(values).flatMap((list) => (isList(list) ? list : [])).flatMap((entry): Read[] => {
    const { timestamp, ...measured } = entry
    if (typeof timestamp !== 'number') return []
    const late = checkTime(timestamp * MS, now)
    return late ? [late] : Object.entries(measured).flatMap(([name, raw]) => readOne(name, raw, { points, at: timestamp * MS }))
  })
}

function readOne(name: string, raw: Value, { points, at }: { points: ReadonlyMap<string, PointForm>; at: number }): Read[] {
  const point = points.get(name)
  if (!point || typeof raw === 'object') return []
  const read = valueOf(raw, point, name)
  return ['value' in read ? { point: name, at, value: read.value } : read]
}

function isList(value: Value): value is readonly Values[] {
  return Array.isArray(value)
}
