import type { Bundle } from '@yihu/contracts'

type ClassChoice = Bundle['classes'][number]

const MOST = 4

/** The classes whose own words stand in a text, the longest word first; without signal, so simpler than the server's reading. */
export function suggestClasses(text: string, classes: readonly ClassChoice[]): ClassChoice[] {
  if (text.trim().length < 2) return []
  return classes
    .map((one) => ({ one, score: Math.max(0, ...one.words.filter((word) => text.includes(word)).map((word) => word.length)) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.one.code < b.one.code ? -1 : 1))
    .slice(0, MOST)
    .map(({ one }) => one)
}
