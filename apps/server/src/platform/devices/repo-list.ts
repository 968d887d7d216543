import { sql } from 'kysely'
import type { RawBuilder, SqlBool } from 'kysely'
import type { DeviceHealth } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Box } from '../../kernel/layer.ts'
import type { StoredDevice } from './repo-device.ts'

/** A device with the time when it was last heard and how it is. */
export interface ListedDevice extends StoredDevice {
  readonly last_at: Date | null
  readonly health: DeviceHealth
}

/** What health is judged by. */
export interface Judging {
  readonly at: Date
  /** By product: after how many milliseconds without a message its devices count as silent. */
  readonly silence: ReadonlyMap<string, number>
  /** The same of single points; one that was never heard is not missed. */
  readonly points: readonly { readonly product: string; readonly point: string; readonly ms: number }[]
}

export interface DeviceFilter {
  readonly q?: string | undefined
  readonly product?: string | undefined
  /** What its product is called. */
  readonly kind?: string | undefined
  readonly area?: string | undefined
  readonly health?: DeviceHealth | undefined
  readonly box?: Box | undefined
}

/** Where a page begins: after this device. */
export interface DeviceCursor {
  readonly name: string
  readonly id: string
}

/** How a device is: marks of people first, then the age of its last message, and of the last one of each point, against what the product says. */
function healthAt(at: Date): RawBuilder<DeviceHealth> {
  return sql<DeviceHealth>`case when d.state = 'stopped' then 'stopped' when d.maintenance_until > ${at} then 'maintenance' when d.fault_at is not null then 'fault' when l.last_at is null then 'never'
    when l.last_at < ${at}::timestamptz - s.ms * interval '1 millisecond' or r.is_late then 'silent' else 'fine' end`
}

/** The latest reading, and whether some point is late. Read for each device that is looked at, or of all at once: a page, a box or a kind looks at few (so the planner thinks, and would reckon all anew for each), a count at all. */
function lastOf({ at, points }: Judging, reach: 'each' | 'all'): RawBuilder<unknown> {
  const known = sql`unnest(${points.map(({ product }) => product)}::text[], ${points.map(({ point }) => point)}::text[], ${points.map(({ ms }) => ms)}::float8[]) as q(product_id, point, ms)`
  const told = sql`max(x.at) as at, coalesce(bool_or(x.at < ${at}::timestamptz - q.ms * interval '1 millisecond'), false) as is_late`
  if (reach === 'each') return sql`left join lateral (select ${told} from reading_last x left join ${known} on q.product_id = d.product_id and q.point = x.point where x.device_no = d.no) r on true`
  return sql`left join (select x.device_no, ${told} from reading_last x join device e on e.no = x.device_no left join ${known} on q.product_id = e.product_id and q.point = x.point group by 1) r on r.device_no = d.no`
}

function judged(judging: Judging, reach: 'each' | 'all'): RawBuilder<unknown> {
  const { silence } = judging
  return sql`device d ${lastOf(judging, reach)} cross join lateral (select greatest(r.at, d.heard_at) as last_at) l join unnest(${[...silence.keys()]}::text[], ${[...silence.values()]}::float8[]) as s(product_id, ms) on s.product_id = d.product_id`
}

function matches({ q, product, kind, area, health, box }: DeviceFilter, at: Date): RawBuilder<SqlBool> {
  const all = [
    q ? sql<SqlBool>`d.search ilike ${`%${q.replaceAll(/[%_\\]/gu, String.raw`\$&`)}%`}` : null, product ? sql<SqlBool>`d.product_id = ${product}` : null,
    kind ? sql<SqlBool>`d.product_id in (select id from product where kind = ${kind})` : null,
    area ? sql<SqlBool>`d.area_path <@ ${area}::ltree` : null, health ? sql<SqlBool>`${healthAt(at)} = ${health}` : null,
    box ? sql<SqlBool>`d.lon >= ${box[0]} and d.lon < ${box[2]} and d.lat >= ${box[1]} and d.lat < ${box[3]}` : null,
  ]
  return sql<SqlBool>`${sql.join([sql<SqlBool>`true`, ...all.filter((one) => one !== null)], sql` and `)}`
}

/** The first so many devices in sight that match, by name, after a cursor. */
export async function listDevicesAfter(tx: Tx, { after, limit, ...filter }: DeviceFilter & { readonly after: DeviceCursor | null; readonly limit: number }, judging: Judging): Promise<ListedDevice[]> {
  const { at } = judging
  const { rows } = await sql<ListedDevice>`
    select d.*, l.last_at, ${healthAt(at)} as health from ${judged(judging, 'each')}
    where ${matches(filter, at)} and ${after ? sql`(d.name, d.id) > (${after.name}, ${after.id})` : sql`true`} order by d.name, d.id limit ${limit}`.execute(tx)
  return [...rows]
}

/** One device in sight as lists show it. */
export async function findListed(tx: Tx, id: string, judging: Judging): Promise<ListedDevice | undefined> {
  const { rows: [row] } = await sql<ListedDevice>`select d.*, l.last_at, ${healthAt(judging.at)} as health from ${judged(judging, 'each')} where d.id = ${id}`.execute(tx)
  return row
}

/** By place: the sum of a point's last values of the devices of a kind that are well, and how many they are. */
export async function sumLastByPlace(tx: Tx, { kind, point, area }: { readonly kind: string; readonly point: string; readonly area?: string | undefined }, judging: Judging): Promise<{ path: string; sum: number; devices: number }[]> {
  const { rows } = await sql<{ path: string; sum: number; devices: number }>`
    select d.area_path::text as path, coalesce(sum(v.value), 0)::float8 as sum, count(*)::int as devices from ${judged(judging, 'each')} left join reading_last v on v.device_no = d.no and v.point = ${point}
    where ${matches({ kind, health: 'fine', area }, judging.at)} group by 1`.execute(tx)
  return [...rows]
}

/** How many of those that match there are of each health. */
export async function countByHealth(tx: Tx, filter: Omit<DeviceFilter, 'health'>, judging: Judging): Promise<ReadonlyMap<DeviceHealth, number>> {
  const { at } = judging
  const { rows } = await sql<{ health: DeviceHealth; count: number }>`select ${healthAt(at)} as health, count(*)::int as count from ${judged(judging, 'all')} where ${matches(filter, at)} group by 1`.execute(tx)
  return new Map(rows.map(({ health, count }) => [health, count]))
}

/** What a map draws of a device. */
export type PlacedDevice = Pick<ListedDevice, 'id' | 'name' | 'lon' | 'lat' | 'health'>

/** All that match, as a map draws them; a district has fewer than the usual limit. */
export async function devicesToDraw(tx: Tx, filter: DeviceFilter, { limit = 50_000, ...judging }: Judging & { readonly limit?: number }): Promise<PlacedDevice[]> {
  const { at } = judging
  const { rows } = await sql<PlacedDevice>`select d.id, d.name, d.lon, d.lat, ${healthAt(at)} as health from ${judged(judging, filter.box ? 'each' : 'all')} where ${matches(filter, at)} order by d.name, d.id limit ${limit}`.execute(tx)
  return [...rows]
}
