import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { affected } from '../../kernel/db/index.ts'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { TrackTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<TrackTables>()

export type StoredSession = Selectable<Database['track_session']>

/** A point as stored; `at` in epoch milliseconds. */
export interface StoredPoint {
  readonly at: number
  readonly lon: number
  readonly lat: number
  readonly accuracy: number | null
}

/** One of the asker's own sessions; of others there is none. */
export async function findSession(tx: Tx, id: string): Promise<StoredSession | undefined> {
  return own(tx).selectFrom('track_session').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Begins a session; false when the id was taken before. */
export async function insertSession(tx: Tx, { id, userId, street, begunAt }: { readonly id: string; readonly userId: string; readonly street: string; readonly begunAt: Date }): Promise<boolean> {
  const rows = await own(tx).insertInto('track_session').values({ id, user_id: userId, street, begun_at: begunAt, ended_at: null }).onConflict((conflict) => conflict.column('id').doNothing()).returning('id').execute()
  return rows.length > 0
}

/** Ends the asker's sessions that are open, or one of them. */
export async function endSessions(tx: Tx, at: Date, { id, butNot }: { readonly id?: string; readonly butNot?: string }): Promise<void> {
  let rows = own(tx).updateTable('track_session').set({ ended_at: sql<Date>`greatest(begun_at, ${at}::timestamptz)` }).where('ended_at', 'is', null)
  if (id) rows = rows.where('id', '=', id)
  if (butNot) rows = rows.where('id', '<>', butNot)
  await rows.execute()
}

/** The last point kept before an instant. */
export async function pointBefore(tx: Tx, sessionId: string, at: number): Promise<StoredPoint | null> {
  const row = await own(tx).selectFrom('track_point').selectAll().where('session_id', '=', sessionId).where('at', '<', new Date(at)).orderBy('at', 'desc').limit(1).executeTakeFirst()
  return row ? pointOf(row) : null
}

/** Keeps points; what is there already stays. @returns how many are new */
export async function insertPoints(tx: Tx, session: StoredSession, points: readonly StoredPoint[]): Promise<number> {
  if (points.length === 0) return 0
  return affected(await sql`
    insert into track_point (session_id, user_id, at, lon, lat, accuracy)
    select ${session.id}::uuid, ${session.user_id}::uuid, to_timestamp(t / 1000.0), x, y, a from unnest(${points.map(({ at }) => String(at))}::bigint[], ${points.map(({ lon }) => lon)}::float8[], ${points.map(({ lat }) => lat)}::float8[], ${points.map(({ accuracy }) => accuracy)}::real[]) as p(t, x, y, a)
    on conflict (session_id, at) do nothing`.execute(tx))
}

function pointOf({ at, lon, lat, accuracy }: Selectable<Database['track_point']>): StoredPoint {
  return { at: at.getTime(), lon, lat, accuracy }
}

/** Points of the asker's own sessions, in order. */
export async function pointsOf(tx: Tx, sessionIds: readonly string[]): Promise<Map<string, StoredPoint[]>> {
  if (sessionIds.length === 0) return new Map()
  const rows = await own(tx).selectFrom('track_point').selectAll().where('session_id', 'in', [...sessionIds]).orderBy('at').execute()
  return new Map([...Map.groupBy(rows, ({ session_id }) => session_id)].map(([id, points]) => [id, points.map(pointOf)]))
}

/** All sessions of the asker, the earliest first. */
export async function ownSessions(tx: Tx): Promise<StoredSession[]> {
  return own(tx).selectFrom('track_session').selectAll().orderBy('begun_at').execute()
}

/** A place that was reached: a grid on a day, a building in the week of a Monday. */
export interface Reached {
  readonly path: string
  readonly level: 'grid' | 'building'
  readonly since: string
}

/** Notes which places were reached. */
export async function noteReached(tx: Tx, places: readonly Reached[]): Promise<void> {
  if (places.length > 0) await own(tx).insertInto('track_coverage').values([...places]).onConflict((conflict) => conflict.doNothing()).execute()
}

/** Paths of an area, or of all in sight, that were reached on a day or in the week of a Monday. */
export async function reachedIn(tx: Tx, { area, level, since }: { readonly area?: string; readonly level: Reached['level']; readonly since: string }): Promise<Set<string>> {
  const all = own(tx).selectFrom('track_coverage').select('path').where('level', '=', level).where('since', '=', since)
  const rows = await (area === undefined ? all : all.where(sql<boolean>`path <@ ${area}::ltree`)).execute()
  return new Set(rows.map(({ path }) => path))
}

/** Makes the monthly partitions that hold these days. */
export async function ensureMonths(tx: Tx, days: readonly string[]): Promise<void> {
  for (const day of days) await sql`select ensure_track_month(${day}::date)`.execute(tx)
}

/** Destroys every session that began before an instant, with its points. @returns what went, by session */
export async function destroyBefore(tx: Tx, before: Date, month: string): Promise<{ sessions: { id: string; street: string }[]; points: number }> {
  await sql`select set_config('yihu.track_end', ${before.toISOString()}, true)`.execute(tx)
  const points = await sql`delete from track_point where at < ${before}::timestamptz`.execute(tx)
  const sessions = await own(tx).deleteFrom('track_session').where('begun_at', '<', before).returning(['id', 'street']).execute()
  await sql`select drop_track_months(${month}::date)`.execute(tx)
  await sql`select set_config('yihu.track_end', '', true)`.execute(tx)
  return { sessions, points: affected(points) }
}

/** Forgets which places were reached before a day. */
export async function forgetCoverage(tx: Tx, before: string): Promise<void> {
  await own(tx).deleteFrom('track_coverage').where('since', '<', before).execute()
}
