import type { AddressHint } from '@yihu/contracts'
import type { AreaIndex } from '../areas/index.ts'

const SHOWN = 8
/** What the resolver is less sure of is no help to somebody who is listening. */
const LEAST_LIKELY = 0.4

type Area = AreaIndex['areas'][number]

interface Entry {
  readonly area: Area
  readonly text: string
  /** Everything it is known by, without blanks. */
  readonly words: string
  readonly depth: number
}

const LEVELS: readonly string[] = ['street', 'community', 'grid', 'estate', 'building', 'unit', 'room']
const books = new WeakMap<AreaIndex, readonly Entry[]>()

/**
 * Places whose name or address holds every piece of what was typed so far, the plainest first; then what merely sounds
 * like one. «桑家12» finds 桑家小区12号楼: figures and words are pieces of their own.
 */
export function addressesLike(index: AreaIndex, typed: string): AddressHint[] {
  const pieces = typed.normalize('NFKC').match(/\d+|[A-Za-z]+|[^\d\sA-Za-z，。、,.·/]+/gu) ?? []
  if (pieces.length === 0) return []
  const found = bookOf(index)
    .filter(({ words }) => pieces.every((piece) => holds(words, piece)))
    .map((entry) => ({ entry, rank: rankOf(entry, pieces) }))
    .toSorted((a, b) => a.rank - b.rank || (a.entry.area.path < b.entry.area.path ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ entry }) => hintOf(index, entry, 1))
  return found.length > 0 ? found : likely(index, typed)
}

/** A figure stands alone: 1 is not found in 12. */
function holds(words: string, piece: string): boolean {
  if (!/^\d/u.test(piece)) return words.includes(piece)
  return new RegExp(String.raw`(?<!\d)${piece}(?!\d)`, 'u').test(words)
}

function rankOf({ words, text, depth }: Entry, [first = '']: readonly string[]): number {
  const place = words.indexOf(first)
  return (text.startsWith(first) ? 0 : 1000) + place * 4 + depth * 10 + text.length
}

function bookOf(index: AreaIndex): readonly Entry[] {
  let book = books.get(index)
  if (!book) {
    book = index.areas.flatMap((area): Entry[] => {
      const depth = LEVELS.indexOf(area.level)
      if (depth < 0) return []
      const text = nameOf(index, area)
      return [{ area, text, words: [text, area.address ?? '', ...area.aliases].join('|').replaceAll(/\s/gu, ''), depth }]
    })
    books.set(index, book)
  }
  return book
}

/** A building is called by its estate: 「桑家小区12号楼」. */
function nameOf(index: AreaIndex, area: Area): string {
  if (!['building', 'unit', 'room'].includes(area.level)) return area.name
  const above = area.parent === null ? undefined : index.byCode(area.parent)
  return above ? `${nameOf(index, above)}${area.name}` : area.name
}

function hintOf(index: AreaIndex, { area, text }: Pick<Entry, 'area' | 'text'>, confidence: number): AddressHint {
  return { text: area.address && !area.address.includes(text) ? `${text}（${area.address}）` : text, areaName: index.fullNameOf(area.path), path: area.path, point: area.point && { ...area.point }, confidence }
}

function likely(index: AreaIndex, typed: string): AddressHint[] {
  const resolved = index.resolveAddress(typed)
  if (!resolved) return []
  return [resolved, ...resolved.alternatives].flatMap(({ areaCode, name, confidence }) => {
    const area = confidence >= LEAST_LIKELY ? index.byCode(areaCode) : undefined
    return area ? [{ ...hintOf(index, { area, text: name }, confidence), text: name }] : []
  })
}
