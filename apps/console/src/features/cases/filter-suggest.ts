import { BARE, KEYS, keyNames, keyOf, valuesOf } from './filter-words.ts'
import type { Dictionary, Named } from './filter-words.ts'

/** A way to go on with a text of filters. */
export interface Suggestion {
  /** The whole text when it is taken. */
  readonly text: string
  readonly label: string
  readonly hint: string
}

const MOST = 8
const BARE_SHOWN = ['超期', '临期', '在办', '督办', '未应答']

/** What the last word of a text could become; what it is already is not said again. */
export function suggestionsFor(text: string, dictionary: Dictionary): Suggestion[] {
  return allFor(text, dictionary).filter((one) => one.text.trimEnd() !== text.replaceAll('：', ':'))
}

/** Conditions by name, values of a condition begun, names of the street that fit. */
function allFor(text: string, dictionary: Dictionary): Suggestion[] {
  const before = text.replace(/[^\s"“”「」]*$/u, '')
  const last = text.slice(before.length)
  const go = (piece: string, hint: string, isWhole = true): Suggestion => ({ text: `${before}${piece}${isWhole ? ' ' : ''}`, label: piece, hint })
  const [word = '', value] = last.split(/[:：]/u, 2)
  const key = value === undefined ? null : keyOf(word)
  if (key) {
    const list = key === '状态' ? /^(.*[、,，])?(.*)$/u.exec(value ?? '') : null
    const done = list?.[1] ?? ''
    return fitting(valuesOf(key, dictionary), list?.[2] ?? value ?? '').slice(0, MOST).map((one) => go(`${key}:${done}${wordOf(one)}`, one.name === one.value ? '' : KEYS[key]))
  }
  if (value !== undefined) return []
  const keys = keyNames.filter((name) => name.startsWith(last)).map((name) => go(`${name}:`, KEYS[name], false))
  const bare = BARE_SHOWN.filter((name) => name.startsWith(last) && BARE[name] !== undefined).map((name) => go(name, '只看这些'))
  if (last === '') return [...bare, ...keys].slice(0, MOST)
  const names = [['区域', dictionary.areas], ['分类', dictionary.classes], ['单位', dictionary.units]] as const
  const named = names.flatMap(([name, among]) => fitting(among, last).slice(0, 3).map((one) => go(`${name}:${wordOf(one)}`, `${name}`)))
  return [...bare, ...keys, ...named].slice(0, MOST)
}

/** Those whose name begins with the word, then those that hold it, the widest first. */
function fitting(among: readonly Named[], word: string): Named[] {
  const held = among.filter(({ name, value }) => name.includes(word) || value.startsWith(word))
  return held.toSorted((a, b) => Number(b.name.startsWith(word)) - Number(a.name.startsWith(word)) || a.rank - b.rank)
}

function wordOf({ name }: Named): string {
  return /\s/u.test(name) ? `"${name}"` : name
}
