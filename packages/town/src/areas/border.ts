import type { Cell } from './lattice.ts'

/**
 * The outer border of a set of cells as vertex ids, counter-clockwise, or `null` when the set
 * is empty, falls apart, has a hole or touches itself in a corner.
 */
export function traceBorder(cells: Iterable<Cell>): number[] | null {
  const next = openEdges(cells)
  const start = next?.keys().next().value
  if (!next || start === undefined) return null
  const ring: number[] = []
  let at: number | undefined = start
  do {
    ring.push(at)
    at = next.get(at)
  } while (at !== undefined && at !== start && ring.length <= next.size)
  return at === start && ring.length === next.size ? ring : null
}

/** Border edges that no other cell of the set shares; `null` when two of them leave one corner. */
function openEdges(cells: Iterable<Cell>): Map<number, number> | null {
  const edges = new Map<string, [number, number]>()
  for (const { border } of cells) {
    border.forEach((a, i) => {
      const b = border[(i + 1) % border.length] ?? a
      if (!edges.delete(`${b}>${a}`)) edges.set(`${a}>${b}`, [a, b])
    })
  }
  const next = new Map<number, number>()
  for (const [a, b] of edges.values()) {
    if (next.has(a)) return null
    next.set(a, b)
  }
  return next
}
