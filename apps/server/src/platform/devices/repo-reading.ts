import { sql } from 'kysely'
import type { RawBuilder, Selectable } from 'kysely'
import type { PointForm } from '@yihu/contracts'
import { affected, sqlState } from '../../kernel/db/index.ts'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { Reading } from './fold.ts'
import type { DeviceTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<DeviceTables>()

/** Readings by columns, as texts: one parameter each, and the server takes them apart. */
function columnsOf(readings: readonly Reading[]) {
  const [devices, points, times, values]: [number[], string[], number[], number[]] = [[], [], [], []]
  for (const { device, point, at, value } of readings) {
    devices.push(device)
    points.push(point)
    times.push(at)
    values.push(value)
  }
  return sql`unnest(
    string_to_array(${devices.join(',')}, ',')::int[], string_to_array(${points.join(',')}, ','),
    string_to_array(${times.join(',')}, ',')::bigint[], string_to_array(${values.join(',')}, ',')::float8[])`
}

/** Where one repeat came others follow: so long readings are put in the careful way. */
const CAREFUL_MS = 10_000
let repeatedAt = Number.NEGATIVE_INFINITY
const UNIQUE = '23505'

/**
 * Stores readings (each device, point and time at most once in the list, in this order). What is stored already changes
 * nothing. Mostly nothing is: so they are put in without looking, at two thirds of the cost, and when that fails, and for a
 * while after, one by one.
 */
export async function insertReadings(tx: Tx, { readings, takenAt }: { readings: readonly Reading[]; takenAt: Date }): Promise<void> {
  if (readings.length === 0) return
  const insert = sql`
    insert into reading (device_no, point, at, value, taken_at)
    select n, p, to_timestamp(t / 1000.0), v, ${takenAt}::timestamptz from ${columnsOf(readings)} as c(n, p, t, v)`
  if (performance.now() > repeatedAt + CAREFUL_MS && (await isPutIn(tx, insert))) return
  await sql`${insert} on conflict (device_no, point, at) do update set value = excluded.value, taken_at = excluded.taken_at where excluded.value > reading.value`.execute(tx)
}

/** Whether an insert found none of its rows there; otherwise it is as if it had not been. */
async function isPutIn(tx: Tx, insert: RawBuilder<unknown>): Promise<boolean> {
  await sql`savepoint readings`.execute(tx)
  try {
    await insert.execute(tx)
    await sql`release savepoint readings`.execute(tx)
    return true
  } catch (error) {
    if (sqlState(error) !== UNIQUE) throw error
    repeatedAt = performance.now()
    await sql`rollback to savepoint readings`.execute(tx)
    return false
  }
}

/**
 * Moves the last values on to these readings (each device and point once, in this order). Batches of the same devices wait
 * here for each other, so it comes last in a transaction.
 */
export async function moveLast(tx: Tx, { last, takenAt }: { last: readonly Reading[]; takenAt: Date }): Promise<void> {
  if (last.length === 0) return
  await sql`
    insert into reading_last (device_no, point, at, value, taken_at)
    select n, p, to_timestamp(t / 1000.0), v, ${takenAt}::timestamptz from ${columnsOf(last)} as c(n, p, t, v)
    on conflict (device_no, point) do update set at = excluded.at, value = excluded.value, taken_at = excluded.taken_at
      where (excluded.at, excluded.value) > (reading_last.at, reading_last.value)`.execute(tx)
}

/** The last value of each point of a device. */
export async function lastOf(tx: Tx, deviceNo: number): Promise<Selectable<Database['reading_last']>[]> {
  return own(tx).selectFrom('reading_last').selectAll().where('device_no', '=', deviceNo).execute()
}

/** The device of a kind of product that was heard last, not of those out of use. */
export async function latestOfKind(tx: Tx, kind: string): Promise<{ id: string; name: string; no: number; at: Date; points: readonly PointForm[] } | undefined> {
  const { rows: [row] } = await sql<{ id: string; name: string; no: number; at: Date; points: readonly PointForm[] }>`
    select d.id, d.name, d.no, max(l.at) as at, p.points from device d join product p on p.id = d.product_id join reading_last l on l.device_no = d.no
    where p.kind = ${kind} and d.state = 'active' group by d.id, p.id order by max(l.at) desc, d.id limit 1`.execute(tx)
  return row
}

/** Of each device the first time, since its own, at which a point reached a value. */
export async function firstReached(tx: Tx, { point, atLeast, since }: { point: string; atLeast: number; since: readonly { readonly deviceId: string; readonly from: Date }[] }): Promise<Map<string, Date>> {
  if (since.length === 0) return new Map()
  const { rows } = await sql<{ id: string; at: Date }>`
    select d.id, min(r.at) as at from unnest(${since.map(({ deviceId }) => deviceId)}::text[], ${since.map(({ from }) => from.toISOString())}::timestamptz[]) as s(id, since)
    join device d on d.id = s.id join reading r on r.device_no = d.no and r.point = ${point} and r.at >= s.since and r.value >= ${atLeast} group by d.id`.execute(tx)
  return new Map(rows.map(({ id, at }) => [id, at]))
}

export interface Span {
  readonly deviceNo: number
  readonly point: string
  readonly from: Date
  readonly to: Date
}

export interface ChartRow {
  readonly at: Date
  readonly low: number
  readonly high: number
  readonly mean: number
  readonly count: number
}

/** Single readings of a point, oldest first; one more than `limit` where there are more. */
export async function readingsOf(tx: Tx, { deviceNo, point, from, to }: Span, limit: number): Promise<ChartRow[]> {
  const rows = await own(tx).selectFrom('reading').select(['at', 'value']).where('device_no', '=', deviceNo).where('point', '=', point)
    .where('at', '>=', from).where('at', '<=', to).orderBy('at').limit(limit + 1).execute()
  return rows.map(({ at, value }) => ({ at, low: value, high: value, mean: value, count: 1 }))
}

/** Readings of some points of a device within a span, oldest first; times in epoch milliseconds. */
export async function readingsBetween(tx: Tx, { deviceNo, points, from, to }: { deviceNo: number; points: readonly string[]; from: Date; to: Date }, limit: number): Promise<{ at: number; point: string; value: number }[]> {
  const rows = await own(tx).selectFrom('reading').select(['at', 'point', 'value']).where('device_no', '=', deviceNo).where('point', 'in', [...points])
    .where('at', '>=', from).where('at', '<=', to).orderBy('at').limit(limit).execute()
  return rows.map(({ at, point, value }) => ({ at: at.getTime(), point, value }))
}

/** Hours of a point, oldest first: rolled up ones, and those of readings that are not rolled up yet. */
export async function hoursOf(tx: Tx, { deviceNo, point, from, to }: Span, limit: number): Promise<ChartRow[]> {
  const { rows } = await sql<ChartRow>`
    select coalesce(f.hour, h.hour) as at, coalesce(f.low, h.low) as low, coalesce(f.high, h.high) as high, coalesce(f.mean, h.mean) as mean, coalesce(f.count, h.count) as count
    from (select * from reading_hour where device_no = ${deviceNo} and point = ${point} and hour >= date_trunc('hour', ${from}::timestamptz) and hour <= ${to}) h
    full join (
      select date_trunc('hour', at) as hour, min(value) as low, max(value) as high, avg(value) as mean, count(*)::int as count from reading
      where device_no = ${deviceNo} and point = ${point} and at >= date_trunc('hour', greatest(${from}::timestamptz, ${to}::timestamptz - interval '3 hours')) and at <= ${to}
      group by 1) f on f.hour = h.hour
    order by 1 limit ${limit + 1}`.execute(tx)
  return [...rows]
}

/** Makes the monthly partitions that hold these days. */
export async function ensureMonths(tx: Tx, days: readonly string[]): Promise<void> {
  for (const day of days) await sql`select ensure_reading_month(${day}::date)`.execute(tx)
}

/** Drops the months before the one of this day; hourly roll-ups stay. @returns how many partitions went. */
export async function dropMonths(tx: Tx, before: string): Promise<number> {
  const { rows: [row] } = await sql<{ dropped: number }>`select drop_reading_months(${before}::date) as dropped`.execute(tx)
  return row?.dropped ?? 0
}

/**
 * Deletes what devices of a kind of product measured before a time: readings, their hours, last values, so many rows of each
 * at most. When they were last heard stays known. @returns how many rows of one went at most
 */
export async function deleteReadings(tx: Tx, { kind, before, most }: { readonly kind: string; readonly before: Date; readonly most: number }): Promise<number> {
  const theirs = sql`device_no in (select d.no from device d join product p on p.id = d.product_id where p.kind = ${kind})`
  const readings = await sql`delete from reading where at < ${before} and (device_no, point, at) in (select device_no, point, at from reading where ${theirs} and at < ${before} limit ${most})`.execute(tx)
  const hours = await sql`delete from reading_hour where (device_no, point, hour) in (select device_no, point, hour from reading_hour where ${theirs} and hour < ${before} limit ${most})`.execute(tx)
  const { rows: [last] } = await sql<{ count: number }>`
    with gone as (delete from reading_last where (device_no, point) in (select device_no, point from reading_last where ${theirs} and at < ${before} limit ${most}) returning device_no, at),
      told as (update device d set heard_at = greatest(d.heard_at, g.at) from (select device_no, max(at) as at from gone group by device_no) g where g.device_no = d.no)
    select count(*)::int as count from gone`.execute(tx)
  return Math.max(affected(readings), affected(hours), last?.count ?? 0)
}

/**
 * Works out again every hour of which a reading has arrived since the last time, up to `until`.
 * @returns how many hours were written
 */
export async function rollUp(tx: Tx, until: Date): Promise<number> {
  const { rows: [mark] } = await sql<{ from: Date }>`
    insert into reading_rolled (until) values ('-infinity'::timestamptz) on conflict (is_only) do update set until = reading_rolled.until
    returning case when until = '-infinity' then '1970-01-01'::timestamptz else until end as "from"`.execute(tx)
  const written = await sql`
    insert into reading_hour (device_no, point, hour, count, low, high, mean)
    select r.device_no, r.point, d.hour, count(*), min(value), max(value), avg(value)
    from (select distinct device_no, point, date_trunc('hour', at) as hour from reading where taken_at > ${mark?.from ?? until} and taken_at <= ${until}) d
    join reading r on r.device_no = d.device_no and r.point = d.point and r.at >= d.hour and r.at < d.hour + interval '1 hour'
    group by r.device_no, r.point, d.hour
    on conflict (device_no, point, hour) do update set count = excluded.count, low = excluded.low, high = excluded.high, mean = excluded.mean`.execute(tx)
  await sql`update reading_rolled set until = ${until}`.execute(tx)
  return affected(written)
}
