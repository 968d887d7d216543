import { simplified } from '@yihu/domain'
import { createMatcher } from './match.ts'

/** The words that speak for a class: weight 3 names it, 2 leans to it, 1 only agrees with it. */
export interface LexiconRow {
  readonly code: string
  readonly words: readonly { readonly word: string; readonly weight: number }[]
}

/** A class that a text may be about, with the words that say so. */
export interface Suggestion {
  readonly code: string
  /** 0…1; all suggestions together with "none of them" make 1. */
  readonly confidence: number
  readonly words: readonly string[]
}

export type Suggest = (text: string) => Suggestion[]

interface Voice {
  readonly code: string
  readonly weight: number
}

const MOST = 5
/**
 * What "none of the classes" scores: one naming word at the head of a text gives about three quarters, one agreeing
 * word a fifth. Measured on 5,853 labelled messages, first level only, classes the labels know: stated 0.4–0.8 was
 * right in 75–81 %, 0.8 in 81 %, 0.9 and more in 86 %.
 */
const SCORE_OF_NONE = 2.3
/** Letters end with thanks; only what opens with them is praise. */
const COURTESIES = new Set(['感谢', '谢谢'])
const OPENING = 20
const HEAD = 40
const BODY = 160
/** Each character beyond two makes a word more telling. */
const PER_CHARACTER = 0.12
/** A second and third word of a class agree with the first rather than prove anew. */
const FURTHER_WORD = 0.6
const LEAST_CONFIDENCE = 0.05

/**
 * A function from a text to the classes it may be about, best first, at most five. Deterministic; the words are found in
 * one pass; a word inside a longer found word does not count (建筑垃圾 is not 垃圾).
 */
export function createSuggest(lexicon: readonly LexiconRow[]): Suggest {
  const matcher = createMatcher(voices(lexicon))
  return (text) => {
    const tallies = new Map<string, { words: Set<string>; weights: number[] }>()
    for (const { word, start, value } of matcher.find(simplified(text))) {
      if (start > OPENING && COURTESIES.has(word)) continue
      let tally = tallies.get(value.code)
      if (!tally) tallies.set(value.code, (tally = { words: new Set(), weights: [] }))
      if (tally.words.has(word)) continue
      tally.words.add(word)
      tally.weights.push(value.weight * emphasis(start))
    }
    return rank(tallies)
  }
}

/** People say first what it is about; far down a long letter they tell other things as well. */
function emphasis(start: number): number {
  if (start < HEAD) return 1.15
  return start < BODY ? 0.85 : 0.6
}

function* voices(lexicon: readonly LexiconRow[]): Generator<readonly [string, Voice]> {
  for (const { code, words } of lexicon) {
    for (const { word, weight } of words) yield [word, { code, weight: weight * (1 + PER_CHARACTER * (word.length - 2)) }]
  }
}

function rank(tallies: ReadonlyMap<string, { words: ReadonlySet<string>; weights: readonly number[] }>): Suggestion[] {
  const scored = [...tallies].map(([code, { words, weights }]) => ({ code, words: [...words], odds: Math.exp(scoreOf(weights)) }))
  const total = scored.reduce((sum, { odds }) => sum + odds, Math.exp(SCORE_OF_NONE))
  return scored
    .map(({ code, words, odds }) => ({ code, words, confidence: Math.round((odds / total) * 100) / 100 }))
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .toSorted((a, b) => b.confidence - a.confidence || (a.code < b.code ? -1 : 1))
    .slice(0, MOST)
}

function scoreOf(weights: readonly number[]): number {
  const [first = 0, ...further] = weights.toSorted((a, b) => b - a)
  return further.reduce((sum, weight) => sum + weight * FURTHER_WORD, first)
}
