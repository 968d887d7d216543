import { inflateRawSync } from 'node:zlib'
import { UsageError } from './command.ts'

const CENTRAL = 0x02_01_4b_50
const END = 0x06_05_4b_50
const STORED = 0
const MOST_BYTES = 512 * 1024 * 1024

/** The first file of a zip of public data, in memory. Files that people upload go through platform/imports instead. */
export function unzipped(zip: Buffer): Buffer {
  const end = lastRecord(zip)
  const entry = zip.readUInt32LE(end + 16)
  if (entry + 46 > zip.length || zip.readUInt32LE(entry) !== CENTRAL) throw broken()
  const [method, packed, header] = [zip.readUInt16LE(entry + 10), zip.readUInt32LE(entry + 20), zip.readUInt32LE(entry + 42)]
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28)
  const bytes = zip.subarray(start, start + packed)
  return method === STORED ? bytes : inflateRawSync(bytes, { maxOutputLength: MOST_BYTES })
}

function lastRecord(zip: Buffer): number {
  for (let at = zip.length - 22; at >= 0; at -= 1) if (zip.readUInt32LE(at) === END) return at
  throw broken()
}

function broken(): UsageError {
  return new UsageError('压缩包读不出来 / unreadable zip')
}
