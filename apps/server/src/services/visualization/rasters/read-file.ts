import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Fault } from '@yihu/contracts'
import { fileTypeOf } from '../../../kernel/magic.ts'
import { inflate, readZip } from '../../../platform/imports/index.ts'

/** A tile of a raster as it came, row from the north. */
export interface RasterTile {
  readonly z: number
  readonly x: number
  readonly y: number
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp'
  readonly content: Buffer
}

const MB = 1024 * 1024
const MOST_TILES = 200_000
const MOST_TILE_BYTES = 2 * MB
const DEEPEST = 22
const SQLITE = 'SQLite format 3\u0000'
const ZIP_LIMITS = { entries: MOST_TILES, inflatedBytes: 300 * MB }
const IN_ZIP = /(?:^|\/)(\d{1,2})\/(\d{1,7})\/(\d{1,7})\.(?:png|jpe?g|webp)$/iu

/** `problem` completes 「这个影像读不出来：…」. */
function unreadable(problem: string, cause?: unknown): Fault {
  return new Fault('raster-unreadable', { details: { problem }, cause })
}

/** The tiles of an MBTiles file, or of a zip of z/x/y pictures; one after the other. @throws Fault raster-unreadable, import-unreadable, import-too-large */
export async function* readRaster(file: Buffer): AsyncGenerator<RasterTile> {
  if (file.subarray(0, SQLITE.length).toString('latin1') === SQLITE) yield* readMbtiles(file)
  else if (file.subarray(0, 2).toString('latin1') === 'PK') yield* readZipped(file)
  else throw unreadable('要 MBTiles 文件，或装着 级/列/行.png 的压缩包')
}

async function* readZipped(file: Buffer): AsyncGenerator<RasterTile> {
  for (const [name, entry] of readZip(file, ZIP_LIMITS)) {
    const [, z, x, y] = IN_ZIP.exec(name) ?? []
    if (z === undefined || x === undefined || y === undefined) continue
    const parts: Buffer[] = []
    for await (const part of inflate(file, entry)) parts.push(part)
    yield tileOf({ z: Number(z), x: Number(x), y: Number(y) }, Buffer.concat(parts))
  }
}

/** SQLite reads files only: the upload lies in a folder of its own while it is read. Its rows count from the south. */
async function* readMbtiles(file: Buffer): AsyncGenerator<RasterTile> {
  const { DatabaseSync } = await import('node:sqlite') // seldom needed
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yihu-raster-'))
  try {
    await writeFile(path.join(folder, 'tiles'), file, { mode: 0o600 })
    const db = new DatabaseSync(path.join(folder, 'tiles'), { readOnly: true, allowExtension: false })
    try {
      for (const row of tilesIn(db)) yield row
    } finally {
      db.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Sqlite {
  prepare(text: string): { iterate(): Iterable<Record<string, unknown>>; get(): Record<string, unknown> | undefined }
}

function* tilesIn(db: Sqlite): Generator<RasterTile> {
  try {
    const { sql = '' } = db.prepare("select sql from sqlite_master where name = 'tiles'").get() ?? {}
    // A query that feeds itself could go round for ever, with or without the word recursive; the usual view only joins pictures to places.
    const isEndless = [...db.prepare("select sql from sqlite_master where type = 'view'").iterate()].some((view) => /\bwith\b/iu.test(String(view['sql'])))
    if (!/^\s*create\s+(?:table|view)/iu.test(String(sql)) || isEndless) throw unreadable('里面没有 MBTiles 的瓦片表')
    for (const { zoom_level: z, tile_column: x, tile_row: row, tile_data: content } of db.prepare('select zoom_level, tile_column, tile_row, tile_data from tiles').iterate()) {
      if (typeof z !== 'number' || typeof x !== 'number' || typeof row !== 'number' || !(content instanceof Uint8Array)) throw unreadable('有一块瓦片没有级、列、行或内容')
      yield tileOf({ z, x, y: 2 ** z - 1 - row }, Buffer.from(content))
    }
  } catch (error) {
    if (error instanceof Fault) throw error
    throw unreadable('文件已损坏，或不是 MBTiles', error)
  }
}

function tileOf({ z, x, y }: Pick<RasterTile, 'z' | 'x' | 'y'>, content: Buffer): RasterTile {
  const across = 2 ** z
  if (![z, x, y].every(Number.isInteger) || z < 0 || z > DEEPEST || x < 0 || x >= across || y < 0 || y >= across) throw unreadable(`${z}/${x}/${y} 不是一块瓦片的位置`)
  if (content.length > MOST_TILE_BYTES) throw unreadable(`${z}/${x}/${y} 这一块超过 2 MB`)
  const mediaType = fileTypeOf(content)?.mediaType
  if (mediaType !== 'image/png' && mediaType !== 'image/jpeg' && mediaType !== 'image/webp') throw unreadable(`${z}/${x}/${y} 这一块不是 PNG、JPEG 或 WebP 图片`)
  return { z, x, y, mediaType, content }
}

/** @throws Fault raster-unreadable beyond so many tiles */
export function checkCount(tiles: number): void {
  if (tiles > MOST_TILES) throw unreadable(`超过 ${MOST_TILES} 块，请分开导入`)
}
