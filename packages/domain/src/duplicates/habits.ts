/** What people say again and again: phrases that stand in many reports of one person tell none of them apart. */
export interface Habits {
  add(place: number, by: string): void
  remove(place: number, by: string): void
  of(by: string): Habit
}

interface Habit {
  /** Squares of weights of a text's pairs, less what they are out of habit. */
  weighed(pairs: Uint32Array, squares: Float64Array): Float64Array
}

/** As if a person had made so many reports more, in words of their own. */
const OTHER_REPORTS = 10
/** So many of a person's reports are looked at, the newest. */
const MOST_READ = 100

/** Nobody's reports; `pairsAt` answers the pairs of the report at a place. */
export function createHabits(pairsAt: (place: number) => Uint32Array): Habits {
  const places = new Map<string, number[]>()
  const known = new Map<string, Habit>()
  return {
    add(place, by) {
      known.delete(by)
      const own = places.get(by)
      if (own) own.push(place)
      else places.set(by, [place])
    },
    remove(place, by) {
      known.delete(by)
      const own = (places.get(by) ?? []).filter((other) => other !== place)
      if (own.length > 0) places.set(by, own)
      else places.delete(by)
    },
    of(by) {
      let habit = known.get(by)
      if (!habit) known.set(by, (habit = habitOf((places.get(by) ?? []).slice(-MOST_READ).map(pairsAt))))
      return habit
    },
  }
}

/** Two reports that are compared share a pair anyhow: only further ones make it a habit. */
const COMPARED = 2

function habitOf(reports: readonly Uint32Array[]): Habit {
  const counts = new Map<number, number>()
  for (const pairs of reports) for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  const others = Math.max(0, reports.length - COMPARED) + OTHER_REPORTS
  return { weighed: (pairs, squares) => squares.map((square, at) => square * (1 - Math.max(0, (counts.get(pairs[at] ?? 0) ?? 0) - COMPARED) / others)) }
}
