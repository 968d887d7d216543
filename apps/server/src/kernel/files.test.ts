import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fault } from '@yihu/contracts'
import { createTestDatabase } from '../../test/database.ts'
import type { TestDatabase } from '../../test/database.ts'
import { fixedClock } from './clock.ts'
import { openDb } from './db/index.ts'
import type { Db } from './db/index.ts'
import { openFileStore } from './files.ts'
import type { FileStore } from './files.ts'
import { fileTypeOf } from './magic.ts'

let folder: string
let database: TestDatabase
let db: Db
let files: FileStore

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'yihu-files-'))
  database = await createTestDatabase()
  db = openDb(database.url, { poolSize: 2 })
  files = openFileStore({ folder, db, clock: fixedClock('2026-03-02T09:00+08:00') })
})

afterAll(async () => {
  await db.close()
  await database.drop()
  await rm(folder, { recursive: true })
})

/** A street scene's worth of noise, so that encoders have something to do. */
const scene = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#648', noise: { type: 'gaussian', mean: 120, sigma: 30 } } })

const gpsExif = {
  IFD0: { Make: 'TestPhone' },
  IFD2: { DateTimeOriginal: '2026:03:01 08:30:00', OffsetTimeOriginal: '+08:00' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '36/1 48/1 3060/100', GPSLongitudeRef: 'E', GPSLongitude: '118/1 3/1 1800/100' },
}

async function faultOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(() => undefined, (thrown: unknown) => thrown)
  return error instanceof Fault ? error.code : `no fault: ${String(error)}`
}

describe('照片', () => {
  it('位置和时间取出来，相机信息不留，横竖放正，另有缩略图', async () => {
    const original = await scene(1200, 800).jpeg().withExif(gpsExif).withMetadata({ orientation: 6, exif: gpsExif }).toBuffer()
    expect((await sharp(original).metadata()).exif).toBeDefined()
    const stored = await files.saveImage(original, { name: '井盖.jpg' })
    expect(stored).toMatchObject({ width: 800, height: 1200, mediaType: 'image/jpeg', takenAt: new Date('2026-03-01T00:30:00Z') })
    expect(stored.gps?.lat).toBeCloseTo(36.8085, 6)
    expect(stored.gps?.lon).toBeCloseTo(118.055, 6)
    const kept = await buffer((await files.open(stored.hash)) ?? Readable.from([]))
    const facts = await sharp(kept).metadata()
    expect([facts.exif, facts.icc, facts.xmp, facts.orientation]).toEqual([undefined, undefined, undefined, undefined])
    expect(kept.includes('TestPhone')).toBe(false)
    const thumbnail = await sharp(await buffer((await files.open(stored.thumbnailHash)) ?? Readable.from([]))).metadata()
    expect([thumbnail.format, thumbnail.width, thumbnail.height]).toEqual(['webp', 320, 480])
    const row = await db.owner.selectFrom('file_object').selectAll().where('hash', '=', stored.hash).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ kind: 'image', width: 800, height: 1200, original_name: '井盖.jpg', thumbnail_hash: stored.thumbnailHash, gps: stored.gps })
  })

  it('同一张照片只存一份，也可以从流里读', async () => {
    const original = await scene(300, 200).png().toBuffer()
    const [first, second] = [await files.saveImage(original, { name: 'a.png' }), await files.saveImage(Readable.from([original.subarray(0, 99), original.subarray(99)]), { name: 'b.png' })]
    expect(second.hash).toBe(first.hash)
  })

  it('超大照片缩到够用的大小', async () => {
    const stored = await files.saveImage(await scene(5000, 2500).jpeg({ quality: 50 }).toBuffer(), { name: 'big.jpg' })
    expect([stored.width, stored.height]).toEqual([3072, 1536])
  })

  it('透明的图保留透明', async () => {
    const stored = await files.saveImage(await sharp({ create: { width: 50, height: 50, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0.5 } } }).png().toBuffer(), { name: 'logo.png' })
    expect(stored.mediaType).toBe('image/webp')
  })

  it('夹带的压缩包、脚本在重新编码后消失', async () => {
    const photo = await scene(200, 200).jpeg().toBuffer()
    const stored = await files.saveImage(Buffer.concat([photo, Buffer.from('PK\u0003\u0004<script>alert(1)</script>')]), { name: 'gifar.jpg' })
    const kept = await buffer((await files.open(stored.hash)) ?? Readable.from([]))
    expect(kept.includes('<script>')).toBe(false)
    expect(kept.includes('PK\u0003\u0004')).toBe(false)
  })

  it.each([
    ['网页', Buffer.from('<html><script>alert(1)</script>'), 'file-type-refused'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'file-type-refused'],
    ['动图', Buffer.from('GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;'), 'file-type-refused'],
    ['PDF', Buffer.from('%PDF-1.7 /JavaScript'), 'file-type-refused'],
    ['空文件', Buffer.alloc(0), 'file-type-refused'],
    ['只有照片头的垃圾', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(2000)]), 'image-unreadable'],
    ['超过 20 MB 的文件', Buffer.alloc(21 * 1024 * 1024), 'file-too-large'],
  ])('不收：%s', async (_, bytes, code) => {
    expect(await faultOf(files.saveImage(bytes, { name: 'x.jpg' }))).toBe(code)
    expect(await faultOf(files.saveImage(Readable.from([bytes]), { name: 'x.jpg' }))).toBe(code)
  })

  it('传了一半断掉的照片不收，请居民重传', async () => {
    const photo = await scene(800, 800).jpeg().toBuffer()
    expect(await faultOf(files.saveImage(photo.subarray(0, photo.length / 2), { name: 'x.jpg' }))).toBe('image-unreadable')
  })

  it('解压炸弹在解压之前就被拒绝', async () => {
    const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#fff' } }).png({ compressionLevel: 9 }).toBuffer()
    expect(bomb.length).toBeLessThan(2_000_000)
    expect(await faultOf(files.saveImage(bomb, { name: 'bomb.png' }))).toBe('image-too-many-pixels')
  })
})

describe('其他文件', () => {
  it('按内容而不是按名字认文件', async () => {
    const pdf = Buffer.from('%PDF-1.7\n%âãÏÓ')
    const stored = await files.saveFile(pdf, { name: '通知.pdf', accept: ['document'] })
    expect(stored).toEqual({ hash: createHash('sm3').update(pdf).digest('hex'), bytes: pdf.length, mediaType: 'application/pdf', kind: 'document' })
    expect(await buffer((await files.open(stored.hash)) ?? Readable.from([]))).toEqual(pdf)
    expect(await faultOf(files.saveFile(Buffer.from('MZ\u0090'), { name: '通知.pdf', accept: ['document'] }))).toBe('file-type-refused')
    expect(await faultOf(files.saveFile(pdf, { name: '录音.mp3', accept: ['audio'] }))).toBe('file-type-refused')
    expect(await faultOf(files.saveFile(pdf, { name: '通知.pdf', accept: ['document'], maxBytes: 5 }))).toBe('file-too-large')
  })

  it('认得手机录音和常见文档', () => {
    const mp4 = (brand: string) => Buffer.from(`\u0000\u0000\u0000\u0018ftyp${brand}`)
    expect([mp4('M4A '), mp4('isom'), mp4('heic'), Buffer.from('#!AMR\n'), Buffer.from('OggS'), Buffer.from('RIFF\u0000\u0000\u0000\u0000WAVE'), Buffer.from([0xff, 0xfb, 0x90]), Buffer.from([0xff, 0xf1, 0x50])]
      .map((head) => fileTypeOf(head)?.mediaType)).toEqual(['audio/mp4', 'video/mp4', 'image/heic', 'audio/amr', 'audio/ogg', 'audio/wav', 'audio/mpeg', 'audio/aac'])
  })

  it('库里没有的、名字不像散列的都读不到', async () => {
    await writeFile(path.join(folder, 'secret'), 'x')
    for (const hash of ['0'.repeat(64), '../secret', 'secret', `${'0'.repeat(63)}/`, '']) expect(await files.open(hash)).toBeNull()
  })

  it('不留半截文件', async () => {
    expect((await readdir(folder)).filter((name) => name.startsWith('draft-'))).toEqual([])
    const [outer = ''] = (await readdir(folder)).filter((name) => name.length === 2)
    const [inner = ''] = await readdir(path.join(folder, outer))
    const [name = ''] = await readdir(path.join(folder, outer, inner))
    expect(createHash('sm3').update(await readFile(path.join(folder, outer, inner, name))).digest('hex')).toBe(name)
    expect(name.startsWith(outer + inner)).toBe(true)
  })
})
