import { logPosterior } from './chain.ts'
import type { Chain } from './chain.ts'
import type { Segment } from './conll.ts'
import type { Encoded } from './encode.ts'
import { LABEL_COUNT } from './labels.ts'
import { latticeSums } from './lattice.ts'
import type { Edge, Lattice } from './lattice.ts'
import { START, TRANSITION_COUNT } from './model.ts'
import type { Scores } from './scores.ts'

/** How far the model's expectation is from the truth. */
export interface Gradient {
  /** Candidate × label. */
  readonly segment: Float64Array
  /** Place × transition. */
  readonly transition: Float64Array
}

/** Candidate → its known label, or −1. The candidates must hold every known element. */
export function truthOf({ candidates: { from, to, firstAt } }: Encoded, segments: readonly Segment[]): Int8Array {
  const truth = new Int8Array(from.length).fill(-1)
  for (const { start, end, label } of segments) {
    let candidate = firstAt[start] ?? 0
    while ((to[candidate] ?? end) < end) candidate += 1
    truth[candidate] = label
  }
  return truth
}

/** Gradient of the model without history. */
export function chainGradient(encoded: Encoded, scores: Scores, chain: Chain, segments: readonly Segment[]): Gradient {
  const gradient = { segment: new Float64Array(scores.segment.length), transition: new Float64Array(scores.transition.length) }
  const truth = truthOf(encoded, segments)
  for (let index = 0; index < gradient.segment.length; index += 1) {
    const isTrue = truth[Math.floor(index / LABEL_COUNT)] === index % LABEL_COUNT
    gradient.segment[index] = Math.exp(logPosterior(chain, encoded.candidates, scores, index)) - (isTrue ? 1 : 0)
  }
  for (let at = 0; at < encoded.size; at += 1) expectTransitions(gradient, scores, chain, at)
  let before = START
  for (const { start, label } of segments) {
    addTo(gradient.transition, start * TRANSITION_COUNT + before * LABEL_COUNT + label, -1)
    before = label
  }
  return gradient
}

function expectTransitions({ transition }: Gradient, scores: Scores, { forward, exit, total }: Chain, at: number): void {
  const row = at * TRANSITION_COUNT
  const first: number = at === 0 ? START : 0
  const end = at === 0 ? START + 1 : START
  for (let x = first; x < end; x += 1) {
    const before = (at === 0 ? 0 : forward[at * LABEL_COUNT + x] ?? 0) - total
    for (let y = 0; y < LABEL_COUNT; y += 1) {
      const k = row + x * LABEL_COUNT + y
      transition[k] = Math.exp(before + (scores.transition[k] ?? 0) + (exit[at * LABEL_COUNT + y] ?? 0))
    }
  }
}

/** Gradient of the model with history; `onEdge` hears each edge with how far it is from the truth. */
export function latticeGradient(
  { encoded, scores, lattice, truth }: { readonly encoded: Encoded; readonly scores: Scores; readonly lattice: Lattice; readonly truth: Int8Array },
  onEdge: (edge: Edge, error: number) => void,
): Gradient {
  const { nodes, edges } = lattice
  const gradient = { segment: new Float64Array(scores.segment.length), transition: new Float64Array(scores.transition.length) }
  const { before, after, total } = latticeSums(lattice)
  for (const edge of edges) {
    const from = nodes[edge.from]
    if (!from) continue
    const isTrue = from.isTrue && (edge.index < 0 ? from.at === encoded.size : truth[Math.floor(edge.index / LABEL_COUNT)] === edge.index % LABEL_COUNT)
    const error = Math.exp((before[edge.from] ?? 0) + edge.score + (after[edge.to] ?? 0) - total) - (isTrue ? 1 : 0)
    onEdge(edge, error)
    if (edge.index < 0) continue
    addTo(gradient.segment, edge.index, error)
    addTo(gradient.transition, from.at * TRANSITION_COUNT + from.history.last * LABEL_COUNT + (edge.index % LABEL_COUNT), error)
  }
  return gradient
}

function addTo(sums: Float64Array, index: number, value: number): void {
  sums[index] = (sums[index] ?? 0) + value
}
