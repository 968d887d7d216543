/** What a grid has to carry. */
export interface GridLoad {
  readonly households: number
  /** Households and people that are visited again and again. */
  readonly visited: number
  readonly openCases: number
}

/** What one of each weighs against a household that nobody needs to visit; a street's rule of thumb, the same in the table and when somebody is away. */
export const LOAD_WEIGHTS = { households: 1, visited: 5, openCases: 10 } as const satisfies Readonly<Record<keyof GridLoad, number>>

/** One number to compare grids by; never people. */
export function loadOf({ households, visited, openCases }: GridLoad): number {
  return households * LOAD_WEIGHTS.households + visited * LOAD_WEIGHTS.visited + openCases * LOAD_WEIGHTS.openCases
}

/** How a grid stands beside the one in the middle. */
export const GRID_WEIGHTS = { heavy: '偏重', usual: '相当', light: '偏轻' } as const
export type GridWeight = keyof typeof GRID_WEIGHTS

const [HEAVY, LIGHT] = [1.5, 0.5]

/** Half as much again as the grid in the middle is heavy, less than half of it light. */
export function weightOf(load: number, median: number): GridWeight {
  return load > median * HEAVY ? 'heavy' : load < median * LIGHT ? 'light' : 'usual'
}

/** A piece of work that stays whole: a building, or the grid itself apart from its buildings. */
export interface WorkPiece {
  readonly id: string
  readonly load: number
}

/** Somebody who may take over, with what they carry already. */
export interface Neighbour {
  readonly id: string
  readonly load: number
}

/**
 * Spreads the work of who is away over neighbours: the heaviest piece first, each to whoever carries least then (of equals
 * the first by id). Every piece goes to somebody; the same input gives the same answer whatever its order. By Graham's
 * bound nobody ends with more than the lightest plus the heaviest piece, unless they carried more before.
 * @throws RangeError when there is nobody
 */
export function spreadWork(pieces: readonly WorkPiece[], neighbours: readonly Neighbour[]): Map<string, string> {
  const carried = new Map(neighbours.map(({ id, load }) => [id, load]))
  const ids = [...carried.keys()].toSorted()
  const [first] = ids
  if (first === undefined) throw new RangeError('nobody to take over')
  const taken = new Map<string, string>()
  for (const { id, load } of pieces.toSorted((a, b) => b.load - a.load || (a.id < b.id ? -1 : 1))) {
    const to = ids.reduce((least, one) => ((carried.get(one) ?? 0) < (carried.get(least) ?? 0) ? one : least), first)
    taken.set(id, to)
    carried.set(to, (carried.get(to) ?? 0) + load)
  }
  return taken
}
