import { sql } from 'kysely'
import type { Kysely, Selectable, SqlBool } from 'kysely'
import type { CodeKind } from '@yihu/contracts'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { CodeTables } from './tables.ts'

const own = (tx: Kysely<Database>) => tx.$pickTables<CodeTables>()

/** A place that can have a code. */
export interface Place {
  readonly kind: CodeKind
  /** Code of the area, the part or the device; the place's own id where it has none. */
  readonly ref: string
  readonly path: string
  readonly name: string
  readonly address: string
  /** WGS-84. */
  readonly point: { readonly lon: number; readonly lat: number } | null
}

/** A code as stored. */
export interface PlaceCode extends Place {
  readonly id: number
  readonly version: number
  readonly state: 'active' | 'revoked'
  readonly issuedAt: Date
  readonly issuedBy: string | null
  readonly reason: string | null
}

/** A code, whatever its state; `isLocked` until the end of the transaction. */
export async function findCode(tx: Tx, id: number, { isLocked = false }: { isLocked?: boolean } = {}): Promise<PlaceCode | undefined> {
  const query = own(tx).selectFrom('place_code').selectAll().where('id', '=', id)
  const row = await (isLocked ? query.forUpdate() : query).executeTakeFirst()
  return row && codeOf(row)
}

const BATCH = 1000

/** Issues codes in the order given; a place that has one keeps it. Answers how many are new. */
export async function insertCodes(tx: Tx, places: readonly Place[], { at, by }: { at: Date; by: string | null }): Promise<number> {
  let added = 0
  for (let from = 0; from < places.length; from += BATCH) {
    const rows = await own(tx)
      .insertInto('place_code')
      .values(places.slice(from, from + BATCH).map(({ point, ...place }) => ({ ...place, lon: point?.lon ?? null, lat: point?.lat ?? null, issued_at: at, issued_by: by })))
      .onConflict((clash) => clash.columns(['kind', 'ref']).doNothing())
      .returning('id')
      .execute()
    added += rows.length
  }
  return added
}

/** Writes the next issue of a code, or puts it out of force. */
export async function updateCode(tx: Tx, id: number, { version, state, at, by, reason }: { version: number; state: PlaceCode['state']; at: Date; by: string; reason: string }): Promise<void> {
  await own(tx).updateTable('place_code').set({ version, state, issued_at: at, issued_by: by, reason }).where('id', '=', id).execute()
}

interface CodeFilter {
  readonly area?: string | undefined
  readonly kind?: CodeKind | undefined
  readonly state?: PlaceCode['state'] | undefined
  readonly q?: string | undefined
  readonly ids?: readonly number[] | undefined
  /** The id of the last one of the page before. */
  readonly after?: number | undefined
  readonly limit: number
}

/** Codes in sight, in the order of issue; one more than asked when there are more. */
export async function listCodes(tx: Tx, { area, kind, state, q, ids, after, limit }: CodeFilter): Promise<PlaceCode[]> {
  let rows = own(tx).selectFrom('place_code').selectAll()
  if (area) rows = rows.where(sql<SqlBool>`path <@ ${area}::ltree`)
  if (kind) rows = rows.where('kind', '=', kind)
  if (state) rows = rows.where('state', '=', state)
  if (q) rows = rows.where(sql<SqlBool>`(strpos(name, ${q}) > 0 or strpos(address, ${q}) > 0)`)
  if (ids) rows = rows.where('id', 'in', [...ids])
  if (after !== undefined) rows = rows.where('id', '>', after)
  return (await rows.orderBy('id').limit(limit + 1).execute()).map(codeOf)
}

/** What is counted of a code on a day. */
export type Counted = 'scans' | 'refused' | 'far' | 'reports'

/** One more of something, on a day of Shanghai. */
export async function countOne(tx: Tx, { id, path }: PlaceCode, { what, day }: { what: Counted; day: string }): Promise<void> {
  await own(tx)
    .insertInto('code_scan')
    .values({ code_id: id, day, path, [what]: 1 })
    .onConflict((clash) => clash.columns(['code_id', 'day']).doUpdateSet({ [what]: sql`${sql.ref(`code_scan.${what}`)} + 1` }))
    .execute()
}

export type DayCount = Record<Counted, number> & { readonly day: string }

/** A code's counts by day since one, newest first. */
export async function dayCounts(tx: Tx, id: number, since: string): Promise<DayCount[]> {
  return own(tx).selectFrom('code_scan').select(['day', 'scans', 'refused', 'far', 'reports']).where('code_id', '=', id).where('day', '>=', since).orderBy('day', 'desc').execute()
}

/** The sums of these codes since a day. */
export async function sumCounts(tx: Tx, ids: readonly number[], since: string): Promise<Map<number, Record<Counted, number>>> {
  if (ids.length === 0) return new Map()
  const rows = await own(tx)
    .selectFrom('code_scan')
    .select(['code_id', ...(['scans', 'refused', 'far', 'reports'] as const).map((what) => sql<number>`sum(${sql.ref(what)})::int`.as(what))])
    .where('code_id', 'in', [...ids])
    .where('day', '>=', since)
    .groupBy('code_id')
    .execute()
  return new Map(rows.map(({ code_id, ...counts }) => [code_id, counts]))
}

function codeOf({ issued_at, issued_by, lon, lat, kind, state, ...row }: Selectable<Database['place_code']>): PlaceCode {
  return {
    ...row, issuedAt: issued_at, issuedBy: issued_by, point: lon === null || lat === null ? null : { lon, lat },
    kind: kind as CodeKind, // checked by the table
    state: state as PlaceCode['state'], // checked by the table
  }
}
