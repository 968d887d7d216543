import { fewPieces } from './sound.ts'
import type { Sound } from './sound.ts'

/** Element ids (Matroska, RFC 9559). */
const [CLUSTER_TIME, TIME_SCALE, TRACK_TYPE, CODEC, SIMPLE_BLOCK, BLOCK, VOID] = [0xe7, 0x2ad7b1, 0x83, 0x86, 0xa3, 0xa1, 0xec] as const
/** Those with elements inside: segment, information, tracks, track, cluster, group. Gone into without minding where they end, which recorders do not write. */
const OUTER: ReadonlySet<number> = new Set([0x18538067, 0x1549a966, 0x1654ae6b, 0xae, 0x1f43b675, 0xa0])
/** Tags, attachments, chapters; title, date, file names, the track's name, checksums over what is blotted out, empty space. */
const BLOTTED: ReadonlySet<number> = new Set([0x1254c367, 0x1941a469, 0x1043a770, 0x7ba9, 0x4461, 0x7384, 0x3c83ab, 0x3e83bb, 0x536e, 0xbf, VOID])
const SOUND = 2
const CODECS: ReadonlySet<string> = new Set(['A_OPUS'])
const DEFAULT_SCALE = 1_000_000

interface Element {
  readonly id: number
  readonly start: number
  readonly from: number
  readonly to: number
}

/** WebM with sound alone; null when it holds pictures or sound no browser plays. @throws Error when it is broken */
export function cleanWebm(original: Buffer): Sound | null {
  const bytes = Buffer.from(original)
  const elements = [...fewPieces(elementsOf(bytes))]
  const texts = (id: number): string[] => elements.filter((one) => one.id === id).map(({ from, to }) => bytes.toString('latin1', from, to).replace(/\0+$/u, ''))
  const types = elements.filter(({ id }) => id === TRACK_TYPE).map((one) => numberOf(bytes, one))
  if (types.length === 0 || !types.every((type) => type === SOUND) || !texts(CODEC).every((codec) => CODECS.has(codec))) return null
  const seconds = secondsOf(bytes, elements)
  for (const one of elements) if (BLOTTED.has(one.id)) blot(bytes, one)
  return { bytes, seconds }
}

function* elementsOf(bytes: Buffer): Generator<Element> {
  for (let at = 0; at < bytes.length;) {
    const idLength = Math.clz32(bytes.readUInt8(at)) - 23
    const id = bytes.readUIntBE(at, idLength)
    const sizeLength = Math.clz32(bytes.readUInt8(at + idLength)) - 23
    const from = at + idLength + sizeLength
    const isOuter = OUTER.has(id)
    const to = isOuter ? from : from + sizeOf(bytes, from - sizeLength, sizeLength)
    if (to > bytes.length) throw new Error('an element ends early')
    yield { id, start: at, from, to }
    at = to
  }
}

/** A size of one to eight bytes, the first of which tells how many. */
function sizeOf(bytes: Buffer, at: number, length: number): number {
  const whole = bytes.subarray(at, at + length).reduce((sum, byte, index) => sum * 256 + (index === 0 ? byte & (0xff >> length) : byte), 0)
  if (!Number.isSafeInteger(whole)) throw new Error('an element without an end')
  return whole
}

function numberOf(bytes: Buffer, { from, to }: Element): number {
  return bytes.subarray(from, to).reduce((sum, byte) => sum * 256 + byte, 0)
}

/** Up to the last block: recorders do not write how long it became. */
function secondsOf(bytes: Buffer, elements: readonly Element[]): number {
  let [scale, cluster, last, blocks] = [DEFAULT_SCALE, 0, 0, 0]
  for (const one of elements) {
    if (one.id === TIME_SCALE) scale = numberOf(bytes, one)
    if (one.id === CLUSTER_TIME) cluster = numberOf(bytes, one)
    if (one.id !== SIMPLE_BLOCK && one.id !== BLOCK) continue
    const track = Math.clz32(bytes.readUInt8(one.from)) - 23
    last = Math.max(last, cluster + bytes.readInt16BE(one.from + track))
    blocks += 1
  }
  // A single block plays, too.
  return blocks === 0 ? 0 : Math.max(last * scale, 1) / 1e9
}

/** Made empty space of the same length, so that what points into the file still does. */
function blot(bytes: Buffer, { start, to }: Element): void {
  const length = to - start
  bytes.fill(0, start, to)
  bytes.writeUInt8(VOID, start)
  if (length < 9) bytes.writeUInt8(0x80 | (length - 2), start + 1)
  else {
    bytes.writeUInt8(0x01, start + 1)
    bytes.writeUIntBE(length - 9, start + 3, 6)
  }
}
