import { crc32, createInflateRaw } from 'node:zlib'
import { LIMITS, tooLarge, unreadable } from './limits.ts'

/** One file inside a zip, with the place of its packed bytes. */
export interface ZipEntry {
  readonly name: string
  readonly isDeflated: boolean
  readonly start: number
  readonly packedBytes: number
  readonly bytes: number
  readonly crc: number
}

/** How many files a zip may hold, and how much of them together. */
type ZipLimits = Readonly<Record<'entries' | 'inflatedBytes', number>>

const LOCAL = 0x04_03_4b_50
const CENTRAL = 0x02_01_4b_50
const END = 0x06_05_4b_50
const END_64 = 0x06_06_4b_50
const END_BYTES = 22
const END_64_BYTES = 56
/** More entries than 16 bits hold: their number stands in the zip64 record. */
const MANY = 0xff_ff
const CENTRAL_BYTES = 46
const LOCAL_BYTES = 30
const IN_EXTRA = 0xff_ff_ff_ff
const CHUNK = 128 * 1024
const BROKEN = '文件不完整或已损坏'

/**
 * The entries of a zip by name, read from its central directory alone: nothing is inflated. Refused are files with
 * anything before, between or after their entries (polyglots, overlapping bombs), encryption, and sizes beyond the limits.
 * @throws Fault import-unreadable, import-too-large
 */
export function readZip(file: Buffer, limits: ZipLimits = LIMITS): ReadonlyMap<string, ZipEntry> {
  const end = findEnd(file)
  const directory = { start: file.readUInt32LE(end + 16), bytes: file.readUInt32LE(end + 12) }
  const after = directory.start + directory.bytes
  const is64 = end - after >= END_64_BYTES && file.readUInt32LE(after) === END_64
  if (after !== end && !is64) throw unreadable(BROKEN)
  const said = file.readUInt16LE(end + 10)
  const count = is64 && said === MANY ? Number(file.readBigUInt64LE(after + 32)) : said
  if (count > limits.entries) throw tooLarge(`压缩包里有 ${count} 个文件，上限 ${limits.entries} 个`)
  const entries: ZipEntry[] = []
  let at = directory.start
  for (let index = 0; index < count; index += 1) {
    const { entry, next } = readEntry(file, at, after)
    entries.push(entry)
    at = next
  }
  if (at !== after) throw unreadable(BROKEN)
  checkSizes(entries, limits)
  checkPlaces(entries, directory.start)
  return new Map(entries.map((entry) => [entry.name, entry]))
}

/** The end record must close the file: bytes behind it belong to something else. */
function findEnd(file: Buffer): number {
  for (let at = file.length - END_BYTES; at >= Math.max(0, file.length - END_BYTES - 0xffff); at -= 1) {
    if (file.readUInt32LE(at) === END && at + END_BYTES + file.readUInt16LE(at + 20) === file.length) return at
  }
  throw unreadable(BROKEN)
}

function readEntry(file: Buffer, at: number, end: number): { entry: ZipEntry; next: number } {
  if (at + CENTRAL_BYTES > end || file.readUInt32LE(at) !== CENTRAL) throw unreadable(BROKEN)
  if (file.readUInt16LE(at + 8) & 1) throw unreadable('文件加了密码')
  const method = file.readUInt16LE(at + 10)
  if (method !== 0 && method !== 8) throw unreadable('压缩方式不是 Excel 所用的')
  const nameBytes = file.readUInt16LE(at + 28)
  const extraBytes = file.readUInt16LE(at + 30)
  const extraStart = at + CENTRAL_BYTES + nameBytes
  const next = extraStart + extraBytes + file.readUInt16LE(at + 32)
  if (next > end) throw unreadable(BROKEN)
  const [bytes, packedBytes, header] = widen(
    [file.readUInt32LE(at + 24), file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)],
    file.subarray(extraStart, extraStart + extraBytes),
  )
  if (header + LOCAL_BYTES > file.length || file.readUInt32LE(header) !== LOCAL) throw unreadable(BROKEN)
  const start = header + LOCAL_BYTES + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28)
  const name = file.toString('utf8', at + CENTRAL_BYTES, extraStart).replaceAll('\\', '/')
  return { entry: { name, isDeflated: method === 8, start, packedBytes, bytes, crc: file.readUInt32LE(at + 16) }, next }
}

type Sizes = [bytes: number, packedBytes: number, header: number]

/** Sizes that do not fit 32 bits, or that a writer did not know in time, stand in the zip64 field. */
function widen(sizes: Sizes, extra: Buffer): Sizes {
  if (!sizes.includes(IN_EXTRA)) return sizes
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let next = at + 4
    const wide = sizes.map((size) => {
      if (size !== IN_EXTRA) return size
      if (next + 8 > extra.length) throw unreadable(BROKEN)
      next += 8
      return Number(extra.readBigUInt64LE(next - 8))
    })
    return [wide[0] ?? 0, wide[1] ?? 0, wide[2] ?? 0]
  }
  throw unreadable(BROKEN)
}

function checkSizes(entries: readonly ZipEntry[], { inflatedBytes }: ZipLimits): void {
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total > inflatedBytes) throw tooLarge(`解开后有 ${Math.ceil(total / 1_048_576)} MB，上限 ${inflatedBytes / 1_048_576} MB`)
  const bomb = entries.find(({ bytes, packedBytes }) => bytes > LIMITS.ratioFreeBytes && bytes > packedBytes * LIMITS.ratio)
  if (bomb) throw tooLarge(`压缩比超过 ${LIMITS.ratio} 倍，可能不是正常的表格`)
}

/** Entries stand one behind the other from the first byte on, so that no byte serves twice. */
function checkPlaces(entries: readonly ZipEntry[], directory: number): void {
  let free = 0
  for (const { start, packedBytes, isDeflated, bytes } of entries.toSorted((a, b) => a.start - b.start)) {
    if (start < free + LOCAL_BYTES || start + packedBytes > directory) throw unreadable(BROKEN)
    if (!isDeflated && bytes !== packedBytes) throw unreadable(BROKEN)
    free = start + packedBytes
  }
}

/**
 * The content of an entry piece by piece; never more than it declared.
 * @throws Fault import-unreadable when size or checksum are not as declared
 */
export async function* inflate(file: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const packed = file.subarray(entry.start, entry.start + entry.packedBytes)
  let [found, crc] = [0, 0]
  try {
    for await (const chunk of entry.isDeflated ? inflated(packed) : pieces(packed)) {
      found += chunk.length
      if (found > entry.bytes) throw unreadable(BROKEN)
      crc = crc32(chunk, crc)
      yield chunk
    }
  } catch (error) {
    if (error instanceof Error && 'errno' in error) throw unreadable(BROKEN, error)
    throw error
  }
  if (found !== entry.bytes || crc !== entry.crc) throw unreadable(BROKEN)
}

function inflated(packed: Buffer): AsyncIterable<Buffer> {
  const stream = createInflateRaw({ chunkSize: CHUNK })
  stream.end(packed)
  return stream as AsyncIterable<Buffer> // a byte stream without encoding gives Buffers
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK)
}
