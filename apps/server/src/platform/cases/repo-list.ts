import { sql } from 'kysely'
import type { RawBuilder, SqlBool } from 'kysely'
import type { CaseQuery } from '@yihu/contracts'
import type { z } from 'zod'
import type { Scope, Tx } from '../../kernel/db/index.ts'
import { PUBLIC_SOURCES } from './public.ts'
import { carries, happenedTo } from './repo-happened.ts'
import { DUE, orderOf } from './repo-order.ts'
import { recordOf } from './repo.ts'
import type { CaseRecord } from './repo.ts'
import type { CaseTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CaseTables>()

export type ListQuery = z.output<typeof CaseQuery>

/** Who looks and when: "mine" and due ranges depend on it. */
export interface Viewer {
  /** What they see by, as it stands in `seen_by`: area paths and `unit:id`; null sees everything. */
  readonly keys: readonly string[] | null
  /** Units whose cases the handling desk shows; empty for people who watch all units. */
  readonly units: readonly string[]
  readonly ownUnits: readonly string[]
  readonly now: Date
  /** End of the next working day: what is due before it is soon. */
  readonly soon: Date
}

/** Cases somebody still looks at, word for word the predicate of the indexes `case_file_live_…`; every desk's condition implies it. */
const LIVE = sql<SqlBool>`state in ('registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated', 'replied', 'checking', 'closed') and merged_into is null`

/** Cases on which somebody still has to act. */
const OPEN = sql<SqlBool>`state in ('registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated', 'replied', 'checking') and merged_into is null`

/** What each desk's list holds; the counters use the very same conditions. */
const DESK_CONDITIONS = {
  accept: () => sql<SqlBool>`state in ('registered', 'verifying') and merged_into is null`,
  dispatch: () => sql<SqlBool>`state = 'filed' and merged_into is null`,
  handle: ({ units }) =>
    units.length > 0
      ? sql<SqlBool>`state in ('dispatched', 'handling', 'suspended', 'escalated') and merged_into is null and ${holdsUnit(units)}`
      : sql<SqlBool>`state in ('dispatched', 'handling', 'suspended', 'escalated') and merged_into is null`,
  check: () => sql<SqlBool>`state in ('replied', 'checking', 'closed') and merged_into is null`,
  approve: () => sql<SqlBool>`${LIVE} and pending_kind is not null`,
  urge: () => sql<SqlBool>`${LIVE} and is_urged`,
  mine: ({ ownUnits }) => sql<SqlBool>`${OPEN} and (${holdsUnit(ownUnits)} or seen_by && ${sql.val(unitKeys(ownUnits))}::text[] and (core -> 'verification' ->> 'unitId') = any (${sql.val(ownUnits)}::text[]))`,
} satisfies Record<NonNullable<ListQuery['desk']>, (viewer: Viewer) => RawBuilder<SqlBool>>

/** Held by one of these units; `seen_by` lets an index serve it. */
function holdsUnit(units: readonly string[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`seen_by && ${sql.val(unitKeys(units))}::text[] and owner_unit = any (${sql.val(units)}::text[])`
}

/** The keys of units in `seen_by`. */
function unitKeys(units: readonly string[]): string[] {
  return units.map((unit) => `unit:${unit}`)
}

/** Row-level security decides by the same keys; said here too, an index can serve it. */
export function keysOf({ paths, units }: Scope): string[] | null {
  return paths === '*' ? null : [...paths, ...unitKeys(units)]
}

export interface Cursor {
  readonly key: string
  readonly id: string
}

/**
 * How a list is read: as the planner likes, cut off when that takes long, or by collecting first what matches. The planner
 * walks a list in its order when it expects many matches; where there are few after all (a unit and a class that it never
 * gets), that walk sees every case there is.
 */
export type Way = { readonly atMostMs: number } | 'collected'

/** Sets the way for the rest of the transaction. */
export async function goBy(tx: Tx, way: Way): Promise<void> {
  if (way === 'collected') await sql`select set_config('enable_indexscan', 'off', true)`.execute(tx)
  else await sql`select set_config('statement_timeout', ${String(way.atMostMs)}, true)`.execute(tx)
}

/** One page of a list, by keyset; `key` is the sort value of the last row as PostgreSQL text. */
export async function listCases(tx: Tx, { query, viewer, cursor }: { query: ListQuery; viewer: Viewer; cursor: Cursor | null }) {
  const { key, type, isDescending } = orderOf(query)
  let rows = own(tx)
    .selectFrom('case_file')
    .select([
      'id', 'number', 'version', 'title', 'state', 'source', 'class_code', 'area_path', 'area_name', 'address', 'owner_unit', 'handler_id', 'registered_at', 'due_at',
      'pending_kind', 'is_urged', 'merged_into', 'core', sql<string>`${key}::text`.as('key'),
      sql<number>`(select count(*) from case_file f where f.merged_into = case_file.id)`.as('followers'),
    ])
    .where(sql<SqlBool>`${sql.join(conditions(query, viewer), sql` and `)}`)
    .limit(query.limit + 1)
  if (cursor) {
    const compare = isDescending ? sql`<` : sql`>`
    rows = rows.where(sql<SqlBool>`(${key}, id) ${compare} (${cursor.key}::${sql.raw(type)}, ${cursor.id}::uuid)`)
  }
  const direction = isDescending ? 'desc' : 'asc'
  rows = rows.orderBy(key, direction).orderBy('id', direction)
  return rows.execute()
}

/** What a list asks for, all of which must hold; who sees what is among it. */
export function conditions(query: ListQuery, viewer: Viewer): RawBuilder<SqlBool>[] {
  const all: RawBuilder<SqlBool>[] = [seenBy(viewer)]
  if (query.desk) all.push(DESK_CONDITIONS[query.desk](viewer))
  if (query.state) all.push(sql<SqlBool>`state = any (${sql.val(query.state.split(','))}::text[])`)
  if (query.step) all.push(sql<SqlBool>`state = any (${sql.val(statesOfStep[query.step] ?? [])}::text[])`)
  if (query.area) all.push(within(query.area))
  if (query.classCode) all.push(sql<SqlBool>`class_code like ${`${query.classCode}%`}`)
  if (query.source) all.push(sql<SqlBool>`source = ${query.source}`)
  if (query.person) all.push(sql<SqlBool>`${LIVE} and handler_id = ${query.person}::uuid`)
  if (query.unit) all.push(sql<SqlBool>`owner_unit = ${query.unit}`)
  for (const word of wordsOf(query.q ?? '')) all.push(holds(word))
  if (query.due) all.push(dueRange(query.due, viewer))
  if (query.mark) all.push(carries(query.mark, OPEN))
  if (query.happened ?? query.since ?? query.until) all.push(happenedTo(query.happened ?? 'taken', { since: query.since, until: query.until }, { isOpen: OPEN, now: viewer.now }))
  if (query.ids) all.push(sql<SqlBool>`id = any (${sql.val(query.ids)}::uuid[])`)
  return all
}

function seenBy({ keys }: Viewer): RawBuilder<SqlBool> {
  return keys === null ? sql<SqlBool>`true` : sql<SqlBool>`seen_by && ${sql.val(keys)}::text[]`
}

function within(area: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`seen_by @> array[${area}]::text[]`
}

/** Words with blanks between: a case must hold all of them, in whatever order. */
function wordsOf(q: string): string[] {
  return q.split(/\s+/u).filter((word) => word !== '').slice(0, MOST_WORDS)
}

const MOST_WORDS = 8

/** Whether a case speaks of something. A whole number finds its case alone; a single character is found without an index. */
function holds(words: string): RawBuilder<SqlBool> {
  if (/^(?:\w+-)?\d{8}-\d{4,}$/u.test(words)) return sql<SqlBool>`number = ${words}`
  // The pairs use the index, the text decides; a comparison of which the planner expects nothing, for the pairs tell it enough.
  const pairs = words.length > 1 ? sql`pairs_of(search) @> pairs_of(${words})` : sql`true`
  return sql<SqlBool>`${pairs} and strpos(lower(search), lower(${words})) > 0`
}

const statesOfStep: Readonly<Record<number, readonly string[]>> = {
  1: ['registered', 'verifying'],
  2: ['filed', 'dispatched', 'handling', 'suspended', 'escalated'],
  3: ['replied', 'checking'],
  4: ['closed', 'archived', 'void'],
}

function dueRange(due: NonNullable<ListQuery['due']>, { now, soon }: Viewer): RawBuilder<SqlBool> {
  if (due === 'overdue') return sql<SqlBool>`${OPEN} and ${DUE} < ${now}`
  if (due === 'soon') return sql<SqlBool>`${OPEN} and ${DUE} >= ${now} and ${DUE} < ${soon}`
  return sql<SqlBool>`${OPEN} and ${DUE} >= ${soon}`
}

/** How many cases each desk's list holds and how many of them are overdue: one pass over the cases in sight. */
export async function countDesks(tx: Tx, { viewer, area, desks }: { viewer: Viewer; area: string | undefined; desks: readonly (keyof typeof DESK_CONDITIONS)[] }) {
  const columns = desks.flatMap((desk, index) => {
    const holds = DESK_CONDITIONS[desk](viewer)
    return [
      sql`count(*) filter (where ${holds}) as ${sql.ref(`total_${index}`)}`,
      sql`count(*) filter (where ${holds} and due_at < ${viewer.now} and state <> 'closed') as ${sql.ref(`overdue_${index}`)}`,
    ]
  })
  const { rows: [row] } = await sql<Record<string, number>>`
    select ${sql.join(columns)} from case_file where ${LIVE} and ${seenBy(viewer)} and ${area ? within(area) : sql`true`}`.execute(tx)
  return desks.map((desk, index) => ({ desk, total: row?.[`total_${index}`] ?? 0, overdue: row?.[`overdue_${index}`] ?? 0 }))
}

interface Circle {
  readonly lon: number
  readonly lat: number
  readonly metres: number
  readonly limit: number
}

/** Open cases within a radius of a point, nearest first. */
export async function casesNear(tx: Tx, circle: Circle) {
  return inCircle(tx, circle).where(sql<SqlBool>`state not in ('closed', 'archived', 'void')`).execute()
}

/** The same as records, for what else would become one of them. */
export async function openCasesNear(tx: Tx, circle: Circle): Promise<CaseRecord[]> {
  return (await casesNear(tx, circle)).map(recordOf)
}

/** The same of those closed since a moment that any neighbour might open again: spoken of in public, done, a case of its own, never opened again before. */
export async function closedNear(tx: Tx, circle: Circle, since: number) {
  return inCircle(tx, circle).where(sql<SqlBool>`state = 'closed' and source = any(${PUBLIC_SOURCES}) and parent_id is null
    and (core ->> 'closedAt')::bigint >= ${since} and (core ->> 'reopens')::int = 0 and core ->> 'outcome' is distinct from 'refused'`).execute()
}

function inCircle(tx: Tx, { lon, lat, metres, limit }: Circle) {
  const degLat = metres / 111_320
  const degLon = degLat / Math.max(0.1, Math.cos((lat * Math.PI) / 180))
  return own(tx)
    .selectFrom('case_file')
    .selectAll()
    .where(sql<SqlBool>`merged_into is null and lon is not null
      and lat between ${lat - degLat} and ${lat + degLat} and lon between ${lon - degLon} and ${lon + degLon}`)
    .orderBy(sql`point(lon, lat) <-> point(${lon}, ${lat})`)
    .limit(limit)
}

/** How many cases follow each of these. */
export async function countFollowers(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await own(tx).selectFrom('case_file').select((eb) => ['merged_into', eb.fn.countAll<number>().as('count')]).where('merged_into', 'in', [...ids]).groupBy('merged_into').execute()
  return new Map(rows.map((row) => [row.merged_into ?? '', row.count]))
}

/** What each person has in hand, in sight: open cases and how many of them are overdue, with the units that hold them. */
export async function countHandlers(tx: Tx, now: Date): Promise<{ id: string; open: number; overdue: number; units: string[] }[]> {
  return own(tx)
    .selectFrom('case_file')
    .select([
      sql<string>`handler_id`.as('id'), sql<number>`count(*)`.as('open'), sql<number>`count(*) filter (where due_at < ${now})`.as('overdue'),
      sql<string[]>`array_agg(distinct owner_unit) filter (where owner_unit is not null)`.as('units'),
    ])
    .where(sql<SqlBool>`${OPEN} and handler_id is not null`)
    .groupBy('handler_id')
    .execute()
}

/** How many open cases are in sight. */
export async function countOpen(tx: Tx): Promise<number> {
  const row = await own(tx).selectFrom('case_file').select((eb) => eb.fn.countAll<number>().as('n')).where(OPEN).executeTakeFirstOrThrow()
  return row.n
}
