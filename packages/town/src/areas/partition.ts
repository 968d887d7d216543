import { MAIN_COLS, MAIN_ROWS } from './lattice.ts'
import type { Cell } from './lattice.ts'
import { traceBorder } from './border.ts'

/** What a region is divided into: a share of the weight and the least number of cells it needs. */
export interface Share {
  weight: number
  minCells: number
}

interface Cut {
  first: Cell[]
  second: Cell[]
  cost: number
}

const DIRECTIONS: readonly (readonly [number, number])[] = [
  [1, 0.001], [0.001, 1], [1, 0.06], [1, -0.06], [0.06, 1], [-0.06, 1], [1, 0.5], [0.5, 1], [1, -0.5], [-0.5, 1],
]

/**
 * Divides connected cells into connected regions without holes, one per share, by weighted
 * recursive bisection; `null` when no way is found.
 */
export function divide(cells: readonly Cell[], shares: readonly Share[], weightOf: (cell: Cell) => number): Cell[][] | null {
  if (shares.length <= 1) return shares.length === 1 && cells.length > 0 ? [[...cells]] : null
  const half = Math.floor(shares.length / 2)
  const left = shares.slice(0, half)
  const right = shares.slice(half)
  const cuts = findCuts(cells, { left: total(left), right: total(right) }, weightOf)
  for (const cut of cuts.slice(0, 6)) {
    const a = divide(cut.first, left, weightOf)
    const b = a && divide(cut.second, right, weightOf)
    if (a && b) return [...a, ...b]
  }
  return null
}

function total(shares: readonly Share[]): Share {
  return shares.reduce((s, x) => ({ weight: s.weight + x.weight, minCells: s.minCells + x.minCells }), { weight: 0, minCells: 0 })
}

function findCuts(cells: readonly Cell[], want: { left: Share; right: Share }, weightOf: (cell: Cell) => number): Cut[] {
  const whole = cells.reduce((s, c) => s + weightOf(c), 0)
  const goal = want.left.weight / (want.left.weight + want.right.weight)
  const cuts: Cut[] = []
  for (const [dx, dy] of DIRECTIONS) {
    const sorted = cells
      .map((cell) => ({ cell, at: cell.col * dx + cell.row * dy }))
      .sort((a, b) => a.at - b.at || a.cell.id - b.cell.id)
      .map((x) => x.cell)
    for (const size of likelySizes(sorted, whole * goal, weightOf)) {
      if (size < want.left.minCells || sorted.length - size < want.right.minCells) continue
      const cut = judge(sorted, size, { whole, goal, weightOf })
      if (cut) cuts.push(cut)
    }
  }
  return cuts.sort((a, b) => a.cost - b.cost)
}

/** Sizes around the one whose weight is nearest the goal. */
function likelySizes(sorted: readonly Cell[], goalWeight: number, weightOf: (cell: Cell) => number): number[] {
  let sum = 0
  let size = 0
  for (const cell of sorted) {
    if (sum + weightOf(cell) / 2 > goalWeight) break
    sum += weightOf(cell)
    size++
  }
  const reach = Math.max(1, Math.round(sorted.length * 0.04))
  return Array.from({ length: reach * 2 + 1 }, (_, i) => size - reach + i).filter((n) => n > 0 && n < sorted.length)
}

function judge(
  sorted: readonly Cell[],
  size: number,
  goal: { whole: number; goal: number; weightOf: (cell: Cell) => number },
): Cut | null {
  const first = sorted.slice(0, size)
  const second = sorted.slice(size)
  if (!traceBorder(first) || !traceBorder(second)) return null
  const share = first.reduce((s, c) => s + goal.weightOf(c), 0) / goal.whole
  return { first, second, cost: Math.abs(share - goal.goal) * 3 + seamCost(first, second) / Math.sqrt(sorted.length) }
}

/** Length of the common border in cells; a border along a main road costs less. */
function seamCost(first: readonly Cell[], second: readonly Cell[]): number {
  const places = new Set(second.map((c) => `${c.col}:${c.row}`))
  let cost = 0
  for (const { col, row } of first) {
    if (places.has(`${col + 1}:${row}`)) cost += MAIN_COLS.includes(col + 1) ? 0.5 : 1
    if (places.has(`${col - 1}:${row}`)) cost += MAIN_COLS.includes(col) ? 0.5 : 1
    if (places.has(`${col}:${row + 1}`)) cost += MAIN_ROWS.includes(row + 1) ? 0.5 : 1
    if (places.has(`${col}:${row - 1}`)) cost += MAIN_ROWS.includes(row) ? 0.5 : 1
  }
  return cost
}
