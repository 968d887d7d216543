/** One unit of tagging: a run of digits, a run of Latin letters, or one other character. */
export interface Token {
  readonly text: string
  /** Place in the text, UTF-16 code units, end exclusive. */
  readonly start: number
  readonly end: number
}

const UNIT = /[0-9０-９]+|[A-Za-zＡ-Ｚａ-ｚ]+|\S/gu

/** Cuts a text into tokens; blanks are no tokens. */
export function tokenise(text: string): Token[] {
  return [...text.matchAll(UNIT)].map((match) => ({ text: match[0], start: match.index, end: match.index + match[0].length }))
}
