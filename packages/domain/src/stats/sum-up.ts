/** How many there are in the smallest place that is known of them. */
export interface PlaceCount {
  readonly path: string
  readonly count: number
}

/** How many there are in a place and all places within it; 0 for one where nothing is. */
export function sumUp(rows: readonly PlaceCount[]): (path: string) => number {
  const sums = new Map<string, number>()
  for (const { path, count } of rows) {
    for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
      const above = path.slice(0, end)
      sums.set(above, (sums.get(above) ?? 0) + count)
    }
  }
  return (path) => sums.get(path) ?? 0
}
