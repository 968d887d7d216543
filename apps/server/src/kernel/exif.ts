/** Where and when a photo says it was taken. */
export interface PhotoFacts {
  /** Degrees as the camera wrote them (nominally WGS-84; some phones write GCJ-02). */
  readonly gps: { readonly lon: number; readonly lat: number } | null
  readonly takenAt: Date | null
}

const GPS_IFD = 0x8825
const EXIF_IFD = 0x8769
const TAKEN_AT = 0x9003
const TAKEN_OFFSET = 0x9011
const [LAT_REF, LAT, LON_REF, LON] = [1, 2, 3, 4] as const
/** Bytes per value by TIFF type: byte, ascii, short, long, rational. */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8 }
const MOST_ENTRIES = 200

/** Read position and time out of an EXIF block (with or without its `Exif\0\0` head). Anything odd counts as absent. */
export function readPhotoFacts(exif: Uint8Array | undefined): PhotoFacts {
  const nothing: PhotoFacts = { gps: null, takenAt: null }
  if (exif === undefined) return nothing
  try {
    const bytes = Buffer.from(exif)
    const tiff = new Tiff(bytes.subarray(bytes.toString('latin1', 0, 4) === 'Exif' ? 6 : 0))
    const root = tiff.directory(tiff.u32(4))
    return { gps: position(tiff, root), takenAt: moment(tiff, root) }
  } catch {
    return nothing
  }
}

interface Entry {
  readonly type: number
  readonly count: number
  /** Where the values begin. */
  readonly at: number
}

type Directory = ReadonlyMap<number, Entry>

/** A TIFF block; every read beyond its end throws. */
class Tiff {
  readonly #bytes: Buffer
  readonly #isLittle: boolean

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#isLittle = bytes.toString('latin1', 0, 2) === 'II'
  }

  u16(at: number): number {
    return this.#isLittle ? this.#bytes.readUInt16LE(at) : this.#bytes.readUInt16BE(at)
  }

  u32(at: number): number {
    return this.#isLittle ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at)
  }

  text(entry: Entry | undefined): string {
    return entry?.type === 2 ? this.#bytes.toString('latin1', entry.at, entry.at + entry.count).replace(/\0.*$/s, '').trim() : ''
  }

  /** Degrees, minutes, seconds as three fractions. */
  degrees(entry: Entry | undefined): number {
    if (entry?.type !== 5 || entry.count < 3) return Number.NaN
    const part = (index: number): number => this.u32(entry.at + index * 8) / this.u32(entry.at + index * 8 + 4)
    return part(0) + part(1) / 60 + part(2) / 3600
  }

  directory(at: number): Directory {
    const entries = new Map<number, Entry>()
    const count = Math.min(this.u16(at), MOST_ENTRIES)
    for (let index = 0; index < count; index++) {
      const from = at + 2 + index * 12
      const [type, values] = [this.u16(from + 2), this.u32(from + 4)]
      const isInline = (SIZES[type] ?? 8) * values <= 4
      entries.set(this.u16(from), { type, count: values, at: isInline ? from + 8 : this.u32(from + 8) })
    }
    return entries
  }

  inner(root: Directory, tag: number): Directory {
    const entry = root.get(tag)
    return entry ? this.directory(this.u32(entry.at)) : new Map<number, Entry>()
  }
}

function position(tiff: Tiff, root: Directory): PhotoFacts['gps'] {
  const gps = tiff.inner(root, GPS_IFD)
  const lat = tiff.degrees(gps.get(LAT)) * (tiff.text(gps.get(LAT_REF)) === 'S' ? -1 : 1)
  const lon = tiff.degrees(gps.get(LON)) * (tiff.text(gps.get(LON_REF)) === 'W' ? -1 : 1)
  const isSane = Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lat !== 0 || lon !== 0)
  return isSane ? { lon, lat } : null
}

/** Cameras write local time; without an offset it is taken for Beijing time. */
function moment(tiff: Tiff, root: Directory): Date | null {
  const exif = tiff.inner(root, EXIF_IFD)
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(tiff.text(exif.get(TAKEN_AT)))
  if (!match) return null
  const offset = /^[+-]\d\d:\d\d$/.exec(tiff.text(exif.get(TAKEN_OFFSET)))?.[0] ?? '+08:00'
  const at = new Date(`${match[1]}-${match[2]}-${match[3]}T${match[4]}${offset}`)
  return Number.isNaN(at.getTime()) ? null : at
}
