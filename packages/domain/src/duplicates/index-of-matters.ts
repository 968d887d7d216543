import { createCells } from './cells.ts'
import type { Likeness, Match, Matter } from './match.ts'
import { LEAST_SCORE, matchMatters } from './match.ts'
import { createWordIndex } from './word-index.ts'
import type { Asked, Told } from './word-index.ts'

/** Reports in memory, found by place and class or by what they say. */
export interface MatterIndex {
  readonly size: number
  /** Adds a report, or puts it in the place of the one with its id. */
  put(matter: Matter): void
  remove(id: string): void
  held(id: string): Matter | null
  /** Reports that may be the same matter, the likest first. */
  find(matter: Matter, most?: number): { readonly id: string; readonly match: Match }[]
  /** Two reports compared as `find` does: words that few of the held ones use count more. */
  match(a: Matter, b: Matter): Match
}

const MOST = 10

/**
 * An index of reports by cells of the size of the circle of their class and by the rare among their pairs of characters.
 * Candidates are few whatever the number of reports; each is then compared whole.
 */
export function createMatterIndex(): MatterIndex {
  const kept: (Matter | null)[] = []
  const places = new Map<string, number>()
  const free: number[] = []
  /** In which round a place was looked at last. */
  const seen: number[] = []
  let round = 0
  const cells = createCells()
  const words = createWordIndex()
  const remove = (id: string): void => {
    const place = places.get(id)
    if (place === undefined) return
    words.remove(place)
    places.delete(id)
    kept[place] = null
    free.push(place)
  }
  return {
    get size() { return places.size },
    remove,
    held: (id) => kept[places.get(id) ?? -1] ?? null,
    put(matter) {
      remove(matter.id)
      const place = free.pop() ?? kept.length
      kept[place] = matter
      seen[place] = 0
      places.set(matter.id, place)
      cells.put(place, matter)
      words.put(place, matter)
    },
    find(matter, most = MOST) {
      const asked = words.ask(matter)
      const found: { id: string; match: Match }[] = []
      round += 1
      const look = (place: number): void => {
        if (seen[place] === round) return
        seen[place] = round
        const other = kept[place]
        if (!other || other.id === matter.id) return
        const match = matchMatters(matter, other, likenessOf(asked, { place, print: other.print, by: other.by }))
        if (match.score >= LEAST_SCORE) found.push({ id: other.id, match })
      }
      cells.near(matter, look)
      for (const place of asked.likely()) look(place)
      return found.sort((a, b) => b.match.score - a.match.score || (a.id < b.id ? -1 : 1)).slice(0, most)
    },
    match(a, b) {
      return matchMatters(a, b, likenessOf(words.ask(a), { place: null, print: b.print, by: b.by }))
    },
  }
}

function likenessOf(asked: Asked, told: Told & { readonly place: number | null }): Likeness {
  return (aspect) => (aspect === 'titles' || aspect === 'shared' ? asked[aspect](told) : asked.likeness(aspect, told))
}
