import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import type { CaseTables } from './tables.ts'

/** What somebody said, with where it is about and how it was classed. */
export interface SaidCase {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly path: string
  readonly classCode: string | null
  readonly placeSource: string
  readonly point: { readonly lon: number; readonly lat: number } | null
  readonly registeredAt: Date
}

/** What people said since a moment, the newest if there are more: no devices, no preventive tasks, no parts of a split, nothing void. */
export async function readSaid(tx: Tx, { since, limit }: { readonly since: Date; readonly limit: number }): Promise<SaidCase[]> {
  const rows = await tx.$pickTables<CaseTables>()
    .selectFrom('case_file')
    .select(['id', 'title', 'text', 'area_path', 'class_code', 'place_source', 'lon', 'lat', 'registered_at'])
    .where('registered_at', '>=', since)
    .where(sql<SqlBool>`source not in ('device', 'camera', 'prevention') and state <> 'void'`)
    .where('parent_id', 'is', null)
    .orderBy('registered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id, title: row.title, text: row.text, path: row.area_path, classCode: row.class_code, placeSource: row.place_source,
    point: row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat }, registeredAt: row.registered_at,
  }))
}
