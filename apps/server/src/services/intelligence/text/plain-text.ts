import { simplified } from '@yihu/domain'

/** A message as people send it. */
export interface Message {
  readonly title?: string | null | undefined
  readonly text: string
}

/** Characters read of one message: nobody says after 8,000 characters what the letter is about. */
const MOST_CHARACTERS = 8000
const TAG = /<[^<>]{0,200}>/gu
const ENTITY = /&(?:[a-z]{2,8}|#\d{1,6});/gu
/** Names of areas made unreadable by the publisher, such as A市 or K8县: one city is as good as another. */
const MASKED_AREA = /[a-z]\d{0,2}(?=[市区县])/gu
const NUMBER = /\d+/gu
const BETWEEN_RUNS = /[^\p{L}\p{N}]+/u

/**
 * What is left of a text for comparing and learning: one width, lower case, no markup, no blanks at the ends.
 * At most 8,000 characters are read. Never throws; broken surrogates become U+FFFD.
 */
export function plainText(text: string): string {
  return text
    .slice(0, MOST_CHARACTERS)
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replace(TAG, ' ')
    .replace(ENTITY, ' ')
    .trim()
}

/** As `plainText`, in simplified characters, with every number 0 and every masked area the same: what tells the class is not which house it was. */
export function classText(text: string): string {
  return simplified(plainText(text)).replace(MASKED_AREA, '某').replace(NUMBER, '0')
}

/** The runs of letters and digits of a text, without what stands between them. */
export function runsOf(text: string): string[] {
  return text.split(BETWEEN_RUNS).filter((run) => run !== '')
}

const LETTER = /^[\p{L}\p{N}]$/u
const [NO_LETTER, IS_LETTER] = [1, 2]
/** By UTF-16 code whether it is a letter or digit by itself; 0: not asked yet. */
const known = new Uint8Array(0x10000)
const [FIRST_HIGH, FIRST_LOW, LAST_LOW] = [0xd800, 0xdc00, 0xdfff]

/** How many UTF-16 codes the letter or digit at a place of a text takes; 0 where there is none. */
export function letterAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code >= FIRST_HIGH && code <= LAST_LOW) return code < FIRST_LOW && LETTER.test(text.slice(at, at + 2)) ? 2 : 0
  const found = known[code] ?? NO_LETTER
  if (found !== 0) return found === IS_LETTER ? 1 : 0
  known[code] = LETTER.test(text.charAt(at)) ? IS_LETTER : NO_LETTER
  return letterAt(text, at)
}
