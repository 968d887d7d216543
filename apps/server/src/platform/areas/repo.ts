import { AreaLevel } from '@yihu/contracts'
import { areaSquareMetres, polygonsOf } from '@yihu/domain'
import type { AreaShape } from '@yihu/domain'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { LonLat, StoredArea } from './area.ts'
import type { AreaTables } from './tables.ts'

const own = (db: Kysely<Database>) => db.$pickTables<AreaTables>()

/**
 * Geometry as the table holds it. Its coordinates were checked number by number when they were written; checking them
 * again at every load would cost more than all the rest.
 */
export const AreaGeometry = z.custom<AreaShape>(
  (value) => typeof value === 'object' && value !== null && 'type' in value && (value.type === 'Polygon' || value.type === 'MultiPolygon') && 'coordinates' in value && Array.isArray(value.coordinates),
)

const PointText = z.string().transform((text, context) => {
  const [, lon, lat] = /^\((-?[\d.e-]+),(-?[\d.e-]+)\)$/u.exec(text) ?? []
  if (lon === undefined || lat === undefined) {
    context.addIssue({ code: 'custom', message: 'not a point' })
    return z.NEVER
  }
  return { lon: Number(lon), lat: Number(lat) }
})

const Row = z.object({
  level: AreaLevel,
  point: PointText.nullable(),
  geometry: AreaGeometry.nullable(),
  attrs: z.record(z.string(), z.unknown()),
})

/** All areas that are valid today, parents before children. */
export async function readAreas(db: Kysely<Database>): Promise<StoredArea[]> {
  const rows = await own(db)
    .selectFrom('area')
    .select(['code', 'level', 'parent_code', 'path', 'name', 'address', 'aliases', 'point', 'geometry', 'attrs', 'valid_from', 'valid_to'])
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', sql<string>`current_date`)]))
    .orderBy('path')
    .execute()
  return rows.map(({ code, parent_code, path, name, address, aliases, valid_from, valid_to, ...rest }) => ({
    code, parent: parent_code, path, name, address, aliases, validFrom: valid_from, validTo: valid_to, ...Row.parse(rest),
  }))
}

/** Rows of one statement: 13 parameters each, of 65,534 that the protocol allows. */
const BATCH = 1000

/** Writes areas whole, replacing those with the same code. Parents may come in the same call, in any order. */
export async function writeAreas(tx: Tx, areas: readonly StoredArea[]): Promise<void> {
  for (let at = 0; at < areas.length; at += BATCH) {
    await own(tx)
      .insertInto('area')
      .values(
        areas.slice(at, at + BATCH).map((area) => ({
          code: area.code, level: area.level, parent_code: area.parent, path: area.path, name: area.name, address: area.address, aliases: area.aliases,
          point: area.point && pointText(area.point), ring: area.geometry && ringText(area.geometry), geometry: area.geometry, attrs: area.attrs,
          valid_from: area.validFrom, valid_to: area.validTo,
        })),
      )
      .onConflict((clash) =>
        clash.column('code').doUpdateSet((eb) => ({
          level: eb.ref('excluded.level'), parent_code: eb.ref('excluded.parent_code'), path: eb.ref('excluded.path'), name: eb.ref('excluded.name'),
          address: eb.ref('excluded.address'), aliases: eb.ref('excluded.aliases'), point: eb.ref('excluded.point'), ring: eb.ref('excluded.ring'),
          geometry: eb.ref('excluded.geometry'), attrs: eb.ref('excluded.attrs'), valid_from: eb.ref('excluded.valid_from'), valid_to: eb.ref('excluded.valid_to'),
        })),
      )
      .execute()
  }
}

function pointText({ lon, lat }: LonLat): string {
  return `(${lon},${lat})`
}

/** The outline of the largest part as a native polygon. */
function ringText(shape: AreaShape): string | null {
  const parts = polygonsOf(shape).toSorted((a, b) => areaSquareMetres({ type: 'Polygon', coordinates: b }) - areaSquareMetres({ type: 'Polygon', coordinates: a }))
  const ring = parts[0]?.[0]
  return ring && ring.length > 0 ? `(${ring.map(([lon, lat]) => `(${lon},${lat})`).join(',')})` : null
}

export interface FormerBorder {
  readonly code: string
  readonly path: string
  readonly geometry: AreaShape
  readonly validFrom: string
  readonly validTo: string
}

/** Keeps borders that are about to be replaced. */
export async function writeHistory(tx: Tx, borders: readonly FormerBorder[], change: { reason: string; by: string | null; at: Date }): Promise<void> {
  if (borders.length === 0) return
  await own(tx)
    .insertInto('area_history')
    .values(
      borders.map((border) => ({
        code: border.code, path: border.path, geometry: border.geometry, valid_from: border.validFrom, valid_to: border.validTo,
        reason: change.reason, changed_by: change.by, changed_at: change.at,
      })),
    )
    .execute()
}

/** Former borders of an area, newest first. */
export async function readHistory(tx: Tx, code: string): Promise<{ validFrom: string; validTo: string | null; reason: string; geometry: AreaShape }[]> {
  const rows = await own(tx).selectFrom('area_history').select(['valid_from', 'valid_to', 'reason', 'geometry']).where('code', '=', code).orderBy('id', 'desc').limit(100).execute()
  return rows.map((row) => ({ validFrom: row.valid_from, validTo: row.valid_to, reason: row.reason, geometry: AreaGeometry.parse(row.geometry) }))
}

export interface BaseFeature {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly geometry: { readonly type: string; readonly coordinates: unknown }
  readonly attrs: Readonly<Record<string, unknown>>
}

const StoredFeature = z.object({
  id: z.string(), kind: z.string(), name: z.string(), geometry: z.object({ type: z.string(), coordinates: z.unknown() }), attrs: z.record(z.string(), z.unknown()),
})

export async function readBaseFeatures(db: Kysely<Database>): Promise<BaseFeature[]> {
  const rows = await own(db).selectFrom('base_feature').selectAll().orderBy('id').execute()
  return rows.map((row) => StoredFeature.parse(row))
}

export async function writeBaseFeatures(tx: Tx, features: readonly BaseFeature[]): Promise<void> {
  for (let at = 0; at < features.length; at += BATCH) {
    await own(tx)
      .insertInto('base_feature')
      .values(features.slice(at, at + BATCH).map(({ id, kind, name, geometry, attrs }) => ({ id, kind, name, geometry, attrs })))
      .onConflict((clash) => clash.column('id').doUpdateSet((eb) => ({ kind: eb.ref('excluded.kind'), name: eb.ref('excluded.name'), geometry: eb.ref('excluded.geometry'), attrs: eb.ref('excluded.attrs') })))
      .execute()
  }
}
