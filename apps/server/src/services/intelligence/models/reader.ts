import type { ClassReader } from '../../../platform/catalogue/index.ts'
import { blend, RARE } from '../text/blend.ts'
import type { Pool } from '../text/blend.ts'
import { rankingOf } from '../text/classify.ts'
import { decidingWords } from '../text/explain.ts'
import { fieldsOf } from '../text/features.ts'
import type { TextModel } from '../text/learn.ts'

const LONGEST_TITLE = 60
const MOST_WORDS = 5
const MOST_SUGGESTED = 8
const LEAST_VOICE = 0.01

/** Reads texts with a model beside the lexicon, and says the words that decided. */
export function readerOf(model: TextModel, pool: Pool): ClassReader {
  return (text, lexicon) => {
    const fields = fieldsOf(asMessage(text))
    const voices = rankingOf(model, fields, (label, confidence) => label === RARE || confidence >= LEAST_VOICE)
    const mixed = blend(lexicon, voices.map(({ label, confidence }) => ({ code: label, confidence })), pool)
    const said = new Map(lexicon.map(({ code, words }) => [code, words]))
    return mixed.slice(0, MOST_SUGGESTED).map(({ code, confidence }, at) => ({
      code, confidence, words: withoutParts([...(said.get(code) ?? []), ...(at === 0 ? decidingWords(model, fields, code) : [])]).slice(0, MOST_WORDS),
    }))
  }
}

/** 「共享单车」 says it; 「单车」 beside it says nothing more. */
function withoutParts(words: readonly string[]): string[] {
  const all = [...new Set(words)]
  return all.filter((word) => !all.some((other) => other !== word && other.includes(word)))
}

/** The first line of what a case says is its title. */
function asMessage(text: string): { title: string | null; text: string } {
  const end = text.indexOf('\n')
  return end > 0 && end <= LONGEST_TITLE ? { title: text.slice(0, end), text: text.slice(end + 1) } : { title: null, text }
}
