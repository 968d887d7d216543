import type { Lists } from './encode.ts'

/** Rows of weights of which only those that matter are kept. */
export interface Rows {
  readonly width: number
  /** Row → its first entry. */
  readonly first: Int32Array
  /** Weight in parts of 1/4096 above, column in the low byte: one look at memory for both. */
  readonly entries: Int32Array
}

const PARTS = 4096
const [COLUMN_BITS, COLUMN_MASK] = [8, 0xff]

/** Weights nearer to zero than this are not kept. */
const LEAST_WEIGHT = 0.01

/** Keeps the weights of a table that matter; `kept` are the old numbers of the rows that have any. */
export function packRows(weights: Float32Array, width: number): { readonly rows: Rows; readonly kept: readonly number[] } {
  const [kept, first, entries]: [number[], number[], number[]] = [[], [0], []]
  for (let row = 0; row * width < weights.length; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const weight = weights[row * width + column] ?? 0
      if (Math.abs(weight) < LEAST_WEIGHT) continue
      entries.push((Math.round(weight * PARTS) << COLUMN_BITS) | column)
    }
    if (entries.length === first.at(-1)) continue
    kept.push(row)
    first.push(entries.length)
  }
  return { rows: { width, first: Int32Array.from(first), entries: Int32Array.from(entries) }, kept }
}

/** For each list of features the sum of their rows. */
export function sumRows({ ids, first }: Lists, { width, first: rowFirst, entries }: Rows): Float64Array {
  const sums = new Float64Array((first.length - 1) * width)
  for (let list = 0; list + 1 < first.length; list += 1) {
    const to = list * width
    const end = first[list + 1] ?? 0
    for (let at = first[list] ?? 0; at < end; at += 1) {
      const row = ids[at] ?? 0
      const rowEnd = rowFirst[row + 1] ?? 0
      for (let k = rowFirst[row] ?? 0; k < rowEnd; k += 1) {
        const entry = entries[k] ?? 0
        const place = to + (entry & COLUMN_MASK)
        sums[place] = (sums[place] ?? 0) + (entry >> COLUMN_BITS) / PARTS
      }
    }
  }
  return sums
}

/** The same from a whole table, times a factor. */
export function sumTable({ ids, first }: Lists, { weights, width, scale }: { readonly weights: Float32Array; readonly width: number; readonly scale: number }): Float64Array {
  const sums = new Float64Array((first.length - 1) * width)
  for (let list = 0; list + 1 < first.length; list += 1) {
    const to = list * width
    const end = first[list + 1] ?? 0
    for (let at = first[list] ?? 0; at < end; at += 1) {
      const row = (ids[at] ?? 0) * width
      for (let k = 0; k < width; k += 1) sums[to + k] = (sums[to + k] ?? 0) + scale * (weights[row + k] ?? 0)
    }
  }
  return sums
}
