import { mix } from './hash.ts'
import { addKey, findKey, keyTable } from './key-table.ts'
import type { KeyTable } from './key-table.ts'
import { LABEL_COUNT, REDUNDANT } from './labels.ts'
import type { Segment } from './conll.ts'
import { unitAt } from './view.ts'
import type { AddressView } from './view.ts'

/** Longest element, in tokens. */
export const LONGEST = 14
/** A stretch has a core (杭州 of 杭州市) when it is longer than this. */
export const SHORTEST_WITH_CORE = 2

/** How often each stretch of tokens stood as which element in the training addresses. Holds hashes, no text. */
export interface Gazetteer {
  readonly names: KeyTable
  /** name × label. */
  readonly counts: Uint16Array
  /** How often the name's tokens occur at all, as an element or not. */
  readonly seen: Uint16Array
}

/** An address with its elements. */
export interface KnownAddress {
  readonly view: AddressView
  readonly segments: readonly Segment[]
}

/** Key of an empty stretch; `lengthen` it token by token. */
export const EMPTY_STRETCH = 0x51ed27

/** Key of a stretch one token longer. */
export function lengthen(stretch: number, code: number): number {
  return mix(stretch, code)
}

/** The stretch as the core of a longer name, kept apart from the same stretch as a name. */
export function asCore(stretch: number): number {
  return mix(stretch, 7)
}

/** Counts the elements of the training addresses. */
export function buildGazetteer(addresses: readonly KnownAddress[]): Gazetteer {
  const names = keyTable()
  for (const address of addresses) {
    for (const { keys } of namesOf(address)) for (const key of keys) addKey(names, key)
  }
  const gazetteer = { names, counts: new Uint16Array(names.size * LABEL_COUNT), seen: new Uint16Array(names.size) }
  for (const address of addresses) countAddress(gazetteer, address, 1)
  return gazetteer
}

/** Adds (by 1) or takes back (by −1) one address: what is learnt about an address must not know the address itself. */
export function countAddress({ names, counts, seen }: Gazetteer, address: KnownAddress, by: 1 | -1): void {
  for (const { keys, label } of namesOf(address)) {
    for (const key of keys) {
      const name = findKey(names, key)
      if (name >= 0) counts[name * LABEL_COUNT + label] = (counts[name * LABEL_COUNT + label] ?? 0) + by
    }
  }
  const { view } = address
  for (let from = 0; from < view.size; from += 1) {
    let stretch = EMPTY_STRETCH
    for (let to = from; to < Math.min(view.size, from + LONGEST); to += 1) {
      stretch = lengthen(stretch, unitAt(view, to).code)
      bumpSeen({ names, seen, key: stretch, by })
      bumpSeen({ names, seen, key: asCore(stretch), by })
    }
  }
}

function bumpSeen({ names, seen, key, by }: { names: KeyTable; seen: Uint16Array; key: number; by: number }): void {
  const name = findKey(names, key)
  if (name >= 0) seen[name] = (seen[name] ?? 0) + by
}

function namesOf({ view, segments }: KnownAddress): { keys: number[]; label: number }[] {
  return segments.map(({ start, end, label }) => {
    let [stretch, core] = [EMPTY_STRETCH, EMPTY_STRETCH]
    for (let at = start; at < end; at += 1) {
      core = stretch
      stretch = lengthen(stretch, unitAt(view, at).code)
    }
    return { keys: end - start > SHORTEST_WITH_CORE ? [stretch, asCore(core)] : [stretch], label }
  })
}

/** What the gazetteer knows of a key. */
export interface NameFacts {
  /** −1 when unknown. */
  readonly name: number
  readonly seen: number
  /** How often it stood as an element. */
  readonly total: number
  /** The commonest label, or −1. */
  readonly best: number
  /** The commonest label but `redundant`: what the thing is where it is not said twice. */
  readonly known: number
}

/** Looks a key up. */
export function lookUp({ names, counts, seen }: Gazetteer, key: number): NameFacts {
  const name = findKey(names, key)
  if (name < 0) return UNKNOWN
  const count = (label: number): number => label < 0 ? 0 : counts[name * LABEL_COUNT + label] ?? 0
  let [total, best, known] = [0, -1, -1]
  for (let label = 0; label < LABEL_COUNT; label += 1) {
    total += count(label)
    if (count(label) > count(best)) best = label
    if (label !== REDUNDANT && count(label) > count(known)) known = label
  }
  return { name, seen: seen[name] ?? 0, total, best, known }
}

const UNKNOWN: NameFacts = { name: -1, seen: 0, total: 0, best: -1, known: -1 }
