import { printOf, textSimilarity } from '@yihu/domain'
import type { TextPrint } from '@yihu/domain'
import { LEVEL_DEPTH } from './area.ts'
import type { LonLat, StoredArea } from './area.ts'

/** A named place of the base map that is no area: a market, a school. */
export interface NamedPlace {
  readonly name: string
  readonly address: string
  readonly point: LonLat
  readonly areaPath: string
}

/** Where a text says something is. */
export interface ResolvedAddress {
  readonly areaCode: string
  readonly path: string
  /** What was matched, as the data writes it. */
  readonly name: string
  readonly point: LonLat | null
  /** 0…1; below 0.5 ask the person. */
  readonly confidence: number
  readonly alternatives: readonly { readonly areaCode: string; readonly path: string; readonly name: string; readonly confidence: number }[]
}

export type ResolveAddress = (text: string) => ResolvedAddress | null

interface Found {
  readonly area: StoredArea
  readonly name: string
  readonly point: LonLat | null
  readonly confidence: number
}

interface Book {
  /** Normalised name → areas (estates, communities, grids, streets) or the area of a named place. */
  readonly names: ReadonlyMap<string, readonly Found[]>
  /** The same names made ready for comparing by likeness. */
  readonly prints: ReadonlyMap<string, TextPrint>
  readonly longestName: number
  /** Estate or grid code → building number → building. */
  readonly buildings: ReadonlyMap<string, ReadonlyMap<string, StoredArea>>
  /** Road name → house number → area. */
  readonly roads: ReadonlyMap<string, ReadonlyMap<number, StoredArea>>
}

/** How sure a bare name of a level makes us of the place. */
const SURE_BY_DEPTH: readonly number[] = [0.1, 0.2, 0.6, 0.75, 0.85, 0.9, 0.95, 0.95]
const BUILDING = /(\d{1,3})(?:号楼|号院|栋|幢|座|#楼|#)/u
const ROAD = /([\u4e00-\u9fff]{1,8}?(?:大道|大街|胡同|路|街|巷))(\d{1,5})号(?!楼)/gu
const FUZZY_FLOOR = 0.6
/** One wrong character in a shorter name leaves too little to go by. */
const SHORTEST_LIKE = 4
const MOST_ALTERNATIVES = 4

/**
 * A modest resolver: names of estates, communities and places (exactly, else by likeness), a building number behind an
 * estate, and road with house number (exactly, else the nearest number on the same side). Returns null when nothing fits.
 */
export function createAddressResolver(areas: readonly StoredArea[], places: readonly NamedPlace[] = []): ResolveAddress {
  const book = bookOf(areas, places)
  return (text) => {
    const plain = normaliseAddress(text)
    if (plain === '') return null
    const exact = [...byName(book, plain), ...byRoad(book, plain)]
    return best(exact.length > 0 ? exact : byLikeness(book, plain))
  }
}

const NUMERALS = '零一二三四五六七八九'

/** Full-width forms, blanks and Chinese building numbers made plain: 「三号楼」 → 「3号楼」, 「十二栋」 → 「12栋」. */
export function normaliseAddress(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s,，.。;；:：、()（）"“”'-]/gu, '')
    .replaceAll(/[零一二三四五六七八九十]{1,3}(?=(?:号楼|号院|栋|幢|座|单元))/gu, (number) => String(readNumeral(number)))
}

function readNumeral(text: string): number {
  const digit = (char: string | undefined): number => Math.max(0, NUMERALS.indexOf(char ?? '零'))
  const ten = text.indexOf('十')
  if (ten < 0) return Number([...text].map(digit).join(''))
  return (ten === 0 ? 1 : digit(text[ten - 1])) * 10 + digit(text[ten + 1])
}

function bookOf(areas: readonly StoredArea[], places: readonly NamedPlace[]): Book {
  const names = new Map<string, Found[]>()
  const byPath = new Map(areas.map((area) => [area.path, area]))
  const add = (name: string, found: Found): void => {
    const key = normaliseAddress(name)
    if (key.length < 2) return
    names.set(key, [...(names.get(key) ?? []), found])
  }
  for (const area of areas) {
    if (area.level === 'building' || area.level === 'unit' || area.level === 'room') continue
    const confidence = SURE_BY_DEPTH[LEVEL_DEPTH[area.level]] ?? 0.5
    for (const name of [area.name, ...area.aliases]) add(name, { area, name: area.name, point: area.point, confidence })
  }
  for (const place of places) {
    const area = byPath.get(place.areaPath)
    if (area) add(place.name, { area, name: place.name, point: place.point, confidence: 0.85 })
  }
  const keys = [...names.keys()]
  const prints = new Map(keys.filter((name) => name.length >= SHORTEST_LIKE).map((name) => [name, printOf(name)]))
  return { names, prints, longestName: keys.reduce((longest, name) => Math.max(longest, name.length), 0), ...numbersOf(areas) }
}

function numbersOf(areas: readonly StoredArea[]): Pick<Book, 'buildings' | 'roads'> {
  const buildings = new Map<string, Map<string, StoredArea>>()
  const roads = new Map<string, Map<number, StoredArea>>()
  for (const area of areas) {
    if (area.level !== 'building' && area.level !== 'estate') continue
    const number = BUILDING.exec(normaliseAddress(area.name))?.[1]
    if (area.level === 'building' && area.parent !== null && number !== undefined) put(buildings, area.parent, { key: number, area })
    const address = normaliseAddress(area.address ?? '').replace(/^.*?(?:街道|镇|乡)/u, '').replace(/(\d)号楼$/u, '$1号')
    const [, road, house] = /^([\u4e00-\u9fff]{1,8}?(?:大道|大街|胡同|路|街|巷))(\d{1,5})号/u.exec(address) ?? []
    // Several buildings behind one gate: the gate's number is the estate, which comes first in the tree.
    if (road !== undefined && roads.get(road)?.has(Number(house)) !== true) put(roads, road, { key: Number(house), area })
  }
  return { buildings, roads }
}

function put<K>(book: Map<string, Map<K, StoredArea>>, name: string, { key, area }: { key: K; area: StoredArea }): void {
  const shelf = book.get(name) ?? new Map<K, StoredArea>()
  shelf.set(key, area)
  book.set(name, shelf)
}

/** Longest names first, not inside one another; a building number behind a name makes it the building. */
function byName(book: Book, text: string): Found[] {
  const found: Found[] = []
  for (let at = 0; at < text.length; at += 1) {
    for (let length = Math.min(book.longestName, text.length - at); length >= 2; length -= 1) {
      const named = book.names.get(text.slice(at, at + length))
      if (!named) continue
      found.push(...named.map((one) => withBuilding(book, one, text.slice(at + length))))
      at += length - 1
      break
    }
  }
  return found
}

function withBuilding(book: Book, found: Found, rest: string): Found {
  const number = BUILDING.exec(rest.slice(0, 12))?.[1]
  const building = number === undefined ? undefined : book.buildings.get(found.area.code)?.get(number)
  if (!building) return found
  return { area: building, name: `${found.name}${building.name}`, point: building.point, confidence: Math.min(0.97, found.confidence + 0.1) }
}

function byRoad(book: Book, text: string): Found[] {
  return [...text.matchAll(ROAD)].flatMap(([, written = '', house = '']) => {
    const road = roadOf(book, written)
    const numbers = road === undefined ? undefined : book.roads.get(road)
    if (road === undefined || !numbers) return []
    const wanted = Number(house)
    const exact = numbers.get(wanted)
    if (exact) return [{ area: exact, name: `${road}${wanted}号`, point: exact.point, confidence: 0.9 }]
    const [near] = [...numbers].filter(([number]) => number % 2 === wanted % 2).toSorted(([a], [b]) => Math.abs(a - wanted) - Math.abs(b - wanted))
    if (!near || Math.abs(near[0] - wanted) > 40) return []
    const gap = Math.abs(near[0] - wanted)
    return [{ area: near[1], name: `${road}${near[0]}号（与${wanted}号相邻）`, point: near[1].point, confidence: Math.max(0.3, 0.62 - gap * 0.01) }]
  })
}

/** 「雪宫街道塑化路」 ends with the known road 塑化路. */
function roadOf(book: Book, written: string): string | undefined {
  for (let at = 0; at < written.length - 1; at += 1) if (book.roads.has(written.slice(at))) return written.slice(at)
  return undefined
}

/** Names with one wrong or missing character: the likest window of the text. */
function byLikeness(book: Book, text: string): Found[] {
  const found: Found[] = []
  for (const [name, print] of book.prints) {
    let likeness = 0
    let end = 0
    for (let at = 0; at + name.length <= text.length + 1; at += 1) {
      if (text[at] !== name[0] && text[at + 1] !== name[1]) continue
      const score = textSimilarity(print, text.slice(at, at + name.length))
      if (score > likeness) [likeness, end] = [score, at + name.length]
    }
    if (likeness >= FUZZY_FLOOR) found.push(...(book.names.get(name) ?? []).map((one) => weaker(withBuilding(book, one, text.slice(end)), likeness)))
  }
  return found
}

function weaker(found: Found, likeness: number): Found {
  return { ...found, confidence: found.confidence * likeness * 0.8 }
}

/** The surest place; what contradicts it makes it less sure and is told, what merely contains it does not. */
function best(found: readonly Found[]): ResolvedAddress | null {
  const ranked = found.toSorted((a, b) => b.confidence - a.confidence || (a.area.path < b.area.path ? -1 : 1))
  const [first] = ranked
  if (!first) return null
  const others = ranked.slice(1).filter(({ area }, at, all) => !related(area, first.area) && all.findIndex((o) => o.area.code === area.code) === at)
  const rivals = others.filter(({ confidence }) => confidence > first.confidence - 0.1).length
  return {
    areaCode: first.area.code,
    path: first.area.path,
    name: first.name,
    point: first.point,
    confidence: round(first.confidence / (1 + rivals)),
    alternatives: others.slice(0, MOST_ALTERNATIVES).map(({ area, name, confidence }) => ({ areaCode: area.code, path: area.path, name, confidence: round(confidence / (1 + rivals)) })),
  }
}

function related(a: StoredArea, b: StoredArea): boolean {
  return a.path === b.path || a.path.startsWith(`${b.path}.`) || b.path.startsWith(`${a.path}.`)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
