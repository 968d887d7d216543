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

/** What can be counted in a message: single characters, pairs of neighbours, words. */
export function featuresOf({ title, text }: Message): Features {
  return { title: hashesOf(classText(title ?? '')), body: hashesOf(classText(text)) }
}

function hashesOf(plain: string): Uint32Array {
  const hashes: number[] = []
  for (const run of runsOf(plain)) pushCharacters(hashes, run)
  for (const word of wordsOf(plain)) hashes.push(hashOfWord(word))
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
