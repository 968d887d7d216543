/** Figures about people that few people stand behind are held back below this. */
export const LEAST_PEOPLE = 10

/** A table of counts with its margins; null: held back. */
export interface Suppressed {
  readonly cells: readonly (readonly (number | null)[])[]
  readonly rowTotals: readonly (number | null)[]
  readonly columnTotals: readonly (number | null)[]
  readonly total: number | null
}

/**
 * Holds back what must not be told of a table of counts that is published with its margins: each count from 1 to
 * `least` − 1, and of every line that holds one back further ones, until what is held back in each row and each column
 * (margins are lines too) is either nothing or at least two figures that together stand for `least` people or more.
 * So no held-back figure follows from the others by subtraction. Zero tells of nobody and may stay.
 */
export function suppress(counts: readonly (readonly number[])[], least: number = LEAST_PEOPLE): Suppressed {
  const width = Math.max(0, ...counts.map((row) => row.length))
  const whole = withMargins(counts, width)
  const held = whole.map((row) => row.map((count) => count > 0 && count < least))
  // Each pass holds back at least one more figure, so this ends.
  while (completeLines(whole, held, least));
  const shown = whole.map((row, y) => row.map((count, x) => (held[y]?.[x] ? null : count)))
  const body = shown.slice(0, -1)
  const foot = shown.at(-1) ?? []
  return { cells: body.map((row) => row.slice(0, width)), rowTotals: body.map((row) => row[width] ?? null), columnTotals: foot.slice(0, width), total: foot[width] ?? null }
}

/** The counts with a column of row totals and a row of column totals. */
function withMargins(counts: readonly (readonly number[])[], width: number): number[][] {
  const rows = counts.map((row) => {
    const cells = Array.from({ length: width }, (_, x) => row[x] ?? 0)
    return [...cells, sum(cells)]
  })
  return [...rows, Array.from({ length: width + 1 }, (_, x) => sum(rows.map((row) => row[x] ?? 0)))]
}

/** One pass over rows and columns; whether anything was held back. */
function completeLines(whole: readonly (readonly number[])[], held: boolean[][], least: number): boolean {
  const height = whole.length
  const width = whole[0]?.length ?? 0
  let isChanged = false
  const complete = (places: readonly (readonly [y: number, x: number])[]): void => {
    const inLine = places.map(([y, x]) => ({ y, x, count: whole[y]?.[x] ?? 0, isHeld: held[y]?.[x] === true }))
    const next = nextToHold(inLine, least)
    if (!next) return
    const row = held[next.y]
    if (row) row[next.x] = true
    isChanged = true
  }
  for (let y = 0; y < height; y += 1) complete(Array.from({ length: width }, (_, x) => [y, x] as const))
  for (let x = 0; x < width; x += 1) complete(Array.from({ length: height }, (_, y) => [y, x] as const))
  return isChanged
}

interface Place {
  readonly y: number
  readonly x: number
  readonly count: number
  readonly isHeld: boolean
}

/** The smallest figure that must be held back too; undefined: the line is safe, or has no more. */
function nextToHold(line: readonly Place[], least: number): Place | undefined {
  const held = line.filter(({ isHeld }) => isHeld)
  if (held.length === 0 || (held.length > 1 && sum(held.map(({ count }) => count)) >= least)) return undefined
  const open = line.filter(({ isHeld }) => !isHeld)
  // A zero hides nothing by itself; it is taken only when there is nothing else.
  return open.filter(({ count }) => count > 0).toSorted((a, b) => a.count - b.count)[0] ?? open[0]
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
