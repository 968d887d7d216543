import { personalIn, redact, summaryLine, withoutCourtesy } from '@yihu/domain'

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

const LONGEST_TITLE = 30
const SHORTEST_TITLE = 3
/** Of a long text this much is looked at. */
const HEAD = 200

/** A title out of the first sentence, when nobody gave one; of the most telling one, where the first only greets or says who somebody is. */
export function titleOf(text: string): string {
  const first = text.split(/[。！？!?\n；;]/u).find((sentence) => sentence.trim().length > SHORTEST_TITLE) ?? text
  const plain = withoutCourtesy(first)
  if (plain.length <= SHORTEST_TITLE || personalIn(plain.slice(0, HEAD)).length > 0) return summaryLine(text, { most: LONGEST_TITLE }) || first.trim().slice(0, LONGEST_TITLE)
  return plain.length > LONGEST_TITLE ? `${plain.slice(0, LONGEST_TITLE - 1)}…` : plain
}

/** Eight easily read characters out of a keyed hash: no code is stored, so none can leak. */
export function readableCode(mac: Buffer): string {
  let code = ''
  for (let index = 0; index < 8; index += 1) code += ALPHABET[(mac[index] ?? 0) % ALPHABET.length]
  return code
}

/** People type codes with spaces, dashes and small letters. */
export function normaliseCode(code: string): string {
  return code.toUpperCase().replaceAll(/[\s-]/gu, '')
}

/** A text people wrote, with the telephone, identity, plate and door numbers and the names in it covered. */
export function maskText(text: string): string {
  return redact(text)
}
