import { asCore, EMPTY_STRETCH, lengthen, lookUp, SHORTEST_WITH_CORE } from './gazetteer.ts'
import type { Gazetteer, NameFacts } from './gazetteer.ts'
import { keyOf, mix } from './hash.ts'
import { LABEL_COUNT } from './labels.ts'
import { unitAt } from './view.ts'
import type { AddressView } from './view.ts'

/** What is asked about a candidate element as a whole. */
export interface SegmentFacts {
  readonly keys: number[]
  /** The label under which the gazetteer knows it best (never `redundant`), or −1. */
  readonly known: number
  /** The same tokens stand earlier in the address. */
  readonly isRepeated: boolean
}

/** Running hashes of a stretch while it grows token by token. */
interface Stretch {
  readonly from: number
  to: number
  name: number
  core: number
  /** Classes of its tokens, and the same with equal neighbours taken together. */
  kinds: number
  shape: number
  /** Endings inside it. */
  inner: number
}

const [FACT, UNSEEN, SHARE, COUNT, BEST] = [400, 500, 510, 520, 530]
const LOW = 0xff
/** Repeats are sought so many tokens back. */
const FARTHEST_REPEAT = 100

/** Facts of every candidate starting at a place, for each end in ascending order. */
export function segmentFacts(view: AddressView, gazetteer: Gazetteer, from: number, ends: readonly number[]): SegmentFacts[] {
  const stretch: Stretch = { from, to: from, name: EMPTY_STRETCH, core: EMPTY_STRETCH, kinds: 78, shape: 77, inner: 79 }
  return ends.map((end) => {
    while (stretch.to < end) grow(view, stretch)
    return factsOf(view, gazetteer, stretch)
  })
}

function grow(view: AddressView, stretch: Stretch): void {
  const { code, kind } = unitAt(view, stretch.to)
  const last = unitAt(view, stretch.to - 1)
  if (stretch.to > stretch.from && last.suffix > 0) stretch.inner = mix(stretch.inner, last.suffix)
  if (stretch.to === stretch.from || last.kind !== kind) stretch.shape = mix(stretch.shape, kind)
  stretch.kinds = mix(stretch.kinds, kind)
  stretch.core = stretch.name
  stretch.name = lengthen(stretch.name, code)
  stretch.to += 1
}

function factsOf(view: AddressView, gazetteer: Gazetteer, stretch: Stretch): SegmentFacts {
  const length = stretch.to - stretch.from
  const isRepeated = length > 1 && standsEarlier(view, stretch)
  const [name, core] = [lookUp(gazetteer, stretch.name), lookUp(gazetteer, asCore(stretch.name))]
  const keys = [...inside(view, stretch, isRepeated), ...outside(view, stretch)]
  const size = Math.min(length, 4)
  addGazetteer(keys, gazetteer, name, { way: 0, extra: size })
  addGazetteer(keys, gazetteer, core, { way: 1, extra: size })
  if (length > SHORTEST_WITH_CORE) {
    const extra = unitAt(view, stretch.to - 1).suffix
    addGazetteer(keys, gazetteer, lookUp(gazetteer, stretch.core), { way: 2, extra })
    addGazetteer(keys, gazetteer, lookUp(gazetteer, asCore(stretch.core)), { way: 3, extra })
  }
  return { keys, known: name.known < 0 && length > 1 ? core.known : name.known, isRepeated }
}

function inside(view: AddressView, { from, to, name, kinds, shape, inner }: Stretch, isRepeated: boolean): number[] {
  const [first, second, last] = [unitAt(view, from), unitAt(view, from + 1), unitAt(view, to - 1)]
  const length = to - from
  const [end2, end3] = [length > 1 ? unitAt(view, to - 2).code : 0, length > 2 ? unitAt(view, to - 3).code : 0]
  const repeated = isRepeated ? 1 : 0
  return [
    keyOf(FACT, length),
    keyOf(FACT + 1, name),
    keyOf(FACT + 2, last.code, Math.min(length, 7)),
    keyOf(FACT + 3, last.code, end2),
    keyOf(FACT + 4, last.code, end2, end3),
    keyOf(FACT + 5, first.code, last.code),
    keyOf(FACT + 6, first.code, length > 1 ? second.code : 0),
    keyOf(FACT + 7, shape),
    keyOf(FACT + 8, kinds),
    keyOf(FACT + 14, inner, last.suffix),
    keyOf(FACT + 24, repeated, Math.min(length, 4)),
    keyOf(FACT + 25, repeated, last.code),
  ]
}

function outside(view: AddressView, { from, to, name, shape }: Stretch): number[] {
  const [first, last] = [unitAt(view, from), unitAt(view, to - 1)]
  const [before, after] = [unitAt(view, from - 1), unitAt(view, to)]
  const [left, right] = [view.endingsBefore[from] ?? 0, view.endingsFrom[to] ?? 0]
  const length = to - from
  return [
    keyOf(FACT + 9, last.code, after.code),
    keyOf(FACT + 10, before.code, first.code),
    keyOf(FACT + 11, before.kind, Math.min(length, 5), after.kind),
    keyOf(FACT + 12, before.code, after.code),
    keyOf(FACT + 13, from === 0 ? 1 : 0, to === view.size ? 1 : 0, Math.min(length, 4)),
    keyOf(FACT + 15, last.kind, before.kind, after.kind),
    keyOf(FACT + 16, last.code, left),
    keyOf(FACT + 17, last.code, right),
    keyOf(FACT + 18, shape, left),
    keyOf(FACT + 19, shape, right & LOW),
    keyOf(FACT + 20, shape, before.kind, after.kind),
    keyOf(FACT + 21, name, before.code),
    keyOf(FACT + 22, name, after.code),
    keyOf(FACT + 23, shape, left & LOW, right & LOW),
  ]
}

function addGazetteer(keys: number[], { counts }: Gazetteer, { name, seen, total, best }: NameFacts, { way, extra }: { way: number; extra: number }): void {
  if (total === 0) {
    keys.push(keyOf(UNSEEN + way, name < 0 ? 0 : grade(seen), extra))
    return
  }
  const share = Math.round((4 * total) / Math.max(seen, total))
  keys.push(keyOf(SHARE + way, grade(total), share, extra), keyOf(BEST + way, best, share))
  for (let label = 0; label < LABEL_COUNT; label += 1) {
    const count = counts[name * LABEL_COUNT + label] ?? 0
    if (count > 0) keys.push(keyOf(COUNT + way, label, grade(count), Math.round((3 * count) / total)))
  }
}

function grade(count: number): number {
  if (count < 2) return count
  if (count < 4) return 2
  return count < 10 ? 3 : 4
}

function standsEarlier(view: AddressView, { from, to }: Stretch): boolean {
  for (let start = Math.max(0, from - FARTHEST_REPEAT); start < from; start += 1) {
    let same = 0
    while (same < to - from && unitAt(view, start + same).exact === unitAt(view, from + same).exact) same += 1
    if (same === to - from) return true
  }
  return false
}
