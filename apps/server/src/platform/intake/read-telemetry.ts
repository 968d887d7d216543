import type { PointForm } from '@yihu/contracts'
import { momentOf } from './camera/moment.ts'
import type { Problem } from './parcel.ts'
import { checkTime, valueOf } from './point-value.ts'

/** A value of a point at a time. */
export interface PointValue {
  readonly point: string
  readonly at: number
  readonly value: number
}

/** What a message says: values with times; those of messages without a time apart, by the sender's id; and what is wrong. */
export interface Telemetry {
  readonly values: readonly PointValue[]
  readonly guarded: readonly { readonly id: string; readonly values: readonly PointValue[] }[]
  readonly problems: readonly Problem[]
}

export interface TelemetryGround {
  readonly points: ReadonlyMap<string, PointForm>
  readonly now: number
  /** When the message arrived: the time of what carries none. */
  readonly arrivedAt: number
}

const MOST_ITEMS = 1000
const MOST_ID = 100
/** Numbers below are seconds: as milliseconds they would lie in 1973. */
const SECONDS_BELOW = 1e11

/**
 * Reads `{"id"?, "ts"?, "values": {point: value}}` or an array of them. Takes what is sound and names what is not.
 * `ts` is epoch milliseconds or seconds, or ISO 8601 (without a zone: Chinese time).
 */
export function readTelemetry(payload: Buffer, ground: TelemetryGround): Telemetry {
  let parsed: unknown
  try {
    parsed = JSON.parse(payload.toString('utf8'))
  } catch {
    return wrong('not-json', payload.length === 0 ? '消息是空的' : '不是有效的 JSON')
  }
  if (!Array.isArray(parsed)) return someOf(readItem(parsed, ground))
  const items: readonly unknown[] = parsed
  if (items.length > MOST_ITEMS) return wrong('wrong-form', `一条消息里有 ${items.length} 组读数，最多 ${MOST_ITEMS} 组`)
  const read = items.map((item) => readItem(item, ground))
  return someOf({ values: read.flatMap((one) => one.values), guarded: read.flatMap((one) => one.guarded), problems: read.flatMap((one) => one.problems) })
}

function someOf(read: Telemetry): Telemetry {
  return read.problems.length === 0 && read.values.length === 0 && read.guarded.length === 0 ? wrong('no-values', '没有读数') : read
}

function wrong(reason: Problem['reason'], detail: string): Telemetry {
  return { values: [], guarded: [], problems: [{ reason, detail }] }
}

function readItem(item: unknown, ground: TelemetryGround): Telemetry {
  if (!isRecord(item) || !isRecord(item['values'])) return wrong('wrong-form', '缺少 values')
  const { id, ts, values: raw } = item
  if (id !== undefined && (typeof id !== 'string' || id === '' || id.length > MOST_ID || /\p{C}/u.test(id))) return wrong('wrong-form', 'id 要是 1 到 100 个字的文字')
  const at = ts === undefined || ts === null ? ground.arrivedAt : timeOf(ts)
  if (at === null) return wrong('bad-time', `ts 读不出来：${String(JSON.stringify(ts)).slice(0, 60)}`)
  const late = checkTime(at, ground.now)
  if (late) return { values: [], guarded: [], problems: [late] }
  const { values, problems } = readValues(raw, at, ground.points)
  // Without a time, a repeat would be taken for another reading: then the id decides.
  const isGuarded = (ts === undefined || ts === null) && typeof id === 'string' && values.length > 0
  return isGuarded ? { values: [], guarded: [{ id, values }], problems } : { values, guarded: [], problems }
}

function readValues(raw: Readonly<Record<string, unknown>>, at: number, points: ReadonlyMap<string, PointForm>): { values: PointValue[]; problems: Problem[] } {
  const values: PointValue[] = []
  const problems: Problem[] = []
  for (const point in raw) {
    if (!Object.hasOwn(raw, point)) continue
    const read = valueOf(raw[point], points.get(point), point)
    if ('value' in read) values.push({ point, at, value: read.value })
    else problems.push(read)
  }
  return { values, problems }
}

function timeOf(ts: unknown): number | null {
  if (typeof ts === 'string') return momentOf(ts)
  if (typeof ts !== 'number' || !Number.isFinite(ts)) return null
  return Math.round(Math.abs(ts) < SECONDS_BELOW ? ts * 1000 : ts)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
