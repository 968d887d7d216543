import { randomFrom, shuffle } from './hash.ts'

/** Sparse rows, one a message: row i holds columns[starts[i]…starts[i+1]) with their values. */
export interface Rows {
  readonly starts: Uint32Array
  readonly columns: Uint32Array
  readonly values: Float32Array
  readonly width: number
}

/** One weight for each column and class, column by column, and one bias for each class. */
export interface Linear {
  readonly classes: number
  readonly weights: Float32Array
  readonly bias: Float32Array
}

const MOST_ROUNDS = 10
/** The largest violation of optimality at which training stops. */
const TOLERANCE = 0.05

/** What one training holds: dual variables of every row and class beside the weights they make. */
interface State extends Linear {
  readonly rows: Rows
  readonly truth: Uint8Array
  readonly duals: Float32Array
  readonly curvature: Float32Array
  readonly diagonal: number
  readonly scores: Float32Array
  readonly steps: Float32Array
}

/**
 * One-against-rest linear support vector machines with squared hinge loss, all classes in one pass, by dual coordinate
 * descent (Hsieh et al., ICML 2008, algorithm 1). `truth` gives the class of each row; the same seed gives the same weights.
 */
export function trainSvm(rows: Rows, truth: Uint8Array, { classes, cost, seed = 1 }: { readonly classes: number; readonly cost: number; readonly seed?: number }): Linear {
  const count = truth.length
  const weights = new Float32Array(rows.width * classes)
  const bias = new Float32Array(classes)
  const diagonal = 0.5 / cost
  const curvature = Float32Array.from({ length: count }, (_, row) => squaredNorm(rows, row) + 1 + diagonal)
  const state: State = {
    classes, weights, bias, rows, truth, curvature, diagonal, duals: new Float32Array(count * classes),
    scores: new Float32Array(classes), steps: new Float32Array(classes),
  }
  const order = Uint32Array.from({ length: count }, (_, row) => row)
  const random = randomFrom(seed)
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    shuffle(order, random)
    let [highest, lowest] = [-Infinity, Infinity]
    for (const row of order) {
      scoreRow(state, rows, row, state.scores)
      const { high, low, isStill } = chooseSteps(state, row)
      highest = Math.max(highest, high)
      lowest = Math.min(lowest, low)
      if (!isStill) move(state, row)
    }
    if (highest - lowest < TOLERANCE) break
  }
  return { classes, weights, bias }
}

function squaredNorm({ starts, values }: Rows, row: number): number {
  let sum = 0
  for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) sum += (values[at] ?? 0) ** 2
  return sum
}

/** Scores of a row for every class, into `scores`. */
function scoreRow({ classes, weights, bias }: Linear, { starts, columns, values }: Rows, row: number, scores: Float32Array): void {
  scores.set(bias)
  const end = starts[row + 1] ?? 0
  for (let at = starts[row] ?? 0; at < end; at += 1) {
    const value = values[at] ?? 0
    const first = (columns[at] ?? 0) * classes
    for (let k = 0; k < classes; k += 1) scores[k] = (scores[k] ?? 0) + (weights[first + k] ?? 0) * value
  }
}

/** The step of each dual variable of a row, and how far its projected gradients lie from zero. */
function chooseSteps({ classes, truth, duals, curvature, diagonal, scores, steps }: State, row: number): { high: number; low: number; isStill: boolean } {
  let [high, low, isStill] = [-Infinity, Infinity, true]
  for (let k = 0; k < classes; k += 1) {
    const sign = truth[row] === k ? 1 : -1
    const dual = duals[row * classes + k] ?? 0
    const gradient = (scores[k] ?? 0) * sign - 1 + dual * diagonal
    const projected = dual === 0 ? Math.min(gradient, 0) : gradient
    high = Math.max(high, projected)
    low = Math.min(low, projected)
    const next = Math.max(dual - gradient / (curvature[row] ?? 1), 0)
    duals[row * classes + k] = next
    steps[k] = (next - dual) * sign
    if (next !== dual) isStill = false
  }
  return { high, low, isStill }
}

function move({ classes, weights, bias, rows, steps }: State, row: number): void {
  const { starts, columns, values } = rows
  const end = starts[row + 1] ?? 0
  for (let at = starts[row] ?? 0; at < end; at += 1) {
    const value = values[at] ?? 0
    const first = (columns[at] ?? 0) * classes
    for (let k = 0; k < classes; k += 1) weights[first + k] = (weights[first + k] ?? 0) + (steps[k] ?? 0) * value
  }
  for (let k = 0; k < classes; k += 1) bias[k] = (bias[k] ?? 0) + (steps[k] ?? 0)
}
