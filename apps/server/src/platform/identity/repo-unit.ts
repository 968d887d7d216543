import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Database, Scope, Tx } from '../../kernel/db/index.ts'
import { own } from './tables.ts'

/** Whoever can be responsible. */
export interface Unit {
  readonly id: string
  readonly name: string
  /** One of `UNIT_KINDS` of the contracts. */
  readonly kind: string
  /** The area it answers for; null: none in particular, such as a department of the district. */
  readonly areaPath: string | null
}

/** Adds units or brings them up to date, and makes them active. Needs a scope that contains their areas. */
export async function upsertUnits(tx: Tx, units: readonly Unit[]): Promise<void> {
  if (units.length === 0) return
  await own(tx)
    .insertInto('unit')
    .values(units.map((unit) => ({ id: unit.id, name: unit.name, kind: unit.kind, area_path: unit.areaPath })))
    .onConflict((conflict) => conflict.column('id').doUpdateSet((e) => ({ name: e.ref('excluded.name'), kind: e.ref('excluded.kind'), area_path: e.ref('excluded.area_path'), is_active: true })))
    .execute()
}

/** One unit by its id, locked until the transaction ends, also a former one. */
export async function lockUnit(tx: Tx, id: string): Promise<(Unit & { isActive: boolean }) | undefined> {
  return own(tx).selectFrom('unit').select(['id', 'name', 'kind', 'area_path as areaPath', 'is_active as isActive']).where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Adds a unit or writes it anew. Needs a scope that contains its area. */
export async function writeUnit(tx: Tx, { id, name, kind, areaPath, isActive }: Unit & { isActive: boolean }): Promise<void> {
  const values = { name, kind, area_path: areaPath, is_active: isActive }
  await own(tx).insertInto('unit').values({ id, ...values }).onConflict((conflict) => conflict.column('id').doUpdateSet(values)).execute()
}

/** Name of every unit by id, former ones too: old cases name them. */
export async function unitNames(tx: Tx): Promise<Map<string, string>> {
  const rows = await own(tx).selectFrom('unit').select(['id', 'name']).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Units that have to do with a scope: inside it, above it, one's own, or of no particular area; by pinyin. Former ones only with `all`. */
export async function unitsIn(tx: Tx, { paths, units }: Scope, { all }: { readonly all: boolean }): Promise<(Unit & { isActive: boolean })[]> {
  return own(tx)
    .selectFrom('unit')
    .select(['id', 'name', 'kind', 'area_path as areaPath', 'is_active as isActive'])
    .$if(!all, (query) => query.where('is_active', '=', true))
    .$if(paths !== '*', (query) => query.where(sql<boolean>`(area_path is null or area_path <@ any (${[...paths]}::ltree[])
      or area_path @> any (${[...paths]}::ltree[]) or id = any (${[...units]}::text[]))`))
    .orderBy(sql`name collate "zh-x-icu"`)
    .orderBy('id')
    .execute()
}

/** The first of these ids that is no active unit; null when all are. */
export async function unknownUnit(tx: Tx, ids: readonly string[]): Promise<string | null> {
  if (ids.length === 0) return null
  const rows = await own(tx).selectFrom('unit').select('id').where('is_active', '=', true).where('id', 'in', [...ids]).execute()
  const known = new Set(rows.map((row) => row.id))
  return ids.find((id) => !known.has(id)) ?? null
}

/** Every unit, former ones too: old cases name them. */
export async function allUnits(db: Kysely<Database>): Promise<(Unit & { readonly isActive: boolean })[]> {
  const rows = await db.$pickTables<'unit'>().selectFrom('unit').select(['id', 'name', 'kind', 'area_path', 'is_active']).orderBy('id').execute()
  return rows.map(({ id, name, kind, area_path, is_active }) => ({ id, name, kind, areaPath: area_path, isActive: is_active }))
}
