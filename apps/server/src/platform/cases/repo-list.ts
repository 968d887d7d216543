import { sql } from 'kysely'
import type { RawBuilder, SqlBool } from 'kysely'
import type { CaseQuery } from '@yihu/contracts'
import type { z } from 'zod'
import type { Tx } from '../../kernel/db/index.ts'
import type { CaseTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CaseTables>()

export type ListQuery = z.output<typeof CaseQuery>

/** Who looks and when: "mine" and due ranges depend on it. */
export interface Viewer {
  /** Units whose cases the handling desk shows; empty for people who watch all units. */
  readonly units: readonly string[]
  readonly ownUnits: readonly string[]
  readonly now: Date
  /** End of the next working day: what is due before it is soon. */
  readonly soon: Date
}

/**
 * What each desk's list holds; the counters use the very same conditions.
 * Each is the predicate of one partial index of `case_file`: keep them word for word alike.
 */
const DESK_CONDITIONS = {
  accept: () => sql<SqlBool>`state in ('registered', 'verifying') and merged_into is null`,
  dispatch: () => sql<SqlBool>`state = 'filed' and merged_into is null`,
  handle: ({ units }) =>
    units.length > 0
      ? sql<SqlBool>`state in ('dispatched', 'handling', 'suspended', 'escalated') and merged_into is null and owner_unit = any (${sql.val(units)}::text[])`
      : sql<SqlBool>`state in ('dispatched', 'handling', 'suspended', 'escalated') and merged_into is null`,
  check: () => sql<SqlBool>`state in ('replied', 'checking', 'closed') and merged_into is null`,
  approve: () => sql<SqlBool>`pending_kind is not null`,
  urge: () => sql<SqlBool>`is_urged`,
  mine: ({ ownUnits: units }) =>
    sql<SqlBool>`state in ('registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated', 'replied', 'checking')
      and merged_into is null and (owner_unit = any (${sql.val(units)}::text[]) or (core -> 'verification' ->> 'unitId') = any (${sql.val(units)}::text[]))`,
} satisfies Record<NonNullable<ListQuery['desk']>, (viewer: Viewer) => RawBuilder<SqlBool>>

export interface Cursor {
  readonly key: string
  readonly id: string
}

const DUE = sql`coalesce(due_at, 'infinity'::timestamptz)`

/** One page of a list, by keyset; `key` is the sort value of the last row as PostgreSQL text. */
export async function listCases(tx: Tx, { query, viewer, cursor }: { query: ListQuery; viewer: Viewer; cursor: Cursor | null }) {
  const isByDue = query.sort === 'due'
  const key = isByDue ? DUE : sql`registered_at`
  let rows = own(tx)
    .selectFrom('case_file')
    .select([
      'id', 'number', 'version', 'title', 'state', 'source', 'class_code', 'area_path', 'area_name', 'address', 'owner_unit', 'registered_at', 'due_at',
      'pending_kind', 'is_urged', 'merged_into', 'core', sql<string>`${key}::text`.as('key'),
      sql<number>`(select count(*) from case_file f where f.merged_into = case_file.id)`.as('followers'),
    ])
    .where(sql<SqlBool>`${sql.join(conditions(query, viewer), sql` and `)}`)
    .limit(query.limit + 1)
  if (cursor) {
    const compare = isByDue ? sql`>` : sql`<`
    rows = rows.where(sql<SqlBool>`(${key}, id) ${compare} (${cursor.key}::timestamptz, ${cursor.id}::uuid)`)
  }
  rows = isByDue ? rows.orderBy(DUE).orderBy('id') : rows.orderBy('registered_at', 'desc').orderBy('id', 'desc')
  return rows.execute()
}

function conditions(query: ListQuery, viewer: Viewer): RawBuilder<SqlBool>[] {
  const all: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`]
  if (query.desk) all.push(DESK_CONDITIONS[query.desk](viewer))
  if (query.state) all.push(sql<SqlBool>`state = any (${sql.val(query.state.split(','))}::text[])`)
  if (query.step) all.push(sql<SqlBool>`state = any (${sql.val(statesOfStep[query.step] ?? [])}::text[])`)
  if (query.area) all.push(sql<SqlBool>`area_path <@ ${query.area}::ltree`)
  if (query.classCode) all.push(sql<SqlBool>`class_code like ${`${query.classCode}%`}`)
  if (query.source) all.push(sql<SqlBool>`source = ${query.source}`)
  if (query.unit) all.push(sql<SqlBool>`owner_unit = ${query.unit}`)
  if (query.q) all.push(sql<SqlBool>`search ilike ${`%${query.q.replaceAll(/[%_\\]/gu, String.raw`\$&`)}%`}`)
  if (query.due) all.push(dueRange(query.due, viewer))
  return all
}

const statesOfStep: Readonly<Record<number, readonly string[]>> = {
  1: ['registered', 'verifying'],
  2: ['filed', 'dispatched', 'handling', 'suspended', 'escalated'],
  3: ['replied', 'checking'],
  4: ['closed', 'archived', 'void'],
}

function dueRange(due: NonNullable<ListQuery['due']>, { now, soon }: Viewer): RawBuilder<SqlBool> {
  const isOpen = sql`state in ('registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated', 'replied', 'checking')`
  if (due === 'overdue') return sql<SqlBool>`${isOpen} and due_at < ${now}`
  if (due === 'soon') return sql<SqlBool>`${isOpen} and due_at >= ${now} and due_at < ${soon}`
  return sql<SqlBool>`${isOpen} and (due_at >= ${soon} or due_at is null)`
}

/** How many cases each desk's list holds and how many of them are overdue. */
export async function countDesks(tx: Tx, { viewer, area, desks }: { viewer: Viewer; area: string | undefined; desks: readonly (keyof typeof DESK_CONDITIONS)[] }) {
  const within = area ? sql<SqlBool>`area_path <@ ${area}::ltree` : sql<SqlBool>`true`
  const parts = desks.map(
    (desk) => sql`select ${desk}::text as desk, count(*) as total, count(*) filter (where due_at < ${viewer.now} and state <> 'closed') as overdue
      from case_file where ${DESK_CONDITIONS[desk](viewer)} and ${within}`,
  )
  const { rows } = await sql<{ desk: string; total: number; overdue: number }>`${sql.join(parts, sql` union all `)}`.execute(tx)
  return rows
}

/** Open cases within a radius of a point, nearest first. */
export async function casesNear(tx: Tx, { lon, lat, metres, limit }: { lon: number; lat: number; metres: number; limit: number }) {
  const degLat = metres / 111_320
  const degLon = degLat / Math.max(0.1, Math.cos((lat * Math.PI) / 180))
  return own(tx)
    .selectFrom('case_file')
    .selectAll()
    .where(sql<SqlBool>`state not in ('closed', 'archived', 'void') and merged_into is null and lon is not null
      and point(lon, lat) <@ box(point(${lon - degLon}, ${lat - degLat}), point(${lon + degLon}, ${lat + degLat}))`)
    .orderBy(sql`point(lon, lat) <-> point(${lon}, ${lat})`)
    .limit(limit)
    .execute()
}

/** How many open cases are in sight. */
export async function countOpen(tx: Tx): Promise<number> {
  const row = await own(tx)
    .selectFrom('case_file')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(sql<SqlBool>`state in ('registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated', 'replied', 'checking') and merged_into is null`)
    .executeTakeFirstOrThrow()
  return row.n
}
