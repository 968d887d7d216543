import type { Candidates, Encoded } from './encode.ts'
import { LABEL_COUNT } from './labels.ts'
import { START, TRANSITION_COUNT } from './model.ts'
import type { Scores } from './scores.ts'

/** Sums over all ways to cut and label an address, in log space. */
export interface Chain {
  /** Place × label: all ways up to an element of the label that starts there, the transition into it counted. */
  readonly entry: Float64Array
  /** Place × label: all ways up to an element of the label that ended there. */
  readonly forward: Float64Array
  /** Place × label: all ways on from an element of the label that starts there. */
  readonly exit: Float64Array
  /** Place × label: all ways on from an element of the label that ended there. */
  readonly backward: Float64Array
  readonly total: number
}

/** Below this difference a term adds nothing to a sum. */
const NOTHING = -14

/** Runs forward and backward over an address of at least one token. */
export function chainOf(encoded: Encoded, scores: Scores): Chain {
  const { size, candidates } = encoded
  const places = (size + 1) * LABEL_COUNT
  const chain = {
    entry: new Float64Array(places).fill(-Infinity), forward: new Float64Array(places).fill(-Infinity),
    exit: new Float64Array(places).fill(-Infinity), backward: new Float64Array(places).fill(-Infinity),
  }
  for (let at = 0; at < size; at += 1) {
    enter(chain, scores, at)
    arrive(chain, scores, candidates, at + 1)
  }
  for (let y = 0; y < LABEL_COUNT; y += 1) chain.backward[size * LABEL_COUNT + y] = 0
  for (let at = size - 1; at >= 0; at -= 1) {
    leave(chain, scores, candidates, at)
    if (at > 0) goBack(chain, scores, at)
  }
  return { ...chain, total: logSum(chain.forward.subarray(size * LABEL_COUNT)) }
}

/** Logarithm of the probability that a candidate is an element of the label. */
export function logPosterior({ entry, backward, total }: Chain, { from, to }: Candidates, { segment }: Scores, index: number): number {
  const y = index % LABEL_COUNT
  const candidate = (index - y) / LABEL_COUNT
  return (entry[(from[candidate] ?? 0) * LABEL_COUNT + y] ?? 0) + (segment[index] ?? 0) + (backward[(to[candidate] ?? 0) * LABEL_COUNT + y] ?? 0) - total
}

type Sums = Omit<Chain, 'total'>

function enter({ entry, forward }: Sums, { transition }: Scores, at: number): void {
  const here = at * LABEL_COUNT
  const row = at * TRANSITION_COUNT
  if (at === 0) {
    for (let y = 0; y < LABEL_COUNT; y += 1) entry[y] = transition[START * LABEL_COUNT + y] ?? 0
    return
  }
  const most = largest(forward, here)
  if (most === -Infinity) return
  const sums = new Float64Array(LABEL_COUNT)
  for (let x = 0; x < LABEL_COUNT; x += 1) {
    const less = (forward[here + x] ?? 0) - most
    if (less < NOTHING) continue
    for (let y = 0; y < LABEL_COUNT; y += 1) sums[y] = (sums[y] ?? 0) + Math.exp(less + (transition[row + x * LABEL_COUNT + y] ?? 0))
  }
  for (let y = 0; y < LABEL_COUNT; y += 1) entry[here + y] = most + Math.log(sums[y] ?? 0)
}

function arrive({ entry, forward }: Sums, { segment }: Scores, { from, byEnd, firstEnding }: Candidates, at: number): void {
  const [first, end] = [firstEnding[at] ?? 0, firstEnding[at + 1] ?? 0]
  const values = new Float64Array(end - first)
  for (let y = 0; y < LABEL_COUNT; y += 1) {
    for (let k = first; k < end; k += 1) {
      const c = byEnd[k] ?? 0
      values[k - first] = (entry[(from[c] ?? 0) * LABEL_COUNT + y] ?? 0) + (segment[c * LABEL_COUNT + y] ?? 0)
    }
    forward[at * LABEL_COUNT + y] = logSum(values)
  }
}

function leave({ exit, backward }: Sums, { segment }: Scores, { to, firstAt }: Candidates, at: number): void {
  const [first, end] = [firstAt[at] ?? 0, firstAt[at + 1] ?? 0]
  const values = new Float64Array(end - first)
  for (let y = 0; y < LABEL_COUNT; y += 1) {
    for (let c = first; c < end; c += 1) values[c - first] = (segment[c * LABEL_COUNT + y] ?? 0) + (backward[(to[c] ?? 0) * LABEL_COUNT + y] ?? 0)
    exit[at * LABEL_COUNT + y] = logSum(values)
  }
}

function goBack({ exit, backward }: Sums, { transition }: Scores, at: number): void {
  const here = at * LABEL_COUNT
  const row = at * TRANSITION_COUNT
  const most = largest(exit, here)
  if (most === -Infinity) return
  const sums = new Float64Array(LABEL_COUNT)
  for (let y = 0; y < LABEL_COUNT; y += 1) {
    const less = (exit[here + y] ?? 0) - most
    if (less < NOTHING) continue
    for (let x = 0; x < LABEL_COUNT; x += 1) sums[x] = (sums[x] ?? 0) + Math.exp(less + (transition[row + x * LABEL_COUNT + y] ?? 0))
  }
  for (let x = 0; x < LABEL_COUNT; x += 1) backward[here + x] = most + Math.log(sums[x] ?? 0)
}

function largest(values: Float64Array, from: number): number {
  let most = -Infinity
  for (let y = 0; y < LABEL_COUNT; y += 1) most = Math.max(most, values[from + y] ?? 0)
  return most
}

function logSum(values: Float64Array): number {
  let most = -Infinity
  for (let k = 0; k < values.length; k += 1) if ((values[k] ?? 0) > most) most = values[k] ?? 0
  if (most === -Infinity) return most
  let sum = 0
  for (let k = 0; k < values.length; k += 1) {
    const less = (values[k] ?? 0) - most
    if (less > NOTHING) sum += Math.exp(less)
  }
  return most + Math.log(sum)
}
