import type { Fact } from './facts.ts'

/** What is wrong with a sentence of a draft. */
export type DraftProblem = 'uncited' | 'unknown-fact' | 'strange-number'

/** One sentence without its marks, the facts it names, and what is wrong with it. */
export interface DraftSentence {
  readonly text: string
  readonly facts: readonly number[]
  readonly problem: DraftProblem | null
}

const MOST_SENTENCES = 30
/** A sentence ends at its sign, with the marks behind it. */
const SENTENCE = /[^。！？!?\n]*(?:[。！？!?]|\n|$)(?:\s*\[\d{1,3}\])*/gu
const MARK = /\[(\d{1,3})\]/gu
const NUMBER = /\d+/gu
/** Greetings and thanks say nothing that needs a fact. */
const COURTESY = /^(?:尊敬的?[^，。]{0,12}|您好|你好|感谢[^，。]{0,24}|谢谢[^，。]{0,12}|祝[^，。]{0,12})[，。！!：:]*$/u

/** Holds a draft against the facts: each sentence must name facts that there are, and no number that stands in none of them. */
export function checkDraft(draft: string, facts: readonly Fact[]): DraftSentence[] {
  const known = new Map(facts.map(({ number, text }) => [number, text]))
  return [...draft.matchAll(SENTENCE)].map(([sentence]) => sentence.trim()).filter((sentence) => sentence.replaceAll(MARK, '').trim() !== '').slice(0, MOST_SENTENCES).map((sentence) => {
    const named = [...new Set([...sentence.matchAll(MARK)].map(([, number]) => Number(number)))]
    const text = sentence.replaceAll(MARK, '').replaceAll(/\s+/gu, ' ').trim()
    return { text, facts: named, problem: problemOf(text, named, known) }
  })
}

function problemOf(text: string, named: readonly number[], known: ReadonlyMap<number, string>): DraftProblem | null {
  if (named.some((number) => !known.has(number))) return 'unknown-fact'
  if (named.length === 0) return COURTESY.test(text) ? null : 'uncited'
  const said = new Set(named.flatMap((number) => (known.get(number) ?? '').match(NUMBER) ?? []).map(Number))
  return (text.match(NUMBER) ?? []).map(Number).every((number) => said.has(number)) ? null : 'strange-number'
}
