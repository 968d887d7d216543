import type { Encoded } from './encode.ts'
import { LABEL_COUNT } from './labels.ts'
import { KIND_ROWS, MARK_COUNT, START, TOKEN_COLUMNS, TRANSITION_COUNT } from './model.ts'

/** How well the parts of an address fit their labels, in log space. */
export interface Scores {
  /** Candidate × label. */
  readonly segment: Float64Array
  /** Place × transition into an element that starts there. */
  readonly transition: Float64Array
}

/** Scores every candidate and transition, from the sums of the weights of the tokens and of the segments. */
export function scoreAddress(encoded: Encoded, sums: { readonly tokens: Float64Array; readonly segments: Float64Array }, transition: Float32Array): Scores {
  const segment = sums.segments.slice()
  addTokens(encoded, segment, sums.tokens)
  return { segment, transition: transitionsOf(encoded, transition) }
}

/** Adds to each candidate what its tokens say: begin, inside …, end, or alone. */
function addTokens({ size, candidates: { from, to } }: Encoded, segment: Float64Array, states: Float64Array): void {
  const inside = new Float64Array((size + 1) * LABEL_COUNT)
  for (let at = 0; at < size; at += 1) {
    for (let y = 0; y < LABEL_COUNT; y += 1) inside[(at + 1) * LABEL_COUNT + y] = (inside[at * LABEL_COUNT + y] ?? 0) + (states[at * TOKEN_COLUMNS + y * MARK_COUNT + 1] ?? 0)
  }
  for (let c = 0; c < from.length; c += 1) {
    const start = from[c] ?? 0
    const last = (to[c] ?? 0) - 1
    for (let y = 0; y < LABEL_COUNT; y += 1) {
      const mark = y * MARK_COUNT
      const fromTokens = start === last
        ? states[start * TOKEN_COLUMNS + mark + 3] ?? 0
        : (states[start * TOKEN_COLUMNS + mark] ?? 0) + (states[last * TOKEN_COLUMNS + mark + 2] ?? 0) + (inside[last * LABEL_COUNT + y] ?? 0) - (inside[(start + 1) * LABEL_COUNT + y] ?? 0)
      segment[c * LABEL_COUNT + y] = (segment[c * LABEL_COUNT + y] ?? 0) + fromTokens
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
