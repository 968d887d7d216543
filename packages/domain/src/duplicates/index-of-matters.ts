import type { Match, Matter } from './match.ts'
import { LEAST_SCORE, matchMatters } from './match.ts'
import { WIDEST_METRES } from './radius.ts'

/** Reports in memory, found by place and class or by what they say. */
export interface MatterIndex {
  readonly size: number
  /** Adds a report, or puts it in the place of the one with its id. */
  put(matter: Matter): void
  remove(id: string): void
  /** Reports that may be the same matter, the likest first. */
  find(matter: Matter, most?: number): { readonly id: string; readonly match: Match }[]
}

const METRES_A_DEGREE = 111_320
/** A text is found by this many of its pairs of characters, those that come first by hash: the same for like texts. */
const KEYS = 12
/** Two reports are compared when so many keys agree. */
const LEAST_SHARED = 2
/** Of a cell and class, and of a key, so many are looked at, the newest. */
const MOST_OF_BUCKET = 48
/** A bucket is tidied when it has grown to this. */
const FULL = 4 * MOST_OF_BUCKET
const MOST_BY_WORDS = 32
const MOST = 10

/**
 * An index of reports by cells of the size of the widest circle, each divided by class, and by keys of their words.
 * Candidates are few whatever the number of reports; each is then compared whole.
 */
export function createMatterIndex(): MatterIndex {
  const kept = new Map<string, Matter>()
  const byCell: Buckets<string> = new Map()
  const byKey: Buckets<number> = new Map()
  return {
    get size() { return kept.size },
    remove: (id) => void kept.delete(id),
    put(matter) {
      kept.set(matter.id, matter)
      const cell = cellOf(matter)
      if (cell !== null) addTo(byCell, { key: cell, id: matter.id, kept })
      for (const key of keysOf(matter.print.pairs)) addTo(byKey, { key, id: matter.id, kept })
    },
    find(matter, most = MOST) {
      const ids = new Set([...byPlace(matter, byCell), ...byWords(matter, byKey)])
      ids.delete(matter.id)
      return [...ids]
        .flatMap((id) => {
          const other = kept.get(id)
          const match = other && matchMatters(matter, other)
          return match && match.score >= LEAST_SCORE ? [{ id, match }] : []
        })
        .toSorted((a, b) => b.match.score - a.match.score || (a.id < b.id ? -1 : 1))
        .slice(0, most)
    },
  }
}

/** Ids by key, the newest last; those removed or moved since are still among them until the bucket is tidied. */
type Buckets<K> = Map<K, string[]>

function addTo<K>(buckets: Buckets<K>, { key, id, kept }: { key: K; id: string; kept: ReadonlyMap<string, Matter> }): void {
  const bucket = buckets.get(key)
  if (!bucket) return void buckets.set(key, [id])
  bucket.push(id)
  if (bucket.length >= FULL) buckets.set(key, bucket.filter((one) => kept.has(one)).slice(-2 * MOST_OF_BUCKET))
}

function newest(bucket: readonly string[] | undefined): readonly string[] {
  return bucket === undefined || bucket.length <= MOST_OF_BUCKET ? (bucket ?? []) : bucket.slice(-MOST_OF_BUCKET)
}

function columnsOf({ lon, lat }: { lon: number; lat: number }): readonly [column: number, row: number] {
  const height = WIDEST_METRES / METRES_A_DEGREE
  const row = Math.floor(lat / height)
  // The width follows the row, so that both sides of a border count alike.
  const width = height / Math.max(0.1, Math.cos((row * height * Math.PI) / 180))
  return [Math.floor(lon / width), row]
}

function cellOf({ point, classCode }: Matter): string | null {
  if (!point) return null
  const [column, row] = columnsOf(point)
  return `${column} ${row} ${classCode ?? ''}`
}

function byPlace({ point, classCode }: Matter, byCell: Buckets<string>): string[] {
  if (!point) return []
  const [, middle] = columnsOf(point)
  const height = WIDEST_METRES / METRES_A_DEGREE
  return [-1, 0, 1].flatMap((up) => {
    const [column] = columnsOf({ lon: point.lon, lat: (middle + up + 0.5) * height })
    return [-1, 0, 1].flatMap((aside) => newest(byCell.get(`${column + aside} ${middle + up} ${classCode ?? ''}`)))
  })
}

function byWords({ print }: Matter, byKey: Buckets<number>): string[] {
  const shared = new Map<string, number>()
  for (const key of keysOf(print.pairs)) for (const id of newest(byKey.get(key))) shared.set(id, (shared.get(id) ?? 0) + 1)
  return [...shared].filter(([, count]) => count >= LEAST_SHARED).toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_BY_WORDS).map(([id]) => id)
}

/** The pairs with the smallest hashes: two texts share them about as often as they share pairs. */
function keysOf(pairs: Uint32Array): Uint32Array {
  return pairs.map((pair) => mixed(pair)).toSorted().slice(0, KEYS)
}

function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
