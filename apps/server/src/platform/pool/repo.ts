import { sql } from 'kysely'
import type { Selectable, SqlBool } from 'kysely'
import type { PartState } from '@yihu/contracts'
import type { Database, Tx } from '../../kernel/db/index.ts'

const own = (tx: Tx) => tx.$pickTables<'part'>()

/** A part as stored; coordinates in WGS-84. */
export interface Part {
  /** 16 digits: district, major, minor, serial (edition 2013). */
  readonly code: string
  readonly classCode: string
  readonly name: string
  readonly path: string
  readonly lon: number
  readonly lat: number
  readonly unitId: string | null
  readonly state: PartState
  readonly recordedOn: string
  /** How it was recorded: 实测, 地形图, 其他. */
  readonly source: string
}

/** A part with how often it was written; whoever changes it says which one they saw. */
export interface StoredPart extends Part {
  readonly version: number
}

const BATCH = 1000
const METRES_A_DEGREE = 111_320

/** Adds parts or replaces those with the same code. */
export async function importParts(tx: Tx, parts: readonly Part[]): Promise<void> {
  for (let at = 0; at < parts.length; at += BATCH) {
    const values = parts.slice(at, at + BATCH).map(({ code, classCode, name, path, lon, lat, unitId, state, recordedOn, source }) => ({ code, class_code: classCode, name, path, lon, lat, unit_id: unitId, state, recorded_on: recordedOn, source }))
    await own(tx).insertInto('part').values(values)
      .onConflict((conflict) => conflict.column('code').doUpdateSet(({ eb, ref }) => ({
        version: eb('part.version', '+', 1), class_code: ref('excluded.class_code'), name: ref('excluded.name'), path: ref('excluded.path'), lon: ref('excluded.lon'), lat: ref('excluded.lat'),
        unit_id: ref('excluded.unit_id'), state: ref('excluded.state'), recorded_on: ref('excluded.recorded_on'), source: ref('excluded.source'),
      }))).execute()
  }
}

interface Around {
  readonly lon: number
  readonly lat: number
  readonly metres: number
  readonly limit: number
}

/** Parts in the square around a point, nearest first; removed ones are gone. */
export async function partsAround(tx: Tx, { lon, lat, metres, limit }: Around): Promise<StoredPart[]> {
  const [north, east] = [metres / METRES_A_DEGREE, metres / METRES_A_DEGREE / Math.max(0.1, Math.cos((lat * Math.PI) / 180))]
  const rows = await own(tx).selectFrom('part').selectAll()
    .where('state', '<>', 'removed')
    .where(sql<SqlBool>`point(lon, lat) <@ box(point(${lon - east}, ${lat - north}), point(${lon + east}, ${lat + north}))`)
    .orderBy(sql`point(lon, lat) <-> point(${lon}, ${lat})`)
    .limit(limit)
    .execute()
  return rows.map(partOf)
}

interface PartFilter {
  readonly area?: string | undefined
  readonly q?: string | undefined
  /** Classes whose name holds what was typed. */
  readonly classes: readonly string[]
  /** The code of the last one of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

/** One part, locked. */
export async function lockPart(tx: Tx, code: string): Promise<StoredPart | undefined> {
  const row = await own(tx).selectFrom('part').selectAll().where('code', '=', code).forUpdate().executeTakeFirst()
  return row && partOf(row)
}

/** The parts of these codes. */
export async function findParts(tx: Tx, codes: readonly string[]): Promise<Part[]> {
  return (await own(tx).selectFrom('part').selectAll().where('code', 'in', [...codes]).execute()).map(partOf)
}

/** The parts of an area, by code; removed ones are gone. */
export async function partsIn(tx: Tx, area: string): Promise<Part[]> {
  const rows = await own(tx).selectFrom('part').selectAll().where('state', '<>', 'removed').where(sql<SqlBool>`path <@ ${area}::ltree`).orderBy('code').execute()
  return rows.map(partOf)
}

/** Parts by code; one more than asked when there are more. */
export async function listMatchingParts(tx: Tx, { area, q, classes, after, limit }: PartFilter): Promise<StoredPart[]> {
  let rows = own(tx).selectFrom('part').selectAll().where('state', '<>', 'removed')
  if (area) rows = rows.where(sql<SqlBool>`path <@ ${area}::ltree`)
  if (q) rows = rows.where(sql<SqlBool>`(starts_with(code, ${q}) or strpos(name, ${q}) > 0 or class_code = any(${[...classes]}::text[]))`)
  if (after) rows = rows.where('code', '>', after)
  return (await rows.orderBy('code').limit(limit + 1).execute()).map(partOf)
}

/** How many parts an area has, counted no further than `most`; removed ones are gone. */
export async function countParts(tx: Tx, area: string | undefined, most: number): Promise<number> {
  let rows = own(tx).selectFrom('part').select('code').where('state', '<>', 'removed')
  if (area) rows = rows.where(sql<SqlBool>`path <@ ${area}::ltree`)
  const [counted] = await tx.selectFrom(rows.limit(most).as('n')).select(({ fn }) => fn.countAll<string>().as('count')).execute()
  return Number(counted?.count ?? 0)
}

/** A row as a part. */
export function partOf({ class_code, unit_id, recorded_on, state, ...row }: Selectable<Database['part']>): StoredPart {
  return {
    ...row, classCode: class_code, unitId: unit_id, recordedOn: recorded_on,
    state: state as PartState, // checked by the table
  }
}
