import { isNear, nearKeys, plainAddress, readDoors, readInside } from '@yihu/domain'
import type { Doors } from '@yihu/domain'
import { openAddressBook } from './address-book.ts'
import type { AddressBook, Named, NamedPlace } from './address-book.ts'
import { LEVEL_DEPTH } from './area.ts'
import type { LonLat, StoredArea } from './area.ts'

/** Where a text says something is. */
export interface ResolvedAddress {
  readonly areaCode: string
  readonly path: string
  /** What was matched, as the data writes it. */
  readonly name: string
  readonly point: LonLat | null
  /** Entrance and room as said, where the building can have them; null when not said or not possible. */
  readonly unit: string | null
  readonly room: string | null
  /** 0…1; below `SURE_ADDRESS` ask the person. */
  readonly confidence: number
  readonly alternatives: readonly { readonly areaCode: string; readonly path: string; readonly name: string; readonly confidence: number }[]
}

export type ResolveAddress = (text: string) => ResolvedAddress | null

/** A name or a road with its number, where it stands in the text. */
interface Anchor extends Named {
  readonly from: number
  readonly to: number
}

interface Found {
  readonly area: StoredArea
  readonly name: string
  readonly point: LonLat | null
  readonly unit: string | null
  readonly room: string | null
  readonly confidence: number
}

const ROAD = /([\u4e00-\u9fff]{1,8}?(?:大道|大街|胡同|路|街|巷))(\d{1,5})号(?:楼|院)?/gu
/** What stands behind a shortened name: 桑家12号楼, but not 桓公路. */
const DOOR = /^(?:大院|院|里)?-?[\da-z]/u
const MOST_ALTERNATIVES = 4
/** Behind a name written with one wrong character. */
const NEAR_SHARE = 0.84
const NEAR_ALONE = 0.57
/** The text says it is somewhere else. */
const ELSEWHERE = 0.3
const ELSEWHERE_NAME = /[\u4e00-\u9fff]{1,6}(?:省|自治区|县|镇|乡|街道|自治州)|[\u4e00-\u9fff]{1,5}(?<![我本全超夜早菜集城])市(?![场民政区容里])|[\u4e00-\u9fff]{1,4}(?<![小校园厂片社东西南北中辖])区/u

/**
 * From free words to a place of the area tree: names of estates, communities and places (as written, as people shorten
 * them, with one wrong character), roads with house numbers, then building, entrance and room behind them. What
 * contradicts (another town, a road that is not here, a number the building does not have) makes it less sure. Null when nothing fits.
 */
export function createAddressResolver(areas: readonly StoredArea[], places: readonly NamedPlace[] = []): ResolveAddress {
  const book = openAddressBook(areas, places)
  return (text) => {
    const plain = plainAddress(text.slice(0, 400))
    const exact = [...byName(book, plain), ...byRoad(book, plain)]
    const named = exact.some(({ area }) => LEVEL_DEPTH[area.level] >= LEVEL_DEPTH.grid) ? exact : [...exact, ...byNearName(book, plain, exact)]
    return best(named.map((anchor) => weigh(book, { plain, anchor, anchors: named })))
  }
}

/** Longest names first, not inside one another. */
function byName(book: AddressBook, text: string): Anchor[] {
  const found: Anchor[] = []
  for (let at = 0; at < text.length; at += 1) {
    for (let length = Math.min(book.longestName, text.length - at); length >= 2; length -= 1) {
      const isDoorBehind = DOOR.test(text.slice(at + length))
      const named = book.names.get(text.slice(at, at + length))?.filter(({ isShort }) => !isShort || isDoorBehind)
      if (!named || named.length === 0) continue
      found.push(...named.map((one) => ({ ...one, from: at, to: at + length })))
      at += length - 1
      break
    }
  }
  return found
}

function byRoad(book: AddressBook, text: string): Anchor[] {
  return [...text.matchAll(ROAD)].flatMap((match): Anchor[] => {
    const [whole, written = '', house = ''] = match
    const road = roadOf(book, written)
    const numbers = road === undefined ? undefined : book.roads.get(road)
    if (road === undefined || !numbers) return []
    const wanted = Number(house)
    const to = match.index + whole.length
    const from = to - whole.length + written.indexOf(road)
    const exact = numbers.get(wanted)
    if (exact) return [{ area: exact, name: `${road}${wanted}号`, point: exact.point, confidence: 0.9, isShort: false, from, to }]
    const [near] = [...numbers].filter(([number]) => number % 2 === wanted % 2).toSorted(([a], [b]) => Math.abs(a - wanted) - Math.abs(b - wanted))
    const gap = near ? Math.abs(near[0] - wanted) : Infinity
    if (!near || gap > 40) return []
    return [{ area: near[1], name: `${road}${near[0]}号（与${wanted}号相邻）`, point: near[1].point, confidence: Math.max(0.3, 0.62 - gap * 0.01), isShort: false, from, to }]
  })
}

/** 「雪宫街道塑化路」 ends with the known road 塑化路. */
function roadOf(book: AddressBook, written: string): string | undefined {
  for (let at = 0; at < written.length - 1; at += 1) if (book.roads.has(written.slice(at))) return written.slice(at)
  return undefined
}

/** Names with one wrong, missing or swapped character, where nothing else was read; longer ones first. */
function byNearName(book: AddressBook, text: string, read: readonly Anchor[]): Anchor[] {
  const found: Anchor[] = []
  const isFree = (from: number, to: number): boolean => ![...read, ...found].some((one) => from < one.to && one.from < to)
  for (const length of book.nearLengths) {
    for (let at = 0; at + length <= text.length; at += 1) {
      const window = text.slice(at, at + length)
      if (/^[\d-]/u.test(window) || !isFree(at, at + length)) continue
      const names = new Set(nearKeys(window).flatMap((key) => book.near.get(key) ?? []).filter((name) => isNear(name, window)))
      found.push(...[...names].flatMap((name) => book.names.get(name) ?? []).map((one) => ({ ...one, confidence: one.confidence * NEAR_SHARE, from: at, to: at + length })))
    }
  }
  return found
}

interface Reading {
  readonly plain: string
  readonly anchor: Anchor
  readonly anchors: readonly Anchor[]
}

/** An anchor with what stands behind it, and how much the rest of the text agrees. */
function weigh(book: AddressBook, { plain, anchor, anchors }: Reading): Found {
  const { area } = anchor
  const rest = plain.slice(anchor.to)
  const found = area.level === 'building' ? inside(area, { anchor, doors: readInside(rest), confidence: anchor.confidence + 0.05 }) : inEstate(book, { anchor, doors: readDoors(rest) })
  return { ...found, confidence: Math.min(0.97, found.confidence) * agreement(book, { plain, anchor, anchors }) }
}

function inEstate(book: AddressBook, { anchor, doors }: { anchor: Anchor; doors: Doors }): Found {
  const { area, name, point } = anchor
  const alone = { area, name, point, unit: null, room: null }
  const isNearName = anchor.confidence < 0.8 && !anchor.isShort && LEVEL_DEPTH[area.level] >= LEVEL_DEPTH.estate
  if (doors.building === null) return { ...alone, confidence: anchor.isShort ? 0.45 : isNearName ? anchor.confidence * NEAR_ALONE / NEAR_SHARE : anchor.confidence }
  const building = book.buildings.get(area.code)?.get(doors.building)
  if (!building) return { ...alone, confidence: anchor.confidence * (book.buildings.has(area.code) && doors.isCertain ? 0.6 : 0.9) }
  return inside(building, { anchor: { ...anchor, name: `${name}${building.name}` }, doors, confidence: anchor.confidence + (doors.isCertain || doors.unit !== null ? 0.07 : 0.02) })
}

/** Entrance and room are kept where the building can have them. */
function inside(building: StoredArea, { anchor, doors, confidence }: { anchor: Anchor; doors: Doors; confidence: number }): Found {
  const found = { area: building, name: anchor.name, point: building.point }
  const { units, floors } = building.attrs
  const only = units === 1 && doors.room !== null ? '1' : null
  const unit = doors.unit ?? only
  if (typeof units === 'number' && unit !== null && Number(unit) > units) return { ...found, unit: null, room: null, confidence: confidence * 0.8 }
  const floor = doors.room === null ? null : Math.floor(Number(doors.room) / 100)
  const isPossible = floor !== null && floor >= 1 && (typeof floors !== 'number' || floor <= floors) && (doors.floor === null || doors.floor === floor)
  return { ...found, unit, room: isPossible ? doors.room : null, confidence: floor === null || isPossible ? confidence : confidence * 0.8 }
}

/** 1 where nothing in the text speaks against the place. */
function agreement(book: AddressBook, { plain, anchor, anchors }: Reading): number {
  const known = anchors.filter(({ from }) => from < anchor.from).map(({ from, to }) => plain.slice(from, to))
  const said = [...known, ...book.above].reduce((text, name) => text.replace(name, ''), plain.slice(0, anchor.from))
  if (ELSEWHERE_NAME.test(said)) return ELSEWHERE
  const strange = [...plain.slice(0, anchor.to).matchAll(ROAD)].some(([, written = '']) => roadOf(book, written) === undefined)
  const others = anchors.filter(({ area, from, confidence }) => from < anchor.from && confidence > 0 && LEVEL_DEPTH[area.level] <= LEVEL_DEPTH.grid && !related(area, anchor.area))
  return (strange ? 0.5 : 1) * (others.length > 0 ? 0.6 : 1)
}

/** The surest place; what contradicts it makes it less sure and is told, what merely contains it does not. */
function best(found: readonly Found[]): ResolvedAddress | null {
  const ranked = found.toSorted((a, b) => b.confidence - a.confidence || LEVEL_DEPTH[b.area.level] - LEVEL_DEPTH[a.area.level] || (a.area.path < b.area.path ? -1 : 1))
  const [first] = ranked
  if (!first) return null
  const others = ranked.slice(1).filter(({ area }, at, all) => !related(area, first.area) && all.findIndex((o) => o.area.code === area.code) === at)
  const rivals = others.filter(({ confidence }) => confidence > first.confidence - 0.1).length
  return {
    areaCode: first.area.code, path: first.area.path, name: first.name, point: first.point, unit: first.unit, room: first.room,
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
