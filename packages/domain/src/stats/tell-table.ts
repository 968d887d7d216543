import { LEAST_PEOPLE, treeOf } from './tell-places.ts'
import type { PeopleRow, TreeNode } from './tell-places.ts'

/** Values whose sum is told elsewhere, and where: `told` answers null for a place that is told none. */
export interface ToldSum {
  readonly values: readonly string[]
  readonly told: (path: string) => object | null
}

interface Options {
  /** Where it is told how many there are of all values together. */
  readonly whole: (path: string) => object | null
  /** One at most: two of the same people could be subtracted from each other. */
  readonly sum?: ToldSum | undefined
  readonly least?: number
}

/** One count; what others decide (`isFixed`) stays as it is. */
interface Cell {
  readonly count: number
  isHeld: boolean
  isFixed: boolean
}

/** A sum with its parts. */
interface Line {
  readonly total: Cell
  readonly parts: readonly Cell[]
}

/**
 * How many people of each value each place of the area tree may be told, beside what is told elsewhere (`tellPlaces`): the places'
 * wholes and sums of some values. Counts from 1 to `least` − 1 are held back, and further ones until of every told sum (over the
 * values of a place, over the places within a place) none of the parts is held back, or at least two that together stand for
 * `least`; and of a sum that is held back at least one part. `counts` of a row are by value. @returns null for what is not told
 */
export function tellTable(rows: readonly PeopleRow[], values: readonly string[], { whole, sum, least = LEAST_PEOPLE }: Options): (path: string, value: string) => number | null {
  const cells = new Map<string, Cell>()
  const lines: Line[] = []
  const cellsOf = ({ path }: TreeNode, value: string): Cell[] => { const cell = cells.get(`${path} ${value}`); return cell ? [cell] : [] }
  const lay = (node: TreeNode): void => {
    // Where the sum is not told, no value is: not even that there is nobody.
    const isTold = whole(node.path) !== null && (!sum || sum.told(node.path) !== null)
    const own = cellsOfPlace(node, values, { isTold, least })
    for (const [value, cell] of own) cells.set(`${node.path} ${value}`, cell)
    if (isTold) lines.push(...linesOfPlace(own, sum?.values))
    for (const child of node.children) lay(child)
    if (node.children.length > 0) for (const [value, total] of own) lines.push({ total, parts: node.children.flatMap((child) => cellsOf(child, value)) })
  }
  for (const root of treeOf(rows)) lay(root)
  // What cannot be made safe is not told at all.
  if (!makeSafe(lines, least)) return () => null
  return (path, value) => {
    const cell = cells.get(`${path} ${value}`)
    return cell && !cell.isHeld ? cell.count : null
  }
}

function cellsOfPlace({ counts }: TreeNode, values: readonly string[], { isTold, least }: { readonly isTold: boolean; readonly least: number }): ReadonlyMap<string, Cell> {
  return new Map(values.map((value) => {
    const count = counts[value] ?? 0
    return [value, { count, isHeld: !isTold || (count > 0 && count < least), isFixed: !isTold }]
  }))
}

/** The sums over the values of a place: of all, of those whose sum is told elsewhere, and of the others. */
function linesOfPlace(own: ReadonlyMap<string, Cell>, sum: readonly string[] = []): Line[] {
  const [inside, outside] = [true, false].map((isIn) => [...own].flatMap(([value, cell]) => (sum.includes(value) === isIn ? [cell] : [])))
  const lines = [[...own.values()], inside ?? [], outside ?? []].map((parts) => ({ total: { count: countOf(parts), isHeld: false, isFixed: true }, parts }))
  for (const { parts } of lines) {
    const some = parts.filter(({ count }) => count > 0)
    // It is the sum itself.
    if (some.length === 1) for (const cell of some) cell.isFixed = true
  }
  return lines
}

function isSafe({ total, parts }: Line, least: number): boolean {
  const held = parts.filter(({ isHeld, count }) => isHeld && count > 0)
  if (total.isHeld) return total.count === 0 || held.length > 0
  return held.length === 0 || (held.length > 1 && countOf(held) >= least)
}

/** Holds back more, the smallest first, until every line is safe; whether that came about. */
function makeSafe(lines: readonly Line[], least: number): boolean {
  for (let isChanged = true; isChanged;) {
    isChanged = false
    for (const line of lines) {
      if (isSafe(line, least)) continue
      const next = nextToHold(line)
      if (!next) return false
      next.isHeld = true
      isChanged = true
    }
  }
  return true
}

function nextToHold({ total, parts }: Line): Cell | undefined {
  const isFree = ({ isHeld, isFixed, count }: Cell): boolean => !isHeld && !isFixed && count > 0
  return parts.filter((cell) => isFree(cell)).toSorted((a, b) => a.count - b.count)[0] ?? (isFree(total) ? total : undefined)
}

function countOf(cells: readonly Cell[]): number {
  return cells.reduce((total, { count }) => total + count, 0)
}
