import { createHabits } from './habits.ts'
import type { MatterPrint, Part } from './match.ts'

/** What of a text is indexed: all its pairs of characters, by which it is found, and the parts that are compared. */
type Indexed = Pick<MatterPrint, Part | 'head'>

/** Pairs of characters of texts, with how many hold each. */
export interface WordIndex {
  put(place: number, told: Told): void
  remove(place: number): void
  /** Makes one text ready for comparing with those held. */
  ask(told: Told): Asked
}

/** A text, and a sign of who told it; null where nobody knows. */
export interface Told {
  readonly print: Indexed
  readonly by: string | null
}

/** A text made ready for comparing with those held. */
export interface Asked {
  /** Places of texts that share rare pairs, the likest first. Places given to others since may be among them. */
  likely(): number[]
  /**
   * Cosine 0…1 of a part of the two texts, each pair weighing by its rareness, and where one person told both, by how
   * little that person says it elsewhere. A text held is named by its place.
   */
  likeness(part: Part, other: Told & { readonly place: number | null }): number
  /** How much of the title of each 0…1 the other says anywhere, in the middle of both, weighed alike. */
  titles(other: Told): number
  /** How much both say at all, weighed alike, in pairs that no other text has. */
  shared(other: Told): number
}

/** A pair: how many texts hold it, and the places of the newest of them. */
interface Posting {
  count: number
  places: number[]
}

/** Of a pair so many texts are looked at, the newest. */
const MOST_OF_PAIR = 24
/** A posting is tidied when it has grown to this. */
const FULL = 4 * MOST_OF_PAIR
/** So many of the rarest pairs of a text look for others. */
const MOST_PAIRS = 24
const MOST_LIKELY = 24
/** What shares less than this of the best is not looked at. */
const LEAST_OF_BEST = 0.08
/** As if so many texts had been read before; one in a hundred of them held any pair. */
const READ_BEFORE = 200
const HELD_BEFORE = 2
/** A length is worked out anew when so much more is known of rareness. */
const STALE = 1.25

/** How rare pairs are among the texts held. */
interface Rareness {
  add(place: number, pairs: Uint32Array): void
  remove(pairs: Uint32Array): void
  posting(pair: number): Posting | undefined
  /** Of each pair the square of its weight. */
  squares(pairs: Uint32Array): Float64Array
  squaresOf(postings: readonly (Posting | undefined)[]): Float64Array
  /** The square of a pair that no text holds. */
  readonly most: number
  readonly size: number
}

function createRareness(): Rareness {
  const postings = new Map<number, Posting>()
  let size = 0
  const weightOf = (posting: Posting | undefined): number => Math.log((size + READ_BEFORE) / ((posting?.count ?? 0) + HELD_BEFORE))
  return {
    get size() { return size },
    get most() { return weightOf(undefined) ** 2 },
    posting: (pair) => postings.get(pair),
    squares: (pairs) => Float64Array.from(pairs, (pair) => weightOf(postings.get(pair)) ** 2),
    squaresOf: (some) => Float64Array.from(some, (posting) => weightOf(posting) ** 2),
    add(place, pairs) {
      size += 1
      for (const pair of pairs) {
        const posting = postings.get(pair)
        if (!posting) {
          postings.set(pair, { count: 1, places: [place] })
          continue
        }
        posting.count += 1
        posting.places.push(place)
        if (posting.places.length >= FULL) posting.places = posting.places.slice(-MOST_OF_PAIR)
      }
    },
    remove(pairs) {
      size -= 1
      for (const pair of pairs) {
        const posting = postings.get(pair)
        if (posting && (posting.count -= 1) === 0) postings.delete(pair)
      }
    },
  }
}

/** Lengths of the vectors of texts held, worked out anew when much more is known of rareness. */
function createLengths(rareness: Rareness): (part: Part, place: number, pairs: Uint32Array) => number {
  const known: Record<Part, { pairs: Uint32Array; length: number; of: number }[]> = { matter: [], pairs: [] }
  return (part, place, pairs) => {
    const one = known[part][place]
    if (one && one.pairs === pairs && rareness.size <= one.of * STALE) return one.length
    const length = lengthOf(rareness.squares(pairs))
    known[part][place] = { pairs, length, of: rareness.size }
    return length
  }
}

function lengthOf(squares: Float64Array): number {
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) || 1
}

/** An index without a text. */
export function createWordIndex(): WordIndex {
  const held: (Told | null)[] = []
  const rareness = createRareness()
  const habits = createHabits((place) => held[place]?.print.pairs ?? NONE)
  const heldLength = createLengths(rareness)
  let sums = new Float32Array(64)
  return {
    put(place, told) {
      held[place] = told
      if (sums.length <= place) sums = new Float32Array(2 * place + 64)
      rareness.add(place, told.print.pairs)
      if (told.by !== null) habits.add(place, told.by)
    },
    remove(place) {
      const told = held[place]
      if (!told) return
      rareness.remove(told.print.pairs)
      if (told.by !== null) habits.remove(place, told.by)
      held[place] = null
    },
    ask({ print, by }) {
      const postings = Array.from(print.pairs, (pair) => rareness.posting(pair))
      const all = rareness.squaresOf(postings)
      const partOf = createParts(print, all)
      const habitOf = (other: Told) => (by === null || by !== other.by ? null : habits.of(by))
      return {
        likely: () => likelyOf(postings, all, sums),
        likeness(part, other) {
          const own = habitOf(other)
          const [mine, theirs] = [print[part], other.print[part]]
          if (own) return cosineOf([mine, own.weighed(mine, partOf(part).squares)], [theirs, own.weighed(theirs, rareness.squares(theirs))])
          const { squares, length } = partOf(part)
          return sharedSquare(mine, theirs, squares) / (length * (other.place === null ? lengthOf(rareness.squares(theirs)) : heldLength(part, other.place, theirs)))
        },
        titles(other) {
          const own = habitOf(other)
          const weighed = (pairs: Uint32Array): Weighed => [pairs, own ? own.weighed(pairs, rareness.squares(pairs)) : rareness.squares(pairs)]
          return (partWithin(weighed(print.head), other.print.pairs) + partWithin(weighed(other.print.head), print.pairs)) / 2
        },
        shared(other) {
          return sharedSquare(print.pairs, other.print.pairs, habitOf(other)?.weighed(print.pairs, all) ?? all) / rareness.most
        },
      }
    },
  }
}

const NONE = new Uint32Array()

/** Parts of a text with the squares of their pairs, each worked out once. */
function createParts(print: Indexed, all: Float64Array): (part: Part) => { readonly squares: Float64Array; readonly length: number } {
  const parts = new Map<Part, { squares: Float64Array; length: number }>()
  return (part) => {
    let known = parts.get(part)
    if (!known) {
      const squares = part === 'pairs' ? all : squaresWithin(print[part], print.pairs, all)
      parts.set(part, (known = { squares, length: lengthOf(squares) }))
    }
    return known
  }
}

type Weighed = readonly [pairs: Uint32Array, squares: Float64Array]

function cosineOf([a, squares]: Weighed, [b, others]: Weighed): number {
  return sharedSquare(a, b, squares) / (lengthOf(squares) * lengthOf(others))
}

/** The part of the first, by its squares, that the other holds; 0 where it is empty. */
function partWithin([pairs, squares]: Weighed, whole: Uint32Array): number {
  const all = squares.reduce((sum, square) => sum + square, 0)
  return all === 0 ? 0 : sharedSquare(pairs, whole, squares) / all
}

/** The squares of a part of a text, out of those of all its pairs; both ascending. */
function squaresWithin(part: Uint32Array, pairs: Uint32Array, squares: Float64Array): Float64Array {
  let at = 0
  return Float64Array.from(part, (pair) => {
    while (at < pairs.length && (pairs[at] ?? 0) < pair) at += 1
    return pairs[at] === pair ? (squares[at] ?? 0) : 0
  })
}

function likelyOf(known: readonly (Posting | undefined)[], squares: Float64Array, sums: Float32Array): number[] {
  const rare = highest(known.length, MOST_PAIRS, (at) => (known[at] === undefined ? -1 : (squares[at] ?? 0)))
  const touched: number[] = []
  let best = 0
  for (const at of rare) {
    const places = known[at]?.places ?? []
    for (let newest = Math.max(0, places.length - MOST_OF_PAIR); newest < places.length; newest += 1) {
      const place = places[newest] ?? 0
      const sum = sums[place] ?? 0
      if (sum === 0) touched.push(place)
      sums[place] = sum + (squares[at] ?? 0)
      best = Math.max(best, sums[place] ?? 0)
    }
  }
  const least = LEAST_OF_BEST * best
  const likely = highest(touched.length, MOST_LIKELY, (at) => {
    const sum = sums[touched[at] ?? 0] ?? 0
    return sum >= least ? sum : -1
  }).map((at) => touched[at] ?? 0)
  for (const place of touched) sums[place] = 0
  return likely
}

/** Which of `count` are the highest `most`, highest first, the earlier of equals first; what is below nought is none. */
function highest(count: number, most: number, valueOf: (at: number) => number): number[] {
  const found: number[] = []
  const values: number[] = []
  for (let at = 0; at < count; at += 1) {
    const value = valueOf(at)
    if (value < 0 || (found.length === most && value <= (values[most - 1] ?? 0))) continue
    if (found.length === most) found.length = values.length = most - 1
    let place = found.length
    while (place > 0 && (values[place - 1] ?? 0) < value) place -= 1
    found.splice(place, 0, at)
    values.splice(place, 0, value)
  }
  return found
}

/** The sum of the squares of what both hold; both ascending. */
function sharedSquare(a: Uint32Array, b: Uint32Array, squares: Float64Array): number {
  let [i, j, sum] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const x = a[i] ?? 0
    const y = b[j] ?? 0
    if (x === y) sum += squares[i] ?? 0
    if (x <= y) i += 1
    if (y <= x) j += 1
  }
  return sum
}
