import { bareNumber, nearKeys, plainAddress } from '@yihu/domain'
import { LEVEL_DEPTH } from './area.ts'
import type { LonLat, StoredArea } from './area.ts'

/** A named place of the base map that is no area: a market, a school. */
export interface NamedPlace {
  readonly name: string
  readonly address: string
  readonly point: LonLat
  readonly areaPath: string
}

/** An area under one of its names. */
export interface Named {
  readonly area: StoredArea
  /** As the data writes it. */
  readonly name: string
  readonly point: LonLat | null
  /** How sure the name alone makes us of the place. */
  readonly confidence: number
  /** A name people make of the official one: 桑家 for 桑家小区. It says little without a building behind it. */
  readonly isShort: boolean
}

/** Everything the resolver looks up; names are made plain. */
export interface AddressBook {
  readonly names: ReadonlyMap<string, readonly Named[]>
  readonly longestName: number
  /** What is left of a name without one of its characters → the names. */
  readonly near: ReadonlyMap<string, readonly string[]>
  readonly nearLengths: readonly number[]
  /** Estate or grid code → building number → building. */
  readonly buildings: ReadonlyMap<string, ReadonlyMap<string, StoredArea>>
  /** Road name → house number → estate or building. */
  readonly roads: ReadonlyMap<string, ReadonlyMap<number, StoredArea>>
  /** Names of what the street lies in, longest first, with and without their last word: 山东省, 临淄区, 临淄. */
  readonly above: readonly string[]
}

const SURE_BY_DEPTH: readonly number[] = [0.1, 0.2, 0.6, 0.75, 0.85, 0.9, 0.95, 0.95]
const SURE_OF_SHORT = 0.8
const SURE_OF_PLACE = 0.85
/** One wrong character in a shorter name leaves too little to go by. */
const SHORTEST_NEAR = 4
const ROAD_NUMBER = /^([\u4e00-\u9fff]{1,8}?(?:大道|大街|胡同|路|街|巷))(\d{1,5})号/u

/** Prepares the names, numbers and roads of an area tree. */
export function openAddressBook(areas: readonly StoredArea[], places: readonly NamedPlace[]): AddressBook {
  const names = namesOf(areas, places)
  const near = new Map<string, string[]>()
  const long = [...names].filter(([name, known]) => name.length >= SHORTEST_NEAR && known.some(({ isShort, area }) => !isShort && LEVEL_DEPTH[area.level] >= LEVEL_DEPTH.grid)).map(([name]) => name)
  for (const name of long) for (const key of nearKeys(name)) near.set(key, [...(near.get(key) ?? []), name])
  return {
    names, near,
    longestName: [...names.keys()].reduce((longest, name) => Math.max(longest, name.length), 0),
    nearLengths: [...new Set(long.flatMap((name) => [name.length - 1, name.length, name.length + 1]))].toSorted((a, b) => b - a),
    buildings: buildingsOf(areas), roads: roadsOf(areas), above: aboveOf(areas),
  }
}

function namesOf(areas: readonly StoredArea[], places: readonly NamedPlace[]): Map<string, Named[]> {
  const names = new Map<string, Named[]>()
  const byPath = new Map(areas.map((area) => [area.path, area]))
  const add = (name: string, found: Named): void => {
    const key = plainAddress(name)
    const known = names.get(key) ?? []
    if (key.length >= 2 && !known.some(({ area }) => area.code === found.area.code)) names.set(key, [...known, found])
  }
  const named = areas.filter(({ level }) => LEVEL_DEPTH[level] < LEVEL_DEPTH.building)
  for (const area of named) {
    for (const name of [area.name, ...area.aliases]) add(name, { area, name: area.name, point: area.point, confidence: SURE_BY_DEPTH[LEVEL_DEPTH[area.level]] ?? 0.5, isShort: false })
  }
  for (const place of places) {
    const area = byPath.get(place.areaPath)
    if (area) add(place.name, { area, name: place.name, point: place.point, confidence: SURE_OF_PLACE, isShort: false })
  }
  for (const area of named) {
    if (area.level === 'estate') for (const name of shortNames(area.name)) add(name, { area, name: area.name, point: area.point, confidence: SURE_OF_SHORT, isShort: true })
  }
  return names
}

/** What people make of an estate's name: 桑家小区 → 桑家, 东高小区一区 → 东高一区, 粮食局生活区 → 粮食局宿舍, 粮食局家属院. */
function shortNames(name: string): string[] {
  if (name.includes('小区')) return [name.replace('小区', '')]
  return name.endsWith('生活区') ? ['宿舍', '家属院', '家属区'].map((word) => name.replace('生活区', word)) : []
}

function buildingsOf(areas: readonly StoredArea[]): Map<string, Map<string, StoredArea>> {
  const buildings = new Map<string, Map<string, StoredArea>>()
  for (const area of areas) {
    const number = area.level === 'building' ? bareNumber(area.name) : null
    if (number !== null && area.parent !== null) shelf(buildings, area.parent).set(number, area)
  }
  return buildings
}

function roadsOf(areas: readonly StoredArea[]): Map<string, Map<number, StoredArea>> {
  const roads = new Map<string, Map<number, StoredArea>>()
  for (const area of areas) {
    if (area.level !== 'building' && area.level !== 'estate') continue
    const address = plainAddress(area.address ?? '').replace(/^.*?(?:街道|镇|乡)/u, '')
    const [, road, house] = ROAD_NUMBER.exec(address) ?? []
    // Several buildings behind one gate: the gate's number is the estate, which comes first in the tree.
    if (road !== undefined && !shelf(roads, road).has(Number(house))) shelf(roads, road).set(Number(house), area)
  }
  return roads
}

function shelf<K>(book: Map<string, Map<K, StoredArea>>, name: string): Map<K, StoredArea> {
  const found = book.get(name) ?? new Map<K, StoredArea>()
  book.set(name, found)
  return found
}

/** The district's own names and what it says it lies in (`attrs.above`, as 山东省淄博市). */
function aboveOf(areas: readonly StoredArea[]): string[] {
  const tops = areas.filter(({ level }) => level === 'district')
  const said = tops.flatMap(({ name, attrs }) => [name, ...(typeof attrs['above'] === 'string' ? attrs['above'].match(/.+?(?:省|自治区|市|州|盟)/gu) ?? [] : [])])
  const streets = areas.filter(({ level }) => level === 'street').map(({ name }) => name)
  const plain = [...said, ...streets].map(plainAddress)
  return [...new Set(plain.flatMap((name) => [name, name.replace(/(?:省|市|区|县|街道|镇|乡)$/u, '')]))].filter((name) => name.length >= 2).toSorted((a, b) => b.length - a.length)
}
