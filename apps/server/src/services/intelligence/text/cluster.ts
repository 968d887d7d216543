import { hashText } from './hash.ts'
import { plainText, runsOf } from './plain-text.ts'
import type { Message } from './plain-text.ts'

/** A message with the name it is known by. */
export interface Named extends Message {
  readonly id: string
}

/** Messages about one thing, nearest to the centre first. */
export interface Cluster {
  readonly ids: readonly string[]
  /** Mean likeness 0…1 of the members to their centre. */
  readonly cohesion: number
}

/** Weight of each passage a message is made of; the squares make 1. */
type Vector = ReadonlyMap<number, number>

/** For each passage the messages it stands in, with its weight there. */
type Postings = ReadonlyMap<number, readonly (readonly [place: number, weight: number])[]>

/** People say where and what in the title and the first lines. */
const HEAD = 200
const TITLE_WEIGHT = 3
const PASSAGES = [2, 3] as const
/** A passage in fewer messages joins nothing. */
const LEAST = 2
/** A passage in more messages than this share tells nothing; among few messages at least these numbers may hold it. */
const MOST_SHARE = 0.03
const MOST_OF_HUNDREDS = 30
const MOST_OF_FEW = 10
/** Likeness to a message that may open a cluster, and to a centre that makes a member. */
const NEAR_SEED = 0.12
const NEAR_CENTRE = 0.18
const RECENTRED = 3

/**
 * Clusters of at least `atLeast` messages (default 3: a group; 10 and more over days is a hot spot) about one thing,
 * largest first. The message with most neighbours opens a circle; its members set the centre anew three times; no
 * chaining, no message in two clusters. The order of the messages does not matter.
 */
export function clusterMessages(messages: readonly Named[], { atLeast = 3 }: { readonly atLeast?: number } = {}): Cluster[] {
  const sorted = messages.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const vectors = vectorsOf(sorted)
  const postings = postingsOf(vectors)
  const neighbours = vectors.map((vector, place) => near(vector, postings, NEAR_SEED).map(([other]) => other).filter((other) => other !== place))
  const free = new Set(vectors.keys())
  const clusters: Cluster[] = []
  for (const seed of seedsByCrowd(neighbours, free, atLeast)) {
    const members = circleAround(seed, { neighbours, vectors, postings, free })
    for (const [place] of members) free.delete(place)
    free.delete(seed)
    if (members.length < atLeast) continue
    clusters.push({ ids: members.flatMap(([place]) => sorted[place]?.id ?? []), cohesion: members.reduce((sum, [, likeness]) => sum + likeness, 0) / members.length })
  }
  return clusters.toSorted((a, b) => b.ids.length - a.ids.length)
}

/** Free messages by how many free neighbours they have, asked anew each time; ends below `atLeast`. */
function* seedsByCrowd(neighbours: readonly (readonly number[])[], free: ReadonlySet<number>, atLeast: number): Generator<number> {
  const crowds = neighbours.map(({ length }, place) => ({ place, size: length })).toSorted((a, b) => b.size - a.size || a.place - b.place)
  const countFree = (place: number): number => (neighbours[place] ?? []).reduce((sum, other) => sum + (free.has(other) ? 1 : 0), 0)
  for (;;) {
    let best: { place: number; size: number } | null = null
    for (const { place, size } of crowds) {
      if (best && size <= best.size) break
      if (!free.has(place)) continue
      const now = countFree(place)
      if (!best || now > best.size) best = { place, size: now }
    }
    if (!best || best.size + 1 < atLeast) return
    yield best.place
  }
}

interface Ground {
  readonly neighbours: readonly (readonly number[])[]
  readonly vectors: readonly Vector[]
  readonly postings: Postings
  readonly free: ReadonlySet<number>
}

/** The free messages near the centre of a seed and its neighbours, each with its likeness, nearest first. */
function circleAround(seed: number, { neighbours, vectors, postings, free }: Ground): (readonly [place: number, likeness: number])[] {
  let places = [seed, ...(neighbours[seed] ?? []).filter((place) => free.has(place))]
  let members: (readonly [number, number])[] = []
  for (let round = 0; round < RECENTRED; round += 1) {
    const centre = unit(sumOf(places.flatMap((place) => vectors[place] ?? [])))
    members = near(centre, postings, NEAR_CENTRE).filter(([place]) => free.has(place))
    if (members.length < 2) break
    const next = members.map(([place]) => place)
    if (next.length === places.length && next.every((place) => places.includes(place))) break
    places = next
  }
  return members.toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
}

function vectorsOf(messages: readonly Message[]): Vector[] {
  const counted = messages.map((message) => passagesOf(message))
  const frequency = new Map<number, number>()
  for (const passages of counted) for (const passage of passages.keys()) frequency.set(passage, (frequency.get(passage) ?? 0) + 1)
  const most = Math.max(MOST_OF_FEW, Math.min(MOST_OF_HUNDREDS, messages.length / 2), MOST_SHARE * messages.length)
  return counted.map((passages) => {
    const weights = new Map<number, number>()
    for (const [passage, times] of passages) {
      const count = frequency.get(passage) ?? 0
      if (count >= LEAST && count <= most) weights.set(passage, (1 + Math.log(times)) * Math.log(1 + messages.length / count))
    }
    return unit(weights)
  })
}

/** How often each passage stands in the head of a message, the title counted three times. */
function passagesOf({ title, text }: Message): Map<number, number> {
  const times = new Map<number, number>()
  const add = (plain: string, weight: number): void => {
    for (const passage of passagesIn(plain)) times.set(passage, (times.get(passage) ?? 0) + weight)
  }
  add(plainText(title ?? ''), TITLE_WEIGHT)
  add(plainText(text).slice(0, HEAD), 1)
  return times
}

function passagesIn(plain: string): number[] {
  return runsOf(plain).flatMap((run) => PASSAGES.flatMap((length) => {
    const count = Math.max(0, run.length - length + 1)
    return Array.from({ length: count }, (_, from) => hashText(run.slice(from, from + length)))
  }))
}

function unit(weights: ReadonlyMap<number, number>): Vector {
  let square = 0
  for (const weight of weights.values()) square += weight * weight
  const length = Math.sqrt(square) || 1
  return new Map([...weights].map(([passage, weight]) => [passage, weight / length]))
}

function sumOf(vectors: readonly Vector[]): Map<number, number> {
  const sum = new Map<number, number>()
  for (const vector of vectors) for (const [passage, weight] of vector) sum.set(passage, (sum.get(passage) ?? 0) + weight)
  return sum
}

function postingsOf(vectors: readonly Vector[]): Postings {
  const postings = new Map<number, [number, number][]>()
  vectors.forEach((vector, place) => {
    for (const [passage, weight] of vector) {
      const list = postings.get(passage)
      if (list) list.push([place, weight])
      else postings.set(passage, [[place, weight]])
    }
  })
  return postings
}

/** The messages whose likeness (cosine) to a vector is at least `least`, in their order. */
function near(vector: Vector, postings: Postings, least: number): (readonly [place: number, likeness: number])[] {
  const likeness = new Map<number, number>()
  for (const [passage, weight] of vector) {
    for (const [place, other] of postings.get(passage) ?? []) likeness.set(place, (likeness.get(place) ?? 0) + weight * other)
  }
  return [...likeness].filter(([, value]) => value >= least).toSorted((a, b) => a[0] - b[0])
}
