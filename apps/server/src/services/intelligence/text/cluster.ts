import { haversineMetres } from '@yihu/domain'
import { hashText } from './hash.ts'
import { plainText, runsOf } from './plain-text.ts'
import type { Message } from './plain-text.ts'
import { createSpace } from './space.ts'
import type { Space, Vector } from './space.ts'

/** A message with the name it is known by and, where it has one, the place it is about. */
export interface Named extends Message {
  readonly id: string
  readonly point?: LonLat | null | undefined
}

interface LonLat {
  readonly lon: number
  readonly lat: number
}

/** Messages about one thing, nearest to the centre first. */
export interface Cluster {
  readonly ids: readonly string[]
  /** Mean likeness 0…1 of the members to their centre. */
  readonly cohesion: number
}

/** People say where and what in the title and the first lines. */
const HEAD = 200
const TITLE_WEIGHT = 3
const PASSAGES = [2, 3] as const
/** Likeness to a message that may open a cluster, and to a centre that makes a member. */
const NEAR_SEED = 0.12
const NEAR_CENTRE = 0.18
const RECENTRED = 3
/** What has a place of its own lies in one circle, the size of an estate: groups do not grow along a street. */
const CIRCLE_METRES = 300

/**
 * Clusters of at least `atLeast` messages (default 3: a group; 10 and more over days is a hot spot) about one thing,
 * largest first. The message with most neighbours opens a circle; its members set the centre anew three times; no
 * chaining, neither by words nor by place; no message in two clusters. The order of the messages does not matter.
 */
export function clusterMessages(messages: readonly Named[], { atLeast = 3 }: { readonly atLeast?: number } = {}): Cluster[] {
  const sorted = messages.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const space = createSpace(sorted.map((message) => passagesOf(message)))
  const points = sorted.map(({ point }) => point ?? null)
  const neighbours = space.vectors.map((vector, place) => space.near(vector, NEAR_SEED).flatMap(([other]) => (other !== place && isTogether(points[place], points[other]) ? [other] : [])))
  const free = new Set(space.vectors.keys())
  const clusters: Cluster[] = []
  for (const seed of seedsByCrowd(neighbours, free, atLeast)) {
    const members = circleAround(seed, { neighbours, space, points, free })
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
  readonly space: Space
  readonly points: readonly (LonLat | null)[]
  readonly free: ReadonlySet<number>
}

/** The free messages near the centre of a seed and its neighbours, each with its likeness, nearest first. */
function circleAround(seed: number, { neighbours, space, points, free }: Ground): (readonly [place: number, likeness: number])[] {
  let places = [seed, ...(neighbours[seed] ?? []).filter((place) => free.has(place))]
  let members: (readonly [number, number])[] = []
  for (let round = 0; round < RECENTRED; round += 1) {
    const centre: Vector = space.centreOf(places)
    const middle = middleOf(places.flatMap((place) => points[place] ?? []))
    members = space.near(centre, NEAR_CENTRE).filter(([place]) => free.has(place) && isTogether(middle, points[place]))
    if (members.length < 2) break
    const next = members.map(([place]) => place)
    if (next.length === places.length && next.every((place) => places.includes(place))) break
    places = next
  }
  return members.toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
}

/** The middle of points; null where there is none. */
export function middleOf(points: readonly LonLat[]): LonLat | null {
  if (points.length === 0) return null
  return { lon: points.reduce((sum, { lon }) => sum + lon, 0) / points.length, lat: points.reduce((sum, { lat }) => sum + lat, 0) / points.length }
}

function isTogether(a: LonLat | null | undefined, b: LonLat | null | undefined): boolean {
  return !a || !b || haversineMetres([a.lon, a.lat], [b.lon, b.lat]) <= CIRCLE_METRES
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
