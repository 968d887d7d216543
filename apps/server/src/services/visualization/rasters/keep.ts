import { setImmediate as breathe } from 'node:timers/promises'
import { Fault } from '@yihu/contracts'
import type { AnswerOf, importRaster, QueryOf, RasterInfo } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { newId } from '../../../kernel/id.ts'
import type { Box } from '../../../kernel/layer.ts'
import { record } from '../../../platform/audit/index.ts'
import { boxOf } from '../tiles/grid.ts'
import { checkCount, readRaster } from './read-file.ts'
import type { RasterTile } from './read-file.ts'
import { deleteRaster, insertRaster, insertTiles, readRasters } from './repo.ts'
import type { StoredRaster } from './repo.ts'

const AT_ONCE = 100
/** After so many tiles others are answered. */
const BREATHE_EVERY = 500

interface Order {
  readonly actor: Actor
  readonly ip: string
}

/** Takes a raster in, whole or not at all. @throws Fault raster-unreadable, import-unreadable, import-too-large */
export async function keepRaster(context: Context, { actor, ip }: Order, { file, about: { name, source, asOf } }: { readonly file: Buffer; readonly about: QueryOf<typeof importRaster> }): Promise<AnswerOf<typeof importRaster>> {
  const [now, extent] = [context.clock.now(), await extentOf(file)]
  return context.db.transact(systemScope, async (tx) => {
    const { zooms, box, tiles, bytes } = extent
    const [west, south, east, north] = box
    const raster = await insertRaster(tx, { id: newId(now), name, source, as_of: asOf, min_zoom: zooms[0], max_zoom: zooms[1], west, south, east, north, tiles, bytes, added_by: actor.name, added_at: new Date(now) })
    await writeTiles(tx, raster.id, file)
    await record(tx, { at: now, by: actor, action: 'map.raster', object: name, result: 'done', ip, detail: { source, asOf, tiles, bytes } })
    return infoOf(raster)
  })
}

interface Extent {
  readonly zooms: readonly [number, number]
  readonly box: Box
  readonly tiles: number
  readonly bytes: number
}

/** What there is of it, looked through once before anything is written; each place once. */
async function extentOf(file: Buffer): Promise<Extent> {
  const seen = new Map<string, TileAt>()
  let [bytes, least, most]: [number, number, number] = [0, Infinity, -Infinity]
  let rows = 0
  for await (const tile of readRaster(file)) {
    rows += 1
    checkCount(rows)
    if (rows % BREATHE_EVERY === 0) await breathe()
    const { z, x, y } = tile
    seen.set(placeOf(tile), { z, x, y })
    bytes += tile.content.length
    ;[least, most] = [Math.min(least, tile.z), Math.max(most, tile.z)]
  }
  if (seen.size === 0) throw new Fault('raster-unreadable', { details: { problem: '里面没有瓦片；压缩包里要是 级/列/行.png' } })
  return { zooms: [least, most], box: await edgesOf(seen), tiles: seen.size, bytes }
}

type TileAt = Pick<RasterTile, 'z' | 'x' | 'y'>

const placeOf = ({ z, x, y }: TileAt): string => `${z}/${x}/${y}`

/** Where it ends: every tile tells that has none deeper within it, for a shallow one is wider than what is on it. */
async function edgesOf(tiles: ReadonlyMap<string, TileAt>): Promise<Box> {
  const covered = new Set<string>()
  let looked = 0
  for (const tile of tiles.values()) {
    looked += 1
    if (looked % BREATHE_EVERY === 0) await breathe()
    for (let above = parentOf(tile); above && !covered.has(placeOf(above)); above = parentOf(above)) covered.add(placeOf(above))
  }
  let box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [place, tile] of tiles) {
    if (covered.has(place)) continue
    const [west, south, east, north] = boxOf(tile)
    box = [Math.min(box[0], west), Math.min(box[1], south), Math.max(box[2], east), Math.max(box[3], north)]
  }
  return box
}

function parentOf({ z, x, y }: TileAt): TileAt | null {
  return z === 0 ? null : { z: z - 1, x: Math.floor(x / 2), y: Math.floor(y / 2) }
}

async function writeTiles(tx: Tx, id: string, file: Buffer): Promise<void> {
  const waiting = new Map<string, RasterTile>()
  const seen = new Set<string>()
  const write = async () => {
    await insertTiles(tx, [...waiting.values()].map(({ z, x, y, mediaType, content }) => ({ raster_id: id, z, x, y, media_type: mediaType, content })))
    waiting.clear()
  }
  for await (const tile of readRaster(file)) {
    const place = placeOf(tile)
    if (seen.has(place)) continue
    seen.add(place)
    waiting.set(place, tile)
    if (waiting.size >= AT_ONCE) await write()
  }
  await write()
}

/** @throws Fault not-found */
export async function dropRasterMap(context: Context, { actor, ip }: Order, id: string): Promise<void> {
  await context.db.transact(systemScope, async (tx) => {
    const name = await deleteRaster(tx, id)
    if (name === undefined) throw new Fault('not-found')
    await record(tx, { at: context.clock.now(), by: actor, action: 'map.raster-drop', object: name, result: 'done', ip })
  })
}

export async function rastersOf({ db }: Pick<Context, 'db'>): Promise<RasterInfo[]> {
  return (await db.transact(systemScope, readRasters)).map(infoOf)
}

function infoOf({ id, name, source, as_of, min_zoom, max_zoom, west, south, east, north, tiles, bytes, added_by, added_at }: StoredRaster): RasterInfo {
  return { id, name, source, asOf: as_of, minZoom: min_zoom, maxZoom: max_zoom, bounds: [west, south, east, north], tiles, bytes: Number(bytes), addedBy: added_by, addedAt: added_at.toISOString() }
}
