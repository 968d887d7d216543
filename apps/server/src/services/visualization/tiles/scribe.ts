import { EXTENT } from './grid.ts'

type Value = string | number | boolean
type Properties = Readonly<Record<string, Value>>

/** A thing as geojson-vt leaves it in a tile: points of a point layer, rings of a polygon, in units of the tile. */
export interface CutFeature {
  readonly type: number
  readonly id?: number | string
  readonly tags: Properties | null
  readonly geometry: readonly (readonly [x: number, y: number])[] | readonly (readonly (readonly [x: number, y: number])[])[]
}

/** Writes tiles of one cloth; what its things say is put into bytes once, however many tiles show them. */
export interface Scribe {
  write(name: string, features: readonly CutFeature[]): Buffer
}

const POLYGON = 3
/** Commands of a geometry (MVT 2.1, 4.3.1). */
const MOVE_TO = 1
const LINE_TO = 2
const CLOSE_PATH = 15
/** Numbers of the fields with their wire types: of a tile, a layer, a feature, a value. */
const FIELD = { layer: 0x1a, version: 0x78, name: 0x0a, extent: 0x28, feature: 0x12, key: 0x1a, value: 0x22, id: 0x08, tags: 0x12, type: 0x18, geometry: 0x22, text: 0x0a, double: 0x19, whole: 0x28, below: 0x30, truth: 0x38 } as const

/** A new scribe: it remembers for as long as its cloth is held. */
export function createScribe(): Scribe {
  const [keys, values] = [createTable(FIELD.key, writeText), createTable(FIELD.value, writeValue)]
  const tagsOf = new WeakMap<Properties, readonly number[]>()
  const numbered = (properties: Properties): readonly number[] => {
    const known = tagsOf.get(properties)
    if (known) return known
    const made = Object.entries(properties).flatMap(([key, value]) => [keys.numberOf(key), values.numberOf(value)])
    tagsOf.set(properties, made)
    return made
  }
  return {
    write(name, features) {
      page.at = 0
      const layer = open(FIELD.layer)
      put(FIELD.version, 2)
      const written = open(FIELD.name)
      writeText(name)
      close(written)
      put(FIELD.extent, EXTENT)
      keys.begin()
      values.begin()
      for (const feature of features) writeFeature(feature, { tags: feature.tags ? numbered(feature.tags) : [], keys, values })
      keys.copy()
      values.copy()
      close(layer)
      return Buffer.from(page.bytes.subarray(0, page.at))
    },
  }
}

/** One for all tiles: they are written one after the other, without a pause. */
const page = { bytes: Buffer.allocUnsafe(1 << 18), at: 0 }

/** What a layer's things say, each with a number of the cloth and, once a tile names it, a place in the tile's table. */
interface Table {
  numberOf(value: Value): number
  /** A new tile: nothing has been named. */
  begin(): void
  placeOf(number: number): number
  /** Everything that was named, in the order of places. */
  copy(): void
}

function createTable(field: number, write: (value: never) => void): Table {
  const numbers = new Map<Value, number>()
  // All of them one after the other: thousands of small buffers would weigh more than what is in them.
  let written = Buffer.allocUnsafe(1024)
  const starts = [0]
  const tileOf: number[] = []
  const places: number[] = []
  let tile = 0
  let named: number[] = []
  return {
    numberOf(value) {
      const known = numbers.get(value)
      if (known !== undefined) return known
      const [was, from, number] = [page.at, starts.at(-1) ?? 0, numbers.size]
      const message = open(field)
      write(value as never) // keys are texts, values are any
      close(message)
      const to = from + page.at - was
      if (to > written.length) written = Buffer.concat([written.subarray(0, from)], 2 * to)
      page.bytes.copy(written, from, was, page.at)
      page.at = was
      numbers.set(value, number)
      starts.push(to)
      tileOf.push(0)
      places.push(0)
      return number
    },
    begin() {
      tile += 1
      named = []
    },
    placeOf(number) {
      if (tileOf[number] === tile) return places[number] ?? 0
      tileOf[number] = tile
      places[number] = named.length
      return named.push(number) - 1
    },
    copy() {
      for (const number of named) {
        const [from = 0, to = from] = [starts[number], starts[number + 1]]
        room(to - from)
        page.at += written.copy(page.bytes, page.at, from, to)
      }
    },
  }
}

function writeText(text: string): void {
  room(text.length * 3)
  page.at += page.bytes.write(text, page.at)
}

function writeValue(value: Value): void {
  if (typeof value === 'string') {
    const text = open(FIELD.text)
    writeText(value)
    close(text)
  } else if (typeof value === 'boolean') put(FIELD.truth, Number(value))
  else if (!Number.isInteger(value) || Math.abs(value) >= 2 ** 31) {
    page.bytes[page.at++] = FIELD.double
    page.at = page.bytes.writeDoubleLE(value, page.at)
  } else if (value < 0) put(FIELD.below, -2 * value - 1)
  else put(FIELD.whole, value)
}

interface Said {
  readonly tags: readonly number[]
  readonly keys: Table
  readonly values: Table
}

function writeFeature({ type, id, geometry }: CutFeature, { tags, keys, values }: Said): void {
  const feature = open(FIELD.feature)
  if (typeof id === 'number') put(FIELD.id, id)
  const said = open(FIELD.tags)
  room(tags.length * 5)
  for (let index = 0; index < tags.length; index += 2) {
    varint(keys.placeOf(tags[index] ?? 0))
    varint(values.placeOf(tags[index + 1] ?? 0))
  }
  close(said)
  put(FIELD.type, type)
  const drawn = open(FIELD.geometry)
  // The type says which of the two it is.
  if (type === POLYGON) writeRings(geometry as readonly Ring[])
  else writePoints(geometry as Ring)
  close(drawn)
  close(feature)
}

type Ring = readonly (readonly [x: number, y: number])[]

function writePoints(points: Ring): void {
  room(10 + points.length * 10)
  varint((points.length << 3) | MOVE_TO)
  let [x, y] = [0, 0]
  for (const [toX, toY] of points) {
    signed(toX - x)
    signed(toY - y)
    x = toX
    y = toY
  }
}

/** Rings one after the other, each from where the last one ended; what closes a ring is a command, not a point. */
function writeRings(rings: readonly Ring[]): void {
  let [x, y] = [0, 0]
  for (const ring of rings) {
    const [first, last] = [ring[0], ring.at(-1)]
    const length = ring.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1] ? ring.length - 1 : ring.length
    room(20 + length * 10)
    varint((1 << 3) | MOVE_TO)
    for (let index = 0; index < length; index += 1) {
      if (index === 1) varint(((length - 1) << 3) | LINE_TO)
      const [toX, toY] = ring[index] ?? [x, y]
      signed(toX - x)
      signed(toY - y)
      x = toX
      y = toY
    }
    varint(CLOSE_PATH)
  }
}

/** Room for so many bytes more, beside those that `open` and `put` take for themselves. */
function room(more: number): void {
  if (page.at + more + 32 <= page.bytes.length) return
  const wider = Buffer.allocUnsafe(2 * (page.at + more + 32))
  page.bytes.copy(wider, 0, 0, page.at)
  page.bytes = wider
}

/** Begins a message; one byte is kept for its length. */
function open(field: number): number {
  room(0)
  page.bytes[page.at] = field
  page.at += 2
  return page.at
}

/** Ends it; what is longer than one byte can say is moved on. */
function close(start: number): void {
  const length = page.at - start
  let more = 0
  for (let rest = length; rest > 0x7f; rest >>>= 7) more += 1
  if (more > 0) {
    room(more)
    page.bytes.copyWithin(start + more, start, page.at)
  }
  page.at = start - 1
  varint(length)
  page.at += length
}

function put(field: number, value: number): void {
  room(0)
  page.bytes[page.at++] = field
  varint(value)
}

function varint(value: number): void {
  let rest = value
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) page.bytes[page.at++] = (rest % 0x80) | 0x80
  page.bytes[page.at++] = rest
}

/** Small numbers of either sign: 0, -1, 1, -2 … as 0, 1, 2, 3 … */
function signed(value: number): void {
  varint(value < 0 ? -2 * value - 1 : 2 * value)
}
