import type { Encoded } from './encode.ts'
import { keyOf, mix } from './hash.ts'
import { FIRST_FILLER, labelOf } from './labels.ts'
import { HISTORY_SIZE, START } from './model.ts'

/** What a reader of an address remembers of the elements before. */
export interface History {
  /** Label of the element before, and of the one before that. */
  readonly last: number
  readonly lastButOne: number
  /** Label of the last element that is a place or a name. */
  readonly lastPlace: number
  /** Labels met so far, as bits. */
  readonly met: number
  /** Last token and length of the element before. */
  readonly lastCode: number
  readonly lastLength: number
}

/** Nothing read yet. */
export const NO_HISTORY: History = { last: START, lastButOne: START, lastPlace: START, met: 0, lastCode: 0, lastLength: 0 }

/** Questions are numbered from here on; those at the end of the address from the second. */
const [STEP, END] = [900, 950]
const MASK = HISTORY_SIZE - 1
const [FIRST_AREA, LAST_AREA] = [labelOf('prov'), labelOf('town')]
const AREAS = ((2 << LAST_AREA) - 1) & ~((1 << FIRST_AREA) - 1)
const FIRST_STREET_LABEL = labelOf('road')
const PLACES_MASK = 0x3ff

/** The history after one more element. */
export function remember(history: History, { codes, candidates: { from, to } }: Encoded, candidate: number, label: number): History {
  const end = to[candidate] ?? 0
  return {
    last: label,
    lastButOne: history.last,
    lastPlace: label >= FIRST_FILLER ? history.lastPlace : label,
    met: history.met | (1 << label),
    lastCode: codes[end - 1] ?? 0,
    lastLength: end - (from[candidate] ?? 0),
  }
}

/** Key under which histories are one: what follows may depend on nothing else. */
export function historyKey({ met, last, lastButOne, lastPlace }: History): number {
  const base = START + 1
  return ((met * base + last) * base + lastButOne) * base + lastPlace
}

/** Feature numbers of taking a candidate as an element of a label after a history. */
export function stepFeatures(history: History, { codes, kinds, candidates, known, repeated }: Encoded, candidate: number, label: number): Int32Array {
  const { last, lastButOne, lastPlace, met } = history
  const [start, end] = [candidates.from[candidate] ?? 0, candidates.to[candidate] ?? 0]
  const [name, isRepeated] = [known[candidate] ?? -1, repeated[candidate] ?? 0]
  const again = (met >> label) & 1
  const nameMet = name < 0 ? 2 : (met >> name) & 1
  const pair = mix(label, last)
  return hashed([
    keyOf(STEP, pair, lastButOne),
    keyOf(STEP + 1, pair, lastPlace),
    keyOf(STEP + 2, label, again),
    keyOf(STEP + 3, label, again, isRepeated),
    keyOf(STEP + 4, label, met & AREAS),
    keyOf(STEP + 5, label, (met >> FIRST_STREET_LABEL) & PLACES_MASK),
    keyOf(STEP + 6, label, name, nameMet),
    keyOf(STEP + 7, mix(label, isRepeated), name, nameMet),
    keyOf(STEP + 8, pair, history.lastCode),
    keyOf(STEP + 9, pair, history.lastCode, codes[start] ?? 0),
    keyOf(STEP + 10, pair, lastPlace, kinds[start] ?? 0),
    keyOf(STEP + 11, pair, Math.min(history.lastLength, 6), Math.min(end - start, 6)),
    keyOf(STEP + 12, pair, again),
    keyOf(STEP + 13, pair, lastPlace, codes[end - 1] ?? 0),
    keyOf(STEP + 14, pair, lastButOne, lastPlace),
    keyOf(STEP + 15, label, met & AREAS, name),
  ])
}

/** Feature numbers of the address ending after a history. */
export function endFeatures({ last, lastButOne, lastPlace, met, lastCode }: History): Int32Array {
  return hashed([
    keyOf(END, last, lastButOne),
    keyOf(END + 1, last),
    keyOf(END + 2, (met >> FIRST_STREET_LABEL) & PLACES_MASK),
    keyOf(END + 3, last, lastPlace),
    keyOf(END + 4, last, lastCode),
  ])
}

function hashed(keys: readonly number[]): Int32Array {
  const features = new Int32Array(keys.length)
  for (let k = 0; k < keys.length; k += 1) features[k] = (keys[k] ?? 0) & MASK
  return features
}
