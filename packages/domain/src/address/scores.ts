import type { Encoded, Lists } from './encode.ts'
import { LABEL_COUNT } from './labels.ts'
import { KIND_ROWS, MARK_COUNT, START, STATE_COUNT, TRANSITION_COUNT } from './model.ts'
import type { Weights } from './model.ts'

/** How well the parts of an address fit their labels, in log space. */
export interface Scores {
  /** Candidate × label. */
  readonly segment: Float64Array
  /** Place × transition into an element that starts there. */
  readonly transition: Float64Array
}

/** Scores every candidate and transition. `scale` makes up for features left out in training. */
export function scoreAddress(encoded: Encoded, weights: Weights, scale = 1): Scores {
  const states = sumRows(encoded.tokens, weights.token, STATE_COUNT)
  const segment = sumRows(encoded.segments, weights.segment, LABEL_COUNT)
  addTokens(encoded, segment, states)
  if (scale !== 1) for (let k = 0; k < segment.length; k += 1) segment[k] = (segment[k] ?? 0) * scale
  return { segment, transition: transitionsOf(encoded, weights.transition) }
}

/** For each list of features the sum of their rows of weights. */
function sumRows({ ids, first }: Lists, weights: Float32Array, width: number): Float64Array {
  const sums = new Float64Array((first.length - 1) * width)
  for (let list = 0; list + 1 < first.length; list += 1) {
    const end = first[list + 1] ?? 0
    for (let at = first[list] ?? 0; at < end; at += 1) addRow(sums, list * width, weights.subarray((ids[at] ?? 0) * width, (ids[at] ?? 0) * width + width))
  }
  return sums
}

function addRow(sums: Float64Array, to: number, row: Float32Array): void {
  for (let k = 0; k < row.length; k += 1) sums[to + k] = (sums[to + k] ?? 0) + (row[k] ?? 0)
}

/** Adds to each candidate what its tokens say: begin, inside …, end, or alone. */
function addTokens({ size, candidates: { from, to } }: Encoded, segment: Float64Array, states: Float64Array): void {
  const inside = new Float64Array((size + 1) * LABEL_COUNT)
  for (let at = 0; at < size; at += 1) {
    for (let y = 0; y < LABEL_COUNT; y += 1) inside[(at + 1) * LABEL_COUNT + y] = (inside[at * LABEL_COUNT + y] ?? 0) + (states[at * STATE_COUNT + y * MARK_COUNT + 1] ?? 0)
  }
  for (let c = 0; c < from.length; c += 1) {
    const start = from[c] ?? 0
    const last = (to[c] ?? 0) - 1
    for (let y = 0; y < LABEL_COUNT; y += 1) {
      const mark = y * MARK_COUNT
      const tokens = start === last
        ? states[start * STATE_COUNT + mark + 3] ?? 0
        : (states[start * STATE_COUNT + mark] ?? 0) + (states[last * STATE_COUNT + mark + 2] ?? 0) + (inside[last * LABEL_COUNT + y] ?? 0) - (inside[(start + 1) * LABEL_COUNT + y] ?? 0)
      segment[c * LABEL_COUNT + y] = (segment[c * LABEL_COUNT + y] ?? 0) + tokens
    }
  }
}

function transitionsOf({ size, kinds, candidates: { firstAt } }: Encoded, weights: Float32Array): Float64Array {
  const sums = new Float64Array(size * TRANSITION_COUNT)
  for (let at = 0; at < size; at += 1) {
    if (firstAt[at] === firstAt[at + 1]) continue
    const from = at === 0 ? START * LABEL_COUNT : 0
    const until = at === 0 ? TRANSITION_COUNT : START * LABEL_COUNT
    for (const row of transitionRows(kinds, at)) {
      for (let k = from; k < until; k += 1) sums[at * TRANSITION_COUNT + k] = (sums[at * TRANSITION_COUNT + k] ?? 0) + (weights[row + k] ?? 0)
    }
  }
  return sums
}

/** Where the weights of the transitions at a place begin. */
export function transitionRows(kinds: Int32Array, at: number): number[] {
  const rows = [0, (1 + (kinds[at] ?? 0)) * TRANSITION_COUNT]
  if (at > 0) rows.push((1 + KIND_ROWS + (kinds[at - 1] ?? 0)) * TRANSITION_COUNT)
  return rows
}
