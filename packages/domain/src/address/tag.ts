import { boundariesOf, boundaryOdds } from './boundaries.ts'
import { chainOf } from './chain.ts'
import type { Segment } from './conll.ts'
import { encodeAddress, encodeTokens } from './encode.ts'
import { LABEL_COUNT } from './labels.ts'
import { bestWay, latticeOf } from './lattice.ts'
import type { AddressModel } from './model.ts'
import { scoreAddress } from './scores.ts'
import { viewOf } from './view.ts'

/** Longer texts are no addresses; they are read piece by piece, so that time and memory stay in bounds. */
const PIECE = 160

/** Cuts the tokens of an address into labelled elements that cover all of them and never overlap. */
export function tagTokens(model: AddressModel, tokens: readonly string[]): Segment[] {
  const segments: Segment[] = []
  for (let from = 0; from < tokens.length; from += PIECE) {
    for (const { start, end, label } of tagPiece(model, tokens.slice(from, from + PIECE))) segments.push({ start: from + start, end: from + end, label })
  }
  return segments
}

function tagPiece({ tokenKeys, segmentKeys, gazetteer, weights }: AddressModel, words: readonly string[]): Segment[] {
  const view = viewOf(words)
  const tokens = encodeTokens(view, tokenKeys)
  const boundaries = boundariesOf(boundaryOdds(tokens, weights.boundary))
  const encoded = encodeAddress(view, tokens, { segmentKeys, gazetteer, boundaries })
  const scores = scoreAddress(encoded, weights)
  const weigh = (features: Int32Array): { features: Int32Array; score: number } => {
    let score = 0
    for (const feature of features) score += weights.history[feature] ?? 0
    return { features, score }
  }
  const lattice = latticeOf({ encoded, scores, chain: chainOf(encoded, scores), weigh })
  return bestWay(lattice).map(({ index }) => {
    const label = index % LABEL_COUNT
    const candidate = (index - label) / LABEL_COUNT
    return { start: encoded.candidates.from[candidate] ?? 0, end: encoded.candidates.to[candidate] ?? 0, label }
  })
}
