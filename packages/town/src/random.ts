/** A deterministic stream of numbers; the same seed gives the same stream on every machine. */
export interface Random {
  /** Next number in [0, 1). */
  next(): number
  /** Integer in [low, high], both ends included. */
  int(low: number, high: number): number
  /** Number in [low, high). */
  range(low: number, high: number): number
  /** True with probability p. */
  chance(p: number): boolean
  /** One element; throws `RangeError` on an empty list. */
  pick<T>(items: readonly T[]): T
  /** A new list in random order. */
  shuffle<T>(items: readonly T[]): T[]
  /** An independent stream, so that one part of the town never shifts another. */
  fork(label: string): Random
}

function hashWord(text: string, salt: number): number {
  let h = 0x811c9dc5 ^ salt
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** sfc32 by Chris Doty-Humphrey (PractRand, public domain). */
function sfc32(words: [number, number, number, number]): () => number {
  let [a, b, c, d] = words
  return () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
}

/** Makes the random stream of a seed text. */
export function createRandom(seed: string): Random {
  const next = sfc32([hashWord(seed, 1), hashWord(seed, 2), hashWord(seed, 3), 1])
  for (let i = 0; i < 12; i++) next()
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    int,
    range: (low, high) => low + next() * (high - low),
    chance: (p) => next() < p,
    pick: (items) => {
      const index = int(0, items.length - 1)
      if (items.length === 0) throw new RangeError('cannot pick from an empty list')
      return items[index] as (typeof items)[number] // index is inside by construction
    },
    shuffle: (items) => {
      const list = [...items]
      for (let i = list.length - 1; i > 0; i--) {
        const j = int(0, i)
        const held = list[i] as (typeof list)[number] // i and j are inside by construction
        list[i] = list[j] as (typeof list)[number]
        list[j] = held
      }
      return list
    },
    fork: (label) => createRandom(`${seed}/${label}`),
  }
}

/**
 * Splits a whole number by weights into whole numbers with exactly that sum (largest remainder).
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((w) => (total * w) / sum)
  const parts = exact.map(Math.floor)
  const missing = total - parts.reduce((a, b) => a + b, 0)
  const order = exact.map((value, index) => ({ index, rest: value - Math.floor(value) }))
  order.sort((a, b) => b.rest - a.rest || a.index - b.index)
  for (const { index } of order.slice(0, missing)) parts[index] = (parts[index] ?? 0) + 1
  return parts
}
