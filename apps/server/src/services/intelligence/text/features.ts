import { HASH_START, hashEnd, hashStep, hashText } from './hash.ts'
import { classText, letterAt } from './plain-text.ts'
import type { Message } from './plain-text.ts'
import { wordsOf } from './words.ts'

/** Hashes of all features of the two fields of a message, repeated as often as they stand there. */
export interface Features {
  readonly title: Uint32Array
  readonly body: Uint32Array
}

/** A word of two characters is more than the two characters: its hash is another one. */
const WORD_SALT = 0x5bd1e995

/** A field of a message as it is compared, with its words in their order. */
export interface Field {
  readonly plain: string
  readonly words: readonly string[]
}

/** Both fields of a message, cut into words once for counting and for telling what decided. */
export interface Fields {
  readonly title: Field
  readonly body: Field
}

/** Makes a message ready for reading. */
export function fieldsOf({ title, text }: Message): Fields {
  return { title: fieldOf(title ?? ''), body: fieldOf(text) }
}

function fieldOf(text: string): Field {
  const plain = classText(text)
  return { plain, words: plain === '' ? [] : wordsOf(plain) }
}

/** What can be counted in a message: single characters, pairs of neighbours, words. */
export function featuresOf({ title, body }: Fields): Features {
  return { title: hashesOf(title), body: hashesOf(body) }
}

let room = new Uint32Array(1024)

function hashesOf({ plain, words }: Field): Uint32Array {
  const most = 2 * plain.length + words.length
  if (room.length < most) room = new Uint32Array(2 * most)
  let count = hashCharacters(plain, room)
  for (const word of words) room[count++] = hashOfWord(word)
  return room.slice(0, count)
}

/** The feature of a word. */
export function hashOfWord(word: string): number {
  return (hashText(word) ^ WORD_SALT) >>> 0
}

/** Writes the hashes of all letters and digits and of all pairs of neighbours among them; answers how many. */
function hashCharacters(plain: string, into: Uint32Array): number {
  let [count, before, isBehindLetter] = [0, 0, false]
  for (let at = 0; at < plain.length;) {
    const codes = letterAt(plain, at)
    for (const end = at + codes; at < end; at += 1) {
      const code = plain.charCodeAt(at)
      const own = hashStep(HASH_START, code)
      into[count++] = hashEnd(own)
      if (isBehindLetter) into[count++] = hashEnd(hashStep(before, code))
      before = own
      isBehindLetter = true
    }
    if (codes > 0) continue
    isBehindLetter = false
    at += 1
  }
  return count
}
