import { fewPieces } from './sound.ts'
import type { Sound } from './sound.ts'

interface Box {
  readonly type: string
  /** Where its type stands. */
  readonly name: number
  /** Where its content begins and ends. */
  readonly from: number
  readonly to: number
}

/** What is needed to play; every other box is made empty space, so that what points into the file still does. */
const KEPT: Readonly<Record<'file' | 'moov' | 'trak', ReadonlySet<string>>> = {
  file: new Set(['ftyp', 'styp', 'moov', 'moof', 'mdat', 'sidx', 'mfra']),
  moov: new Set(['mvhd', 'trak', 'mvex']),
  trak: new Set(['tkhd', 'edts', 'mdia', 'tref']),
}
const CODECS: ReadonlySet<string> = new Set(['mp4a', 'Opus'])

/**
 * MP4 with sound alone, whole or in fragments (ISO 14496-12): place (©xyz), author, title and times of recording are
 * blotted out. Null when it holds pictures or sound no browser plays. @throws Error when it is broken
 */
export function cleanMp4(original: Buffer): Sound | null {
  const bytes = Buffer.from(original)
  const top = [...boxes(bytes, 0, bytes.length)]
  const moov = need(top, 'moov')
  const inner = [...boxes(bytes, moov.from, moov.to)]
  const tracks = inner.filter(({ type }) => type === 'trak').map((box) => trackOf(bytes, box))
  if (tracks.length === 0 || !tracks.every(({ isSound }) => isSound)) return null
  const fragments = top.filter(({ type }) => type === 'moof').flatMap((box) => fragmentsOf(bytes, box))
  const defaults = defaultsOf(bytes, inner)
  const seconds = Math.max(...tracks.map(({ id, timescale, units }) => {
    const more = fragments.filter((one) => one.track === id).reduce((sum, { units: said, samples }) => sum + said + samples * (defaults.get(id) ?? 0), 0)
    return (units + more) / timescale
  }))
  blot(bytes, top, KEPT.file)
  blot(bytes, inner, KEPT.moov)
  for (const trak of inner.filter(({ type }) => type === 'trak')) blot(bytes, [...boxes(bytes, trak.from, trak.to)], KEPT.trak)
  return { bytes, seconds }
}

function* allBoxes(bytes: Buffer, start: number, end: number): Generator<Box> {
  for (let at = start; at < end;) {
    const said = bytes.readUInt32BE(at)
    const head = said === 1 ? 16 : 8
    const size = said === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : said === 0 ? end - at : said
    if (size < head || at + size > end) throw new Error('a box ends early')
    yield { type: bytes.toString('latin1', at + 4, at + 8), name: at + 4, from: at + head, to: at + size }
    at += size
  }
}

const boxes = (bytes: Buffer, start: number, end: number): Generator<Box> => fewPieces(allBoxes(bytes, start, end))

function need(found: Iterable<Box>, type: string): Box {
  for (const box of found) if (box.type === type) return box
  throw new Error(`no ${type}`)
}

/** The box at the end of a path of boxes. */
function inside(bytes: Buffer, box: Box, ...path: readonly string[]): Box {
  return path.reduce((outer, type) => need(boxes(bytes, outer.from, outer.to), type), box)
}

/** Creation and modification, blotted out on the way; answers where the next field stands. */
function afterTimes(bytes: Buffer, { from }: Box): number {
  const to = from + 4 + (bytes.readUInt8(from) === 1 ? 16 : 8)
  bytes.fill(0, from + 4, to)
  return to
}

function trackOf(bytes: Buffer, trak: Box): { id: number; isSound: boolean; timescale: number; units: number } {
  const id = bytes.readUInt32BE(afterTimes(bytes, inside(bytes, trak, 'tkhd')))
  const timescale = bytes.readUInt32BE(afterTimes(bytes, inside(bytes, trak, 'mdia', 'mdhd')))
  const handler = inside(bytes, trak, 'mdia', 'hdlr').from
  const table = inside(bytes, trak, 'mdia', 'minf', 'stbl')
  const codec = inside(bytes, table, 'stsd').from + 12
  const isSound = bytes.toString('latin1', handler + 8, handler + 12) === 'soun' && CODECS.has(bytes.toString('latin1', codec, codec + 4))
  return { id, isSound, timescale, units: unitsOf(bytes, inside(bytes, table, 'stts')) }
}

/** stts: so many samples of such a length, line by line. */
function unitsOf(bytes: Buffer, { from }: Box): number {
  const count = bytes.readUInt32BE(from + 4)
  let units = 0
  for (let line = 0; line < count; line += 1) units += bytes.readUInt32BE(from + 8 + line * 8) * bytes.readUInt32BE(from + 12 + line * 8)
  return units
}

/** Length of a sample of each track where fragments do not say it (trex); the film's own times are blotted out on the way. */
function defaultsOf(bytes: Buffer, moov: readonly Box[]): Map<number, number> {
  afterTimes(bytes, need(moov, 'mvhd'))
  const extends_ = moov.filter(({ type }) => type === 'mvex').flatMap((box) => [...boxes(bytes, box.from, box.to)])
  return new Map(extends_.filter(({ type }) => type === 'trex').map(({ from }) => [bytes.readUInt32BE(from + 4), bytes.readUInt32BE(from + 12)]))
}

/** What fragments of a track say of their length, and how many samples of the length of the track follow. */
interface Fragment {
  readonly track: number
  readonly units: number
  readonly samples: number
}

function fragmentsOf(bytes: Buffer, moof: Box): Fragment[] {
  return [...boxes(bytes, moof.from, moof.to)].filter(({ type }) => type === 'traf').flatMap((traf) => {
    const inner = [...boxes(bytes, traf.from, traf.to)]
    const head = need(inner, 'tfhd').from
    const flags = bytes.readUInt32BE(head) & 0xff_ffff
    const own = flags & 0x8 ? bytes.readUInt32BE(head + 8 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0)) : undefined
    const track = bytes.readUInt32BE(head + 4)
    return inner.filter(({ type }) => type === 'trun').map((run) => ({ track, ...runOf(bytes, run, own) }))
  })
}

/** A run of samples: each with a length of its own, or all with that of the fragment or the track. */
function runOf(bytes: Buffer, { from }: Box, own: number | undefined): Omit<Fragment, 'track'> {
  const [flags, count] = [bytes.readUInt32BE(from) & 0xff_ffff, bytes.readUInt32BE(from + 4)]
  if (!(flags & 0x100)) return own === undefined ? { units: 0, samples: count } : { units: count * own, samples: 0 }
  const step = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length * 4
  const first = from + 8 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0)
  let units = 0
  for (let sample = 0; sample < count; sample += 1) units += bytes.readUInt32BE(first + sample * step)
  return { units, samples: 0 }
}

function blot(bytes: Buffer, found: readonly Box[], kept: ReadonlySet<string>): void {
  for (const { type, name, from, to } of found) {
    if (kept.has(type)) continue
    bytes.write('free', name, 'latin1')
    bytes.fill(0, from, to)
  }
}
