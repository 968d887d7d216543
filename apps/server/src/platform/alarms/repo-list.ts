import { sql } from 'kysely'
import type { SelectQueryBuilder } from 'kysely'
import type { AlarmSeverity, listAlarms, QueryOf } from '@yihu/contracts'
import type { PlaceCount } from '@yihu/domain'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { Box } from '../../kernel/layer.ts'
import type { StoredAlarm } from './repo.ts'
import type { AlarmTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<AlarmTables>()

export type AlarmFilter = Omit<QueryOf<typeof listAlarms>, 'cursor' | 'limit'>

/** Where a page ends: of the open ones by severity and time, of the cleared ones by the time of clearing (rank null). */
export interface After {
  readonly rank: number | null
  readonly at: Date
  readonly id: string
}

const STATES = { ringing: ['ringing'], taken: ['acknowledged', 'coming'], snoozed: ['snoozed'], held: ['held'], cleared: ['cleared'] } as const

type Query<O> = SelectQueryBuilder<Pick<Database, AlarmTables>, 'alarm', O>

function matching<O>(query: Query<O>, { state, severity, scenario, area, device, case: caseId, q, drills }: AlarmFilter): Query<O> {
  if (caseId) return query.where('case_id', '=', caseId)
  let found = state === 'open' ? query.where('state', '!=', 'cleared') : query.where('state', 'in', [...STATES[state]])
  if (severity) found = found.where('severity', '=', severity)
  if (scenario) found = found.where('scenario', '=', scenario)
  if (area) found = found.where(sql<boolean>`path <@ ${area}::ltree`)
  if (device) found = found.where('device_id', '=', device)
  if (q?.trim()) found = found.where('search', 'ilike', `%${q.trim().replaceAll(/[%_\\]/gu, String.raw`\$&`)}%`)
  return drills === 'with' ? found : found.where('is_drill', '=', drills === 'only')
}

/** A page of alarms in sight; one more than asked when there are more. */
export async function pageOfAlarms(tx: Tx, { filter, after, limit }: { filter: AlarmFilter; after: After | null; limit: number }): Promise<StoredAlarm[]> {
  const isCleared = filter.state === 'cleared'
  let query = matching(own(tx).selectFrom('alarm').selectAll(), filter)
  query = isCleared ? query.orderBy('cleared_at', 'desc') : query.orderBy('rank', 'desc').orderBy('raised_at', 'desc')
  if (after) {
    query = query.where(isCleared ? sql<boolean>`(cleared_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql<boolean>`(rank, raised_at, id) < (${after.rank ?? 0}::smallint, ${after.at}::timestamptz, ${after.id}::uuid)`)
  }
  return (await query.orderBy('id', 'desc').limit(limit + 1).execute()) as StoredAlarm[] // severity, state and end are checked by the table, why is written by raise.ts alone
}

/** The latest alarms of devices in sight. */
export async function latestOfDevices(tx: Tx, deviceIds: readonly string[], limit: number): Promise<StoredAlarm[]> {
  const rows = await own(tx).selectFrom('alarm').selectAll().where(sql<boolean>`device_id = any(${deviceIds}::text[])`).orderBy('raised_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows as StoredAlarm[] // as above
}

/** The alarms of some cases, those that made one and those that joined it. */
export async function alarmsOfCases(tx: Tx, caseIds: readonly string[]): Promise<{ id: string; scenario: string }[]> {
  return caseIds.length === 0 ? [] : own(tx).selectFrom('alarm').select(['id', 'scenario']).where('case_id', 'in', [...caseIds]).execute()
}

/** In which of these spans a device rang, by their places; drills are none. */
export async function rangAround(tx: Tx, spans: readonly { readonly device: string; readonly from: Date; readonly to: Date }[]): Promise<ReadonlySet<number>> {
  if (spans.length === 0) return new Set()
  const { rows } = await sql<{ n: number }>`
    select (n - 1)::int as n from unnest(${spans.map(({ device }) => device)}::text[], ${spans.map(({ from }) => from.toISOString())}::text[], ${spans.map(({ to }) => to.toISOString())}::text[]) with ordinality as s(device, since, until, n)
    where exists (select from alarm where device_id = s.device and raised_at >= s.since::timestamptz and raised_at <= s.until::timestamptz and not is_drill)`.execute(tx)
  return new Set(rows.map(({ n }) => n))
}

export interface AlarmCount {
  readonly state: string
  readonly severity: AlarmSeverity
  readonly scenario: string
  readonly count: number
}

/** Open alarms in sight by state, severity and scenario, without drills. */
export async function countOpen(tx: Tx, area: string | undefined): Promise<AlarmCount[]> {
  const { rows } = await sql<AlarmCount>`
    select state, severity, scenario, count(*)::int as count from alarm
    where state <> 'cleared' and not is_drill and ${area ? sql`path <@ ${area}::ltree` : sql`true`} group by 1, 2, 3`.execute(tx)
  return [...rows]
}

/** How many alarms nobody has taken yet each place has. */
export async function ringingByPlace(tx: Tx): Promise<PlaceCount[]> {
  const { rows } = await sql<PlaceCount>`select path::text as path, count(*)::int as count from alarm where state = 'ringing' and not is_drill group by 1`.execute(tx)
  return [...rows]
}

/** Alarms cleared since a time, and how many of them were for nothing. */
export async function countCleared(tx: Tx, { area, since }: { area: string | undefined; since: Date }): Promise<{ cleared: number; wrong: number }> {
  const { rows: [row] } = await sql<{ cleared: number; wrong: number }>`
    select count(*)::int as cleared, count(*) filter (where is_false)::int as wrong from alarm
    where state = 'cleared' and cleared_at >= ${since} and not is_drill and ${area ? sql`path <@ ${area}::ltree` : sql`true`}`.execute(tx)
  return row ?? { cleared: 0, wrong: 0 }
}

/** What became of each scenario's alarms in an area since a time. */
export async function ringsByScenario(tx: Tx, { area, since }: { area: string; since: Date }): Promise<ReadonlyMap<string, { rang: number; wrong: number; open: number }>> {
  const { rows } = await sql<{ scenario: string; rang: number; wrong: number; open: number }>`
    select scenario, count(*) filter (where raised_at >= ${since})::int as rang, count(*) filter (where is_false and raised_at >= ${since})::int as wrong, count(*) filter (where state <> 'cleared')::int as open
    from alarm where (raised_at >= ${since} or state <> 'cleared') and not is_drill and path <@ ${area}::ltree group by 1`.execute(tx)
  return new Map(rows.map(({ scenario, ...counts }) => [scenario, counts]))
}

/** Alarms in sight that have not cleared and have a place in a box; drills are none. */
export async function openInBox(tx: Tx, [west, south, east, north]: Box, limit: number): Promise<{ id: string; what: string; scenario: string; severity: AlarmSeverity; lon: number; lat: number; raised_at: Date }[]> {
  const { rows } = await sql<{ id: string; what: string; scenario: string; severity: AlarmSeverity; lon: number; lat: number; raised_at: Date }>`
    select id, what, scenario, severity, lon, lat, raised_at from alarm
    where state <> 'cleared' and not is_drill and lon >= ${west} and lon < ${east} and lat >= ${south} and lat < ${north} order by rank desc, raised_at desc, id desc limit ${limit}`.execute(tx)
  return [...rows]
}
