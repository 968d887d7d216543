import { boundariesOf, boundaryOdds } from './boundaries.ts'
import { chainOf } from './chain.ts'
import type { Segment } from './conll.ts'
import { encodeAddress, encodeTokens } from './encode.ts'
import { LABEL_COUNT } from './labels.ts'
import { bestWay, latticeOf } from './lattice.ts'
import type { AddressModel } from './model.ts'
import { sumRows } from './rows.ts'
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
  return bestWay(lattice).map(({ index }) => {
    const label = index % LABEL_COUNT
    const candidate = (index - label) / LABEL_COUNT
    return { start: encoded.candidates.from[candidate] ?? 0, end: encoded.candidates.to[candidate] ?? 0, label }
  })
}
