import { setImmediate as breathe } from 'node:timers/promises'
import { LIMITS, tooLarge, unreadable } from './limits.ts'
import type { RawRow } from './worksheet.ts'

/** The column that holds the geometry of a feature as GeoJSON. */
export const GEOMETRY = '几何'

const BREATHE_EVERY = 200
const SHOWN = 60

/** Names under which files declare longitude and latitude (RFC 7946 says they always are); CGCS2000 is the same within centimetres. */
const LON_LAT = /(?:CRS:?:?84|EPSG:{1,2}(?:[\d.]*:)?(?:4326|4490))$/iu

/**
 * The features of a GeoJSON FeatureCollection (RFC 7946) as rows: a column for each property of the features, and
 * the geometry as text. One feature is parsed at a time; a broken one is a row whose geometry cannot be read.
 * @throws Fault import-unreadable when the file is cut off, is no collection, or declares metres; import-too-large beyond 200,000 features
 */
export async function* geojsonRows(file: Buffer): AsyncGenerator<RawRow> {
  const features = featuresIn(file)
  const keys = new Set<string>()
  for (const { at, properties } of read(file, features)) {
    if (at % BREATHE_EVERY === 0) await breathe()
    if (keys.size >= LIMITS.columns) break
    for (const key of Object.keys(properties)) if (key !== GEOMETRY) keys.add(key)
  }
  if (keys.size >= LIMITS.columns) throw tooLarge(`超过 ${LIMITS.columns - 1} 个属性`)
  yield { number: 0, cells: [...keys, GEOMETRY], formulas: [] }
  for (const { at, properties, geometry } of read(file, features)) {
    if (at % BREATHE_EVERY === 0) await breathe()
    yield { number: at, cells: [...[...keys].map((key) => textOf(field(properties, key))), geometry], formulas: [] }
  }
}

/** Where the features of a file begin. */
type Start = number

interface Feature {
  /** From 1. */
  readonly at: number
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: string
}

/** Looks the outline of a file through to its end, so that nothing of one that is cut off comes in. */
function featuresIn(file: Buffer): Start {
  let features: Start | null = null
  let type: unknown
  const ended = walkObject(file, skipMark(file), (key, from, to) => {
    if (key === 'features' && file[from] === OPEN_LIST) features = from
    if (key === 'type') type = parsed(file, from, to)
    if (key === 'crs') needLonLat(parsed(file, from, to))
  })
  if (!ended) throw unreadable('文件没有写完，最后的内容不完整')
  if (type !== 'FeatureCollection' || features === null) throw unreadable('里面不是 GeoJSON 的要素集合（FeatureCollection）')
  let count = 0
  for (const _ of spansOf(file, features)) count += 1
  if (count > LIMITS.rows) throw tooLarge(`有 ${count} 个要素，上限 ${LIMITS.rows} 个`)
  return features
}

/** @throws Fault import-unreadable */
function needLonLat(crs: unknown): void {
  const name = field(field(crs, 'properties'), 'name')
  if (crs === null || (typeof name === 'string' && LON_LAT.test(name))) return
  throw unreadable(`文件声明的坐标系是 ${typeof name === 'string' ? name.slice(0, SHOWN) : '未知'}，请先转换成 WGS-84 或 CGCS2000 经纬度`)
}

function* read(file: Buffer, features: Start): Generator<Feature> {
  let at = 0
  for (const { from, to } of spansOf(file, features)) {
    at += 1
    yield featureOf(parsed(file, from, to), { at, text: file.toString('utf8', from, Math.min(to, from + SHOWN)) })
  }
}

/** Where each feature begins and ends. */
function* spansOf(file: Buffer, features: Start): Generator<{ readonly from: number; readonly to: number }> {
  for (let from = skipBlank(file, features + 1); from < file.length && file[from] !== CLOSE_LIST;) {
    const to = endOfValue(file, from)
    yield { from, to }
    from = skipBlank(file, to)
    if (file[from] === COMMA) from = skipBlank(file, from + 1)
  }
}

function featureOf(value: unknown, { at, text }: { at: number; text: string }): Feature {
  if (field(value, 'type') !== 'Feature') return { at, properties: {}, geometry: text }
  const [properties, geometry] = [field(value, 'properties'), field(value, 'geometry')]
  const shape = textOf(geometry)
  return {
    at,
    properties: typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? { ...properties } : {},
    geometry: shape.length > LIMITS.cellChars ? `太复杂的图形，有 ${shape.length} 个字符，最多 ${LIMITS.cellChars} 个` : shape,
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined // its own, as asked on the left
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value)
  } catch {
    return '嵌套太深'
  }
}

/** A value of the file; undefined when it is not JSON. */
function parsed(file: Buffer, from: number, to: number): unknown {
  try {
    return JSON.parse(file.toString('utf8', from, to))
  } catch {
    return undefined
  }
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a]
const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [0x5b, 0x5d, 0x7b, 0x7d]
const BLANK = 0x20
const MARK = Buffer.from('EFBBBF', 'hex')

function skipMark(file: Buffer): number {
  return skipBlank(file, file.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0)
}

function skipBlank(file: Buffer, from: number): number {
  let at = from
  while (at < file.length && (file[at] ?? 0) <= BLANK) at += 1
  return at
}

/** Tells the members of the object at `from`; false when the file ends before the object does. @throws Fault import-unreadable */
function walkObject(file: Buffer, from: number, onMember: (key: unknown, from: number, to: number) => void): boolean {
  if (file[from] !== OPEN) throw unreadable('里面不是 GeoJSON')
  let at = skipBlank(file, from + 1)
  while (at < file.length && file[at] !== CLOSE) {
    const keyEnd = endOfValue(file, at)
    const colon = skipBlank(file, keyEnd)
    if (file[at] !== QUOTE || (colon < file.length && file[colon] !== COLON)) throw unreadable('里面不是 GeoJSON')
    const value = skipBlank(file, colon + 1)
    const end = endOfValue(file, value)
    if (end > file.length) return false
    onMember(parsed(file, at, keyEnd), value, end)
    at = skipBlank(file, end)
    if (file[at] === COMMA) at = skipBlank(file, at + 1)
  }
  return at < file.length
}

/** Where the value that begins at `from` ends; beyond the file when the file ends first. Brackets and strings only: what is within is for the parser. */
function endOfValue(file: Buffer, from: number): number {
  const first = file[from]
  if (first === QUOTE) return endOfString(file, from)
  if (first !== OPEN && first !== OPEN_LIST) return endOfWord(file, from)
  let depth = 0
  for (let at = from; at < file.length; at += 1) {
    const byte = file[at]
    if (byte === QUOTE) at = endOfString(file, at) - 1
    else if (byte === OPEN || byte === OPEN_LIST) depth += 1
    else if (byte === CLOSE || byte === CLOSE_LIST) depth -= 1
    if (depth === 0) return at + 1
  }
  return file.length + 1
}

function endOfString(file: Buffer, from: number): number {
  for (let at = from + 1; at < file.length; at += 1) {
    if (file[at] === BACKSLASH) at += 1
    else if (file[at] === QUOTE) return at + 1
  }
  return file.length + 1
}

/** A number, true, false or null; at least one byte, so that nobody stands still. */
function endOfWord(file: Buffer, from: number): number {
  let at = from + 1
  while (at < file.length && file[at] !== COMMA && file[at] !== CLOSE && file[at] !== CLOSE_LIST && (file[at] ?? 0) > BLANK) at += 1
  return at < file.length ? at : file.length + 1
}
