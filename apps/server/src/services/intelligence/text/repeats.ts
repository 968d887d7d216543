import { hashText } from './hash.ts'
import { classText } from './plain-text.ts'
import type { Message } from './plain-text.ts'

const SHINGLE = 8
/** Passages in more messages than this are phrases of the language, not signs of a repeat. */
const COMMON = 30
/** Share of the shorter message's passages, or their number, that makes a repeat. */
const SHARE = 0.15
const NUMBER = 40

/**
 * Numbers the messages so that near repeats (shared passages of eight characters, or the same title) carry the same
 * number: the lowest place of the group. Chains count: what is split by it must not leak.
 */
export function repeatGroups(messages: readonly Message[]): Uint32Array {
  const parents = Uint32Array.from(messages, (_, place) => place)
  const passages = messages.map(({ text }) => shinglesOf(classText(text)))
  for (const [a, b] of repeatsAmong(passages)) join(parents, a, b)
  const titles = new Map<string, number>()
  messages.forEach(({ title }, place) => {
    const plain = classText(title ?? '')
    if (plain === '') return
    const first = titles.get(plain)
    if (first === undefined) titles.set(plain, place)
    else join(parents, first, place)
  })
  return parents.map((_, place) => rootOf(parents, place))
}

function shinglesOf(text: string): Set<number> {
  const plain = text.replaceAll(/[^\p{L}\p{N}]/gu, '')
  const shingles = new Set<number>()
  for (let from = 0; from + SHINGLE <= plain.length; from += 1) shingles.add(hashText(plain.slice(from, from + SHINGLE)))
  return shingles
}

function* repeatsAmong(passages: readonly ReadonlySet<number>[]): Generator<readonly [number, number]> {
  const places = new Map<number, number[]>()
  passages.forEach((set, place) => {
    for (const hash of set) {
      const list = places.get(hash)
      if (list) list.push(place)
      else places.set(hash, [place])
    }
  })
  const shared = new Map<number, number>()
  for (const list of places.values()) {
    if (list.length <= COMMON) countPairs(list, passages.length, shared)
  }
  for (const [pair, count] of shared) {
    const [a, b] = [Math.floor(pair / passages.length), pair % passages.length]
    const shorter = Math.min(passages[a]?.size ?? 0, passages[b]?.size ?? 0)
    if (count >= SHARE * shorter || count >= NUMBER) yield [a, b]
  }
}

function countPairs(list: readonly number[], size: number, shared: Map<number, number>): void {
  list.forEach((a, at) => {
    for (const b of list.slice(at + 1)) shared.set(a * size + b, (shared.get(a * size + b) ?? 0) + 1)
  })
}

function rootOf(parents: Uint32Array, place: number): number {
  let root = place
  while (parents[root] !== root) root = parents[root] ?? root
  return root
}

function join(parents: Uint32Array, a: number, b: number): void {
  const [x, y] = [rootOf(parents, a), rootOf(parents, b)]
  parents[Math.max(x, y)] = Math.min(x, y)
}
