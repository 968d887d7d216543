import { normaliseText, pinyinOf, textSimilarity } from '@yihu/domain'

/** What is looked through: an item's name and what people say instead of it. */
export interface Sought {
  readonly id: string
  readonly name: string
  readonly words: readonly string[]
  /** Guide, materials and who may: found last. */
  readonly rest: string
}

export interface Found {
  readonly id: string
  /** The everyday word that was really said; null: found by its name or by likeness, or nothing was asked. */
  readonly saidAs: string | null
}

/** What people say around the matter itself. */
const AROUND = /我(?:想|要|家|妈|爸|们)?|请问|怎么样?|如何|哪里|在哪儿?|去哪儿?|需要|什么材料|一下|可以|能不能|给|帮|咨询|问问|的|了|吗|呢|啊|呀/gu
const LEAST_LIKENESS = 0.28
/** Best first: the word itself · one within the other · with a character put in (找个工作) · by sound · by initials · alike · in the guide. */
const EXACT = 100
const WITHIN = 80
const STRETCHED = 65
const SOUND = 60
const INITIALS = 55
const ALIKE = 20
const REST = 10

interface Typed {
  readonly text: string
  readonly sound: string
  readonly isLatin: boolean
}

/** Items that answer to what somebody says in everyday words, by pinyin or by initials, the likeliest first; all of them when nothing is asked. */
export function findItems(items: readonly Sought[], asked: string): Found[] {
  const whole = normaliseText(asked)
  if (whole === '') return items.map(({ id }) => ({ id, saidAs: null }))
  const typed = [whole, normaliseText(asked.replaceAll(AROUND, ''))].filter((text) => text !== '').map(typedOf)
  return items
    .map((item) => ({ id: item.id, ...bestOf(item, typed) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ id, saidAs }) => ({ id, saidAs }))
}

function typedOf(text: string): Typed {
  return { text, sound: pinyinOf(text).join(''), isLatin: /^[a-z0-9]+$/u.test(text) }
}

function bestOf({ name, words, rest }: Sought, typed: readonly Typed[]): { score: number; saidAs: string | null } {
  let best: { score: number; saidAs: string | null } = { score: typed.some(({ text }) => text.length > 1 && normaliseText(rest).includes(text)) ? REST : 0, saidAs: null }
  for (const key of [name, ...words]) {
    const score = Math.max(...typed.map((one) => scoreOf(spelledOf(key), one)))
    if (score > best.score) best = { score, saidAs: key === name || score < STRETCHED ? null : key }
  }
  return best
}

interface Spelled {
  readonly key: string
  readonly sound: string
  readonly initials: string
  /** Its characters in their order, with at most one other between all of them. */
  readonly stretched: RegExp
}

const spelled = new Map<string, Spelled>()
/** More words than any catalogue has. */
const MOST_WORDS = 5000

/** How a word of the catalogue is written and sounds; remembered. */
function spelledOf(word: string): Spelled {
  const known = spelled.get(word)
  if (known) return known
  const key = normaliseText(word)
  const syllables = pinyinOf(key)
  const ways = [...key].slice(1).map((_, index) => `${key.slice(0, index + 1)}.${key.slice(index + 1)}`)
  const made = { key, sound: syllables.join(''), initials: syllables.map((one) => one.charAt(0)).join(''), stretched: new RegExp(ways.join('|') || '$^', 'u') }
  if (spelled.size >= MOST_WORDS) spelled.clear()
  spelled.set(word, made)
  return made
}

/** Longer words found within a sentence say more than short ones. */
function scoreOf({ key, sound: keySound, initials, stretched }: Spelled, { text, sound, isLatin }: Typed): number {
  if (key === text) return EXACT
  if (key.length > 1 && text.includes(key)) return WITHIN + Math.min(15, key.length)
  if (text.length > 1 && key.includes(text)) return WITHIN + Math.min(10, (10 * text.length) / key.length)
  if (stretched.test(text)) return STRETCHED + Math.min(10, key.length)
  if (isLatin && text.length > 1 && initials.startsWith(text)) return INITIALS
  if (sound.length > 3 && keySound.includes(sound)) return SOUND
  const likeness = isLatin ? 0 : textSimilarity(key, text)
  return likeness >= LEAST_LIKENESS ? ALIKE + 30 * likeness : 0
}
