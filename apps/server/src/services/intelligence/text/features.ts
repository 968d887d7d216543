import { HASH_START, hashEnd, hashStep, hashText } from './hash.ts'
import { classText, runsOf } from './plain-text.ts'
import type { Message } from './plain-text.ts'
import { wordsOf } from './words.ts'

/** Hashes of all features of the two fields of a message, repeated as often as they stand there. */
export interface Features {
  readonly title: Uint32Array
  readonly body: Uint32Array
}

const LONGEST_RUN = 2
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

function hashesOf({ plain, words }: Field): Uint32Array {
  const hashes: number[] = []
  for (const run of runsOf(plain)) pushCharacters(hashes, run)
  for (const word of words) hashes.push(hashOfWord(word))
  return Uint32Array.from(hashes)
}

/** The feature of a word. */
export function hashOfWord(word: string): number {
  return (hashText(word) ^ WORD_SALT) >>> 0
}

function pushCharacters(hashes: number[], run: string): void {
  for (let from = 0; from < run.length; from += 1) {
    let hash = HASH_START
    const end = Math.min(run.length, from + LONGEST_RUN)
    for (let at = from; at < end; at += 1) {
      hash = hashStep(hash, run.charCodeAt(at))
      hashes.push(hashEnd(hash))
    }
  }
}
