import { createSnapshot } from '../../../kernel/db/index.ts'
import type { ClassReader } from '../../../platform/catalogue/index.ts'
import { blend, RARE } from '../text/blend.ts'
import { classifyFields } from '../text/classify.ts'
import { decidingWords } from '../text/explain.ts'
import { fieldsOf } from '../text/features.ts'
import { unpackModel } from '../text/pack.ts'
import { wordsOf } from '../text/words.ts'
import { readCurrent } from './repo-model.ts'

const LONGEST_TITLE = 60
const MOST_WORDS = 5

/** Reads texts with the model in force; null while none is. In memory, loaded anew when another is switched on. */
export const classReaderOf = createSnapshot({
  name: 'text_model',
  load: async (db): Promise<ClassReader | null> => {
    const current = await readCurrent(db)
    if (!current) return null
    const model = unpackModel(current.weights)
    wordsOf('词典') // loaded now rather than while somebody waits
    return (text, lexicon) => {
      const fields = fieldsOf(asMessage(text))
      const voices = classifyFields(model, fields).ranking.map(({ label, confidence }) => ({ code: label, confidence }))
      const mixed = blend(lexicon, voices.filter(({ code, confidence }) => code === RARE || confidence >= LEAST_VOICE), current.figures.pool)
      const said = new Map(lexicon.map(({ code, words }) => [code, words]))
      return mixed.slice(0, MOST_SUGGESTED).map(({ code, confidence }, at) => ({
        code, confidence, words: withoutParts([...(said.get(code) ?? []), ...(at === 0 ? decidingWords(model, fields, code) : [])]).slice(0, MOST_WORDS),
      }))
    }
  },
})

const MOST_SUGGESTED = 8
const LEAST_VOICE = 0.01

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
