import { KIND_COUNT } from './characters.ts'
import type { Gazetteer } from './gazetteer.ts'
import type { KeyTable } from './key-table.ts'
import { LABEL_COUNT } from './labels.ts'
import type { Rows } from './rows.ts'

/** Places a token can have in its element: begin, inside, end, alone. */
export const MARK_COUNT = 4
/** Label × mark. */
export const STATE_COUNT = LABEL_COUNT * MARK_COUNT
/** Columns of a token feature: the states, then whether an element starts here. */
export const TOKEN_COLUMNS = STATE_COUNT + 1
/** What stands before the first element, as a label. */
export const START: number = LABEL_COUNT
/** (Label before, or start) × label. */
export const TRANSITION_COUNT = (LABEL_COUNT + 1) * LABEL_COUNT
/** Hashed history features share this many weights (a power of two). */
export const HISTORY_SIZE = 1 << 18
/** Classes of tokens, and the marks beyond the ends. */
export const KIND_ROWS = Math.max(KIND_COUNT, 52)

/** Everything that is learnt. */
export interface Weights {
  /** Token feature × (state, then start of an element). */
  readonly token: Float32Array
  /** Segment feature × label. */
  readonly segment: Float32Array
  /** Transitions: always, then by class of the token after, then by class of the token before. */
  readonly transition: Float32Array
  readonly history: Float32Array
}

/** A tagger of addresses: a semi-Markov conditional random field. Holds hashes and weights, no text. */
export interface AddressModel {
  readonly tokenKeys: KeyTable
  readonly segmentKeys: KeyTable
  readonly gazetteer: Gazetteer
  readonly token: Rows
  readonly segment: Rows
  readonly transition: Float32Array
  readonly history: Float32Array
}

/** Weights of nothing yet learnt. */
export function emptyWeights({ tokenKeys, segmentKeys }: { readonly tokenKeys: KeyTable; readonly segmentKeys: KeyTable }): Weights {
  return {
    token: new Float32Array(tokenKeys.size * TOKEN_COLUMNS),
    segment: new Float32Array(segmentKeys.size * LABEL_COUNT),
    transition: new Float32Array((1 + 2 * KIND_ROWS) * TRANSITION_COUNT),
    history: new Float32Array(HISTORY_SIZE),
  }
}
