import { boundariesOf, boundaryOdds } from './boundaries.ts'
import { chainOf } from './chain.ts'
import type { Segment } from './conll.ts'
import { encodeAddress, encodeTokens } from './encode.ts'
import { LABEL_COUNT, OTHER } from './labels.ts'
import { latticeOf, latticeSums } from './lattice.ts'
import type { Lattice } from './lattice.ts'
import type { AddressModel } from './model.ts'
import { sumRows } from './rows.ts'
import { scoreAddress } from './scores.ts'
import { viewOf } from './view.ts'

/** Longer texts are no addresses; they are read piece by piece, so that time and memory stay in bounds. */
const PIECE = 160
/** A hair above half, as sums are rounded. */
const LIKELY = 0.5001

/**
 * Cuts the tokens of an address into labelled elements that cover all of them and never overlap. What is not more likely
 * an element than not is called none: such stretches are `OTHER`.
 */
export function tagTokens(model: AddressModel, tokens: readonly string[]): Segment[] {
  const segments: Segment[] = []
  for (let from = 0; from < tokens.length; from += PIECE) {
    for (const { start, end, label } of tagPiece(model, tokens.slice(from, from + PIECE))) segments.push({ start: from + start, end: from + end, label })
  }
  return segments
}

function tagPiece(model: AddressModel, words: readonly string[]): Segment[] {
  const view = viewOf(words)
  const lists = encodeTokens(view, model.tokenKeys)
  const tokens = sumRows(lists, model.token)
  const encoded = encodeAddress(view, lists, { ...model, boundaries: boundariesOf(boundaryOdds(tokens)) })
  const scores = scoreAddress(encoded, { tokens, segments: sumRows(encoded.segments, model.segment) }, model.transition)
  const weigh = (features: Int32Array): { features: Int32Array; score: number } => {
    let score = 0
    for (let k = 0; k < features.length; k += 1) score += model.history[features[k] ?? 0] ?? 0
    return { features, score }
  }
  const lattice = latticeOf({ encoded, scores, chain: chainOf(encoded, scores), weigh })
  const likely = likelyOnes(lattice).map((index) => {
    const label = index % LABEL_COUNT
    const candidate = (index - label) / LABEL_COUNT
    return { start: encoded.candidates.from[candidate] ?? 0, end: encoded.candidates.to[candidate] ?? 0, label }
  })
  return withGaps(likely.toSorted((a, b) => a.start - b.start), encoded.size)
}

/** Candidate × label that lie on more than half of all ways, weighed by their odds: two of them never overlap. */
function likelyOnes(lattice: Lattice): number[] {
  const { before, after, total } = latticeSums(lattice)
  const odds = new Map<number, number>()
  for (const { from, to, index, score } of lattice.edges) {
    if (index >= 0) odds.set(index, (odds.get(index) ?? 0) + Math.exp((before[from] ?? 0) + score + (after[to] ?? 0) - total))
  }
  return [...odds].flatMap(([index, odd]) => (odd > LIKELY ? [index] : []))
}

function withGaps(segments: readonly Segment[], size: number): Segment[] {
  const all: Segment[] = []
  let end = 0
  for (const segment of [...segments, { start: size, end: size, label: OTHER }]) {
    if (segment.start > end) all.push({ start: end, end: segment.start, label: OTHER })
    if (segment.end > segment.start) all.push(segment)
    end = segment.end
  }
  return all
}
