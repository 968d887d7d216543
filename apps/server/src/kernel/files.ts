import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { Fault } from '@yihu/contracts'
import { cleanVoice } from './audio/index.ts'
import type { Clock } from './clock.ts'
import { sqlState, systemScope } from './db/index.ts'
import type { Db } from './db/index.ts'
import { encodeImage, LARGEST_IMAGE } from './image.ts'
import { fileTypeOf } from './magic.ts'
import type { FileType } from './magic.ts'

/** A file as it was kept; `hash` (SM3, 64 hex digits) is its name in the store and its row in file_object. */
export interface StoredFile {
  readonly hash: string
  readonly bytes: number
  readonly mediaType: string
  readonly kind: FileType['kind']
}

/** A photo as it was kept. */
export interface StoredImage extends StoredFile {
  readonly width: number
  readonly height: number
  readonly thumbnailHash: string
  /** Where the camera says it stood. */
  readonly gps: { readonly lon: number; readonly lat: number } | null
  readonly takenAt: Date | null
}

/** A voice note as it was kept. */
export interface StoredVoice extends StoredFile {
  readonly seconds: number
}

/** The content-addressed store under YIHU_HOME/files; the same content is kept once. */
export interface FileStore {
  /**
   * Keep a photo: decoded and encoded anew (turned upright, without camera data), with a thumbnail.
   * @throws Fault file-too-large, file-type-refused, image-unreadable, image-too-many-pixels, storage-full
   */
  saveImage(content: Uint8Array | Readable, options: { readonly name: string }): Promise<StoredImage>
  /**
   * Keep a voice note: the sound alone, at most a minute, without place, author or title.
   * @throws Fault file-too-large, file-type-refused, audio-unreadable, audio-too-long, storage-full
   */
  saveVoice(content: Uint8Array | Readable, options: { readonly name: string }): Promise<StoredVoice>
  /**
   * Keep another file as it is, if its content is of an accepted kind.
   * @throws Fault file-too-large, file-type-refused, storage-full
   */
  saveFile(content: Uint8Array | Readable, options: SaveFileOptions): Promise<StoredFile>
  /** Forget a file that no row refers to any more; one that is still referred to stays. @returns whether it went */
  drop(hash: string): Promise<boolean>
  /** Read a file; null when the store does not have it. */
  open(hash: string): Promise<Readable | null>
}

/** What `saveFile` accepts. */
export interface SaveFileOptions {
  readonly name: string
  readonly accept: readonly Exclude<FileType['kind'], 'image'>[]
  /** Default 50 MB. */
  readonly maxBytes?: number
}

interface Store {
  readonly folder: string
  readonly db: Db
  readonly clock: Clock
}

const MEGABYTE = 1024 * 1024
const LABELS: Readonly<Record<FileType['kind'], string>> = { image: '照片', document: '文档（PDF、Word、Excel）', audio: '录音', video: '视频' }

/** Open the store of a folder. */
export function openFileStore(store: Store): FileStore {
  return {
    saveImage: (content, options) => saveImage(store, content, options.name),
    saveVoice: (content, options) => saveVoice(store, content, options.name),
    saveFile: (content, options) => saveFile(store, content, options),
    drop: (hash) => drop(store, hash),
    open: async (hash) => {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null
      const file = placeOf(store.folder, hash)
      return (await exists(file)) ? createReadStream(file) : null
    },
  }
}

async function saveImage(store: Store, content: Uint8Array | Readable, name: string): Promise<StoredImage> {
  const image = await encodeImage(await collect(content, LARGEST_IMAGE))
  const hash = await put(store.folder, image.full)
  const thumbnailHash = await put(store.folder, image.thumbnail)
  const { width, height, gps, takenAt, mediaType } = image
  await store.db.transact(systemScope, (tx) => tx.insertInto('file_object').values({
    hash, kind: 'image', media_type: mediaType, bytes: image.full.length, width, height, thumbnail_hash: thumbnailHash, gps, taken_at: takenAt,
    original_name: name, created_at: new Date(store.clock.now()),
  }).onConflict((conflict) => conflict.doNothing()).execute())
  return { hash, bytes: image.full.length, mediaType, kind: 'image', width, height, thumbnailHash, gps, takenAt }
}

async function saveVoice(store: Store, content: Uint8Array | Readable, name: string): Promise<StoredVoice> {
  const { bytes, mediaType, seconds } = cleanVoice(await collect(content, LARGEST_IMAGE))
  const hash = await put(store.folder, bytes)
  await store.db.transact(systemScope, (tx) => tx.insertInto('file_object').values({
    hash, kind: 'audio', media_type: mediaType, bytes: bytes.length, seconds, original_name: name, created_at: new Date(store.clock.now()),
  }).onConflict((conflict) => conflict.doNothing()).execute())
  return { hash, bytes: bytes.length, mediaType, kind: 'audio', seconds }
}

async function drop({ folder, db }: Store, hash: string): Promise<boolean> {
  try {
    const gone = await db.transact(systemScope, (tx) => tx.deleteFrom('file_object').where('hash', '=', hash).returning('thumbnail_hash').executeTakeFirst())
    for (const each of gone ? [hash, gone.thumbnail_hash] : []) if (each !== null) await rm(placeOf(folder, each), { force: true })
    return gone !== undefined
  } catch (error) {
    // Somebody else's row still refers to it (foreign_key_violation).
    if (sqlState(error) === '23503') return false
    throw error
  }
}

async function saveFile(store: Store, content: Uint8Array | Readable, options: SaveFileOptions): Promise<StoredFile> {
  const bytes = await collect(content, options.maxBytes ?? 50 * MEGABYTE)
  const type = fileTypeOf(bytes)
  if (!type || !options.accept.some((kind) => kind === type.kind)) {
    const expected = options.accept.map((kind) => LABELS[kind]).join('或')
    throw new Fault('file-type-refused', { details: { expected, found: type?.label ?? '无法识别的内容' } })
  }
  const hash = await put(store.folder, bytes)
  await store.db.transact(systemScope, (tx) => tx.insertInto('file_object').values({
    hash, kind: type.kind, media_type: type.mediaType, bytes: bytes.length, original_name: options.name, created_at: new Date(store.clock.now()),
  }).onConflict((conflict) => conflict.doNothing()).execute())
  return { hash, bytes: bytes.length, mediaType: type.mediaType, kind: type.kind }
}

/** The whole content in memory, up to `most` bytes. */
async function collect(content: Uint8Array | Readable, most: number): Promise<Buffer> {
  const tooLarge = (size: number): Fault =>
    new Fault('file-too-large', { details: { size: `${(size / MEGABYTE).toFixed(1)} MB`, limit: `${Math.round(most / MEGABYTE)} MB` } })
  if (content instanceof Uint8Array) {
    if (content.byteLength > most) throw tooLarge(content.byteLength)
    return Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk as Uint8Array) // reason: a byte stream gives bytes
    size += bytes.length
    if (size > most) throw tooLarge(size)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

function placeOf(folder: string, hash: string): string {
  return path.join(folder, hash.slice(0, 2), hash.slice(2, 4), hash)
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false)
}

/** Written beside, forced to disk, then renamed: a crash leaves the whole file or none. */
async function put(folder: string, bytes: Buffer): Promise<string> {
  const hash = createHash('sm3').update(bytes).digest('hex')
  const target = placeOf(folder, hash)
  if (await exists(target)) return hash
  const draft = path.join(folder, `draft-${randomBytes(8).toString('hex')}`)
  try {
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { force: true })
    if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) throw new Fault('storage-full', { cause: error })
    throw error
  }
  return hash
}
