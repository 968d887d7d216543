import type { Insertable, Selectable } from 'kysely'
import type { Database, Tx } from '../../../kernel/db/index.ts'
import type { VisualizationTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<VisualizationTables>()

export type StoredRaster = Selectable<Database['raster_map']>
type StoredTile = Pick<Selectable<Database['raster_tile']>, 'media_type' | 'content'>

/** All rasters, the youngest picture first. */
export async function readRasters(tx: Tx): Promise<StoredRaster[]> {
  return own(tx).selectFrom('raster_map').selectAll().orderBy('as_of', 'desc').orderBy('added_at', 'desc').limit(100).execute()
}

export async function insertRaster(tx: Tx, raster: Insertable<Database['raster_map']>): Promise<StoredRaster> {
  return own(tx).insertInto('raster_map').values(raster).returningAll().executeTakeFirstOrThrow()
}

export async function insertTiles(tx: Tx, tiles: readonly Insertable<Database['raster_tile']>[]): Promise<void> {
  if (tiles.length > 0) await own(tx).insertInto('raster_tile').values([...tiles]).execute()
}

/** The name of what went; undefined when there was none. */
export async function deleteRaster(tx: Tx, id: string): Promise<string | undefined> {
  return (await own(tx).deleteFrom('raster_map').where('id', '=', id).returning('name').executeTakeFirst())?.name
}

export async function findTile(tx: Tx, at: { readonly id: string; readonly z: number; readonly x: number; readonly y: number }): Promise<StoredTile | undefined> {
  return own(tx).selectFrom('raster_tile').select(['media_type', 'content']).where('raster_id', '=', at.id).where('z', '=', at.z).where('x', '=', at.x).where('y', '=', at.y).executeTakeFirst()
}
