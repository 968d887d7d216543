import { hashOfWord } from './features.ts'
import type { Fields } from './features.ts'
import type { TextModel } from './learn.ts'
import type { ViewModel } from './view.ts'
import { idOf } from './vocabulary.ts'

const MOST_WORDS = 3
const SHORTEST = 2
/** Numbers are all the same to the model; shown they would mislead. */
const NUMBERS = /^[\d〇零一二三四五六七八九十百]+$/u

/**
 * The words of a message that spoke most for a label rather than the others, from the weights of the linear machines:
 * at most three, most telling first.
 */
export function decidingWords(model: TextModel, { title, body }: Fields, label: string): string[] {
  const k = model.labels.indexOf(label)
  if (k < 0) return []
  const inTitle = new Set(title.words)
  const inText = new Set(body.words)
  return [...new Set([...inTitle, ...inText])]
    .filter((word) => word.length >= SHORTEST && !NUMBERS.test(word))
    .map((word) => ({ word, push: pushOf(model, { word, k, isInTitle: inTitle.has(word), isInText: inText.has(word) }) }))
    .filter(({ push }) => push > 0)
    .toSorted((a, b) => b.push - a.push || (a.word < b.word ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map(({ word }) => word)
}

interface Asked {
  readonly word: string
  readonly k: number
  readonly isInTitle: boolean
  readonly isInText: boolean
}

function pushOf({ vocabulary, views }: TextModel, { word, k, isInTitle, isInText }: Asked): number {
  const id = idOf(vocabulary, hashOfWord(word))
  if (id < 0) return 0
  return views.reduce((sum, view) => {
    if (!view.view.isTitleApart) return sum + lead(view, id, k)
    return sum + (isInText ? lead(view, id, k) : 0) + (isInTitle ? lead(view, vocabulary.hashes.length + id, k) : 0)
  }, 0)
}

/** By how much the weight of a column for a label lies above the mean of all. */
function lead({ gains, linear: { weights, classes } }: ViewModel, column: number, k: number): number {
  let sum = 0
  for (let other = 0; other < classes; other += 1) sum += weights[column * classes + other] ?? 0
  return (gains[column] ?? 0) * ((weights[column * classes + k] ?? 0) - sum / classes)
}
