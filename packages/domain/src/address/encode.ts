import { LONGEST } from './gazetteer.ts'
import type { Gazetteer } from './gazetteer.ts'
import { findKey } from './key-table.ts'
import type { KeyTable } from './key-table.ts'
import { segmentFacts } from './segment-features.ts'
import { tokenFeatures } from './token-features.ts'
import type { AddressView } from './view.ts'

/** Lists of feature numbers laid end to end: list k is `ids[first[k]] … ids[first[k + 1] − 1]`. */
export interface Lists {
  readonly ids: Int32Array
  readonly first: Int32Array
}

/** The stretches that may be elements, ordered by start, then end. */
export interface Candidates {
  readonly from: Int32Array
  readonly to: Int32Array
  /** Place → its first candidate; size + 1 entries. */
  readonly firstAt: Int32Array
  /** Candidates ordered by end, and place → the first of them that ends there; size + 2 entries. */
  readonly byEnd: Int32Array
  readonly firstEnding: Int32Array
}

/** An address in numbers. */
export interface Encoded {
  readonly size: number
  /** Token code and class by place. */
  readonly codes: Int32Array
  readonly kinds: Int32Array
  readonly tokens: Lists
  readonly candidates: Candidates
  readonly segments: Lists
  /** By candidate: what the gazetteer calls it, or −1; and whether it stands earlier too. */
  readonly known: Int8Array
  readonly repeated: Uint8Array
}

/** Where elements may start: `may` by place, and `must`, which no element may span. */
export interface Boundaries {
  readonly may: (at: number) => boolean
  readonly must: (at: number) => boolean
}

const ANYWHERE: Boundaries = { may: () => true, must: () => false }

/** Numbers of the known token features of an address. */
export function encodeTokens(view: AddressView, keys: KeyTable): Lists {
  return listsOf(tokenFeatures(view), keys)
}

/** Numbers the candidates of an address and their features. */
export function encodeAddress(
  view: AddressView,
  tokens: Lists,
  { segmentKeys, gazetteer, boundaries = ANYWHERE }: { readonly segmentKeys: KeyTable; readonly gazetteer: Gazetteer; readonly boundaries?: Boundaries },
): Encoded {
  const ends = endsByStart(view.size, boundaries)
  const facts = ends.flatMap((to, from) => segmentFacts(view, gazetteer, from, to))
  return {
    size: view.size,
    codes: Int32Array.from(view.units, ({ code }) => code),
    kinds: Int32Array.from(view.units, ({ kind }) => kind),
    tokens,
    candidates: candidatesOf(ends),
    segments: listsOf(facts.map(({ keys }) => keys), segmentKeys),
    known: Int8Array.from(facts, ({ known }) => known),
    repeated: Uint8Array.from(facts, ({ isRepeated }) => (isRepeated ? 1 : 0)),
  }
}

/** For each place, where a candidate starting there may end. */
function endsByStart(size: number, { may, must }: Boundaries): number[][] {
  return Array.from({ length: size }, (_, from) => {
    const ends: number[] = []
    if (from > 0 && !may(from)) return ends
    for (let to = from + 1; to <= Math.min(size, from + LONGEST); to += 1) {
      if (to === size || may(to)) ends.push(to)
      if (to < size && must(to)) break
    }
    return ends
  })
}

function candidatesOf(ends: readonly (readonly number[])[]): Candidates {
  const size = ends.length
  const count = ends.reduce((sum, { length }) => sum + length, 0)
  const [from, to, byEnd] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)]
  const [firstAt, firstEnding] = [new Int32Array(size + 1), new Int32Array(size + 2)]
  let next = 0
  for (const [start, stops] of ends.entries()) {
    for (const end of stops) {
      from[next] = start
      to[next] = end
      firstEnding[end + 1] = (firstEnding[end + 1] ?? 0) + 1
      next += 1
    }
    firstAt[start + 1] = next
  }
  for (let end = 1; end <= size + 1; end += 1) firstEnding[end] = (firstEnding[end] ?? 0) + (firstEnding[end - 1] ?? 0)
  const fill = firstEnding.slice()
  for (const [candidate, end] of to.entries()) {
    const place = fill[end] ?? 0
    byEnd[place] = candidate
    fill[end] = place + 1
  }
  return { from, to, firstAt, byEnd, firstEnding }
}

function listsOf(keys: readonly (readonly number[])[], table: KeyTable): Lists {
  const first = new Int32Array(keys.length + 1)
  const ids = new Int32Array(keys.reduce((sum, { length }) => sum + length, 0))
  let count = 0
  for (let index = 0; index < keys.length; index += 1) {
    for (const key of keys[index] ?? []) {
      const id = findKey(table, key)
      if (id < 0) continue
      ids[count] = id
      count += 1
    }
    first[index + 1] = count
  }
  return { ids: ids.slice(0, count), first }
}
