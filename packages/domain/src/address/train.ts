import type { LabelledAddress, Segment } from './conll.ts'
import { encodeAddress, encodeTokens } from './encode.ts'
import { runEpochs } from './epochs.ts'
import type { Example, Tuning } from './epochs.ts'
import { buildGazetteer, countAddress, LONGEST } from './gazetteer.ts'
import type { Gazetteer, KnownAddress } from './gazetteer.ts'
import { addKey, keysOf, keyTable, tableOfKeys } from './key-table.ts'
import type { KeyTable } from './key-table.ts'
import { LABEL_COUNT, OTHER } from './labels.ts'
import { TOKEN_COLUMNS } from './model.ts'
import type { AddressModel, Weights } from './model.ts'
import { packRows } from './rows.ts'
import { segmentFacts } from './segment-features.ts'
import { tokenFeatures } from './token-features.ts'
import { viewOf } from './view.ts'

/** How to train; what is left out keeps its tuned value. */
export interface TrainOptions extends Partial<Tuning> {
  /** Features met fewer times are not learnt. */
  readonly leastCount?: number
  /** Hears after each epoch; may ask for the model so far. */
  readonly onEpoch?: (epoch: number, modelSoFar: () => AddressModel) => void
}

/** Tuned on a part of the public training file held out from training; see docs/address-figures.md. */
const TUNING: Tuning = { seed: 1, epochs: 12, warmUp: 3, rate: 0.05, dropout: 0.85, historyDropout: 0.5 }
const LEAST_COUNT = 2

/** Learns to tag from labelled addresses. Deterministic by seed; addresses with elements of more than 14 tokens are left out. */
export function trainAddressModel(addresses: readonly LabelledAddress[], options: TrainOptions = {}): AddressModel {
  const { leastCount = LEAST_COUNT, onEpoch, ...tuning } = options
  const known = addresses.map(whole).filter(({ view, segments }) => view.size > 0 && segments.every(({ start, end }) => end - start <= LONGEST))
  const gazetteer = buildGazetteer(known)
  const tables = { gazetteer, ...featureTables(known, gazetteer, leastCount) }
  const examples = known.map((address) => exampleOf(address, tables))
  const weights = runEpochs(tables, examples, { ...TUNING, ...tuning }, (epoch, now) => onEpoch?.(epoch, () => packed(tables, now)))
  return packed(tables, weights)
}

/** The model without the weights and features that came to nothing. */
function packed({ tokenKeys, segmentKeys, gazetteer }: Tables, { token, segment, transition, history }: Weights): AddressModel {
  const [tokens, segments] = [packRows(token, TOKEN_COLUMNS), packRows(segment, LABEL_COUNT)]
  return {
    gazetteer,
    tokenKeys: keptKeys(tokenKeys, tokens.kept),
    segmentKeys: keptKeys(segmentKeys, segments.kept),
    token: tokens.rows,
    segment: segments.rows,
    transition: transition.slice(),
    history: history.slice(),
  }
}

function keptKeys(table: KeyTable, kept: readonly number[]): KeyTable {
  const keys = keysOf(table)
  return tableOfKeys(kept.map((id) => keys[id] ?? 0))
}

type Tables = Pick<AddressModel, 'tokenKeys' | 'segmentKeys' | 'gazetteer'>

/** Tokens outside all elements become elements of their own that fit no label. */
function whole({ tokens, segments }: LabelledAddress): KnownAddress {
  const view = viewOf(tokens)
  const filled: Segment[] = []
  let at = 0
  for (const segment of [...segments, { start: view.size, end: view.size, label: OTHER }]) {
    for (; at < segment.start; at += 1) filled.push({ start: at, end: at + 1, label: OTHER })
    if (segment.end > segment.start) filled.push(segment)
    at = segment.end
  }
  return { view, segments: filled }
}

/** Runs `act` as if the gazetteer had never seen the address. */
function withoutAddress<T>(gazetteer: Gazetteer, address: KnownAddress, act: () => T): T {
  countAddress(gazetteer, address, -1)
  const result = act()
  countAddress(gazetteer, address, 1)
  return result
}

/** The features worth learning: of all tokens, and of the true elements. */
function featureTables(addresses: readonly KnownAddress[], gazetteer: Gazetteer, leastCount: number): { tokenKeys: KeyTable; segmentKeys: KeyTable } {
  const [tokens, segments] = [counter(), counter()]
  for (const address of addresses) {
    for (const keys of tokenFeatures(address.view)) for (const key of keys) tokens.count(key)
    withoutAddress(gazetteer, address, () => {
      for (const { start, end } of address.segments) {
        for (const { keys } of segmentFacts(address.view, gazetteer, start, [end])) for (const key of keys) segments.count(key)
      }
    })
  }
  return { tokenKeys: tokens.atLeast(leastCount), segmentKeys: segments.atLeast(leastCount) }
}

/** Counts keys; the commonest get the lowest numbers, so that what is often looked up lies together in memory. */
function counter(): { count: (key: number) => void; atLeast: (least: number) => KeyTable } {
  const table = keyTable()
  const counts: number[] = []
  return {
    count: (key) => {
      const id = addKey(table, key)
      counts[id] = (counts[id] ?? 0) + 1
    },
    atLeast: (least) => {
      const keys = keysOf(table)
      const common = [...counts.keys()].filter((id) => (counts[id] ?? 0) >= least).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b)
      return tableOfKeys(common.map((id) => keys[id] ?? 0))
    },
  }
}

function exampleOf(address: KnownAddress, { tokenKeys, segmentKeys, gazetteer }: Tables): Example {
  const tokens = encodeTokens(address.view, tokenKeys)
  const encoded = withoutAddress(gazetteer, address, () => encodeAddress(address.view, tokens, { segmentKeys, gazetteer }))
  return { encoded, segments: address.segments }
}
