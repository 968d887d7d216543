import type { Encoded } from './encode.ts'
import type { Gradient } from './gradient.ts'
import { LABEL_COUNT } from './labels.ts'
import { emptyWeights, MARK_COUNT, STATE_COUNT, TOKEN_COLUMNS, TRANSITION_COUNT } from './model.ts'
import type { AddressModel, Weights } from './model.ts'
import { transitionRows } from './scores.ts'

/** Weights on their way, with the sums of squares that slow each of them down (AdaGrad). */
export interface Learner {
  readonly weights: Weights
  readonly squares: Weights
}

/** A learner that knows nothing. */
export function newLearner(tables: Pick<AddressModel, 'tokenKeys' | 'segmentKeys'>): Learner {
  return { weights: emptyWeights(tables), squares: emptyWeights(tables) }
}

/** Errors smaller than this teach nothing. */
export const LEAST_ERROR = 1e-4
const CALM = 1e-2

interface Table {
  readonly weights: Float32Array
  readonly squares: Float32Array
}

/** One table of a learner. */
export function tableOf({ weights, squares }: Learner, name: keyof Weights): Table {
  return { weights: weights[name], squares: squares[name] }
}

/** Moves one weight against its error. */
export function step({ weights, squares }: Table, index: number, error: number, rate: number): void {
  const square = (squares[index] ?? 0) + error * error
  squares[index] = square
  weights[index] = (weights[index] ?? 0) - (rate * error) / Math.sqrt(square + CALM)
}

/** Moves the weights of transitions, segments and tokens. */
export function learnGradient(learner: Learner, encoded: Encoded, gradient: Gradient, rate: number): void {
  learnTransitions(tableOf(learner, 'transition'), encoded, gradient, rate)
  const { ids, first } = encoded.segments
  const table = tableOf(learner, 'segment')
  for (const [index, error] of gradient.segment.entries()) {
    if (Math.abs(error) < LEAST_ERROR) continue
    const label = index % LABEL_COUNT
    const candidate = (index - label) / LABEL_COUNT
    for (let k = first[candidate] ?? 0; k < (first[candidate + 1] ?? 0); k += 1) step(table, (ids[k] ?? 0) * LABEL_COUNT + label, error, rate)
  }
  learnTokens(tableOf(learner, 'token'), encoded, stateErrors(encoded, gradient), rate)
}

function learnTransitions(table: Table, { size, kinds }: Encoded, { transition }: Gradient, rate: number): void {
  for (let at = 0; at < size; at += 1) {
    const rows = transitionRows(kinds, at)
    for (let k = 0; k < TRANSITION_COUNT; k += 1) {
      const error = transition[at * TRANSITION_COUNT + k] ?? 0
      if (Math.abs(error) < LEAST_ERROR) continue
      for (const row of rows) step(table, row + k, error, rate)
    }
  }
}

function learnTokens(table: Table, { tokens: { ids, first } }: Encoded, errors: Float64Array, rate: number): void {
  for (const [index, error] of errors.entries()) {
    if (Math.abs(error) < LEAST_ERROR) continue
    const column = index % TOKEN_COLUMNS
    const at = (index - column) / TOKEN_COLUMNS
    for (let k = first[at] ?? 0; k < (first[at + 1] ?? 0); k += 1) step(table, (ids[k] ?? 0) * TOKEN_COLUMNS + column, error, rate)
  }
}

/** Errors of candidates laid on their tokens: place × column; the last column is left to `learnStarts`. */
function stateErrors({ size, candidates: { from, to } }: Encoded, { segment }: Gradient): Float64Array {
  const errors = new Float64Array(size * TOKEN_COLUMNS)
  const changes = new Float64Array((size + 1) * LABEL_COUNT)
  for (const [index, error] of segment.entries()) {
    if (Math.abs(error) < LEAST_ERROR) continue
    const y = index % LABEL_COUNT
    const candidate = (index - y) / LABEL_COUNT
    const [start, last] = [from[candidate] ?? 0, (to[candidate] ?? 0) - 1]
    if (start === last) {
      addTo(errors, start * TOKEN_COLUMNS + y * MARK_COUNT + 3, error)
      continue
    }
    addTo(errors, start * TOKEN_COLUMNS + y * MARK_COUNT, error)
    addTo(errors, last * TOKEN_COLUMNS + y * MARK_COUNT + 2, error)
    addTo(changes, (start + 1) * LABEL_COUNT + y, error)
    addTo(changes, last * LABEL_COUNT + y, -error)
  }
  for (let y = 0; y < LABEL_COUNT; y += 1) {
    let inside = 0
    for (let at = 0; at < size; at += 1) {
      inside += changes[at * LABEL_COUNT + y] ?? 0
      errors[at * TOKEN_COLUMNS + y * MARK_COUNT + 1] = inside
    }
  }
  return errors
}

function addTo(sums: Float64Array, index: number, value: number): void {
  sums[index] = (sums[index] ?? 0) + value
}

/** Moves the weights that say where elements start, by the odds the model gave each place. */
export function learnStarts(learner: Learner, { tokens: { ids, first } }: Encoded, { odds, starts }: { readonly odds: Float64Array; readonly starts: ReadonlySet<number> }, rate: number): void {
  const table = tableOf(learner, 'token')
  for (let at = 1; at < odds.length; at += 1) {
    const error = (odds[at] ?? 0) - (starts.has(at) ? 1 : 0)
    if (Math.abs(error) < LEAST_ERROR) continue
    for (let k = first[at] ?? 0; k < (first[at + 1] ?? 0); k += 1) step(table, (ids[k] ?? 0) * TOKEN_COLUMNS + STATE_COUNT, error, rate)
  }
}
