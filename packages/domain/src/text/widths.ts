import { TRADITIONAL_PAIRS } from './traditional.ts'

const FULL_FIRST = 0xff01
const FULL_LAST = 0xff5e
const FULL_TO_HALF = 0xfee0
const FULL_SIGNS = /[\u3000\uff01-\uff5e]/gu

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from({ length: TRADITIONAL_PAIRS.length / 2 }, (_, at): [string, string] => [TRADITIONAL_PAIRS.charAt(2 * at), TRADITIONAL_PAIRS.charAt(2 * at + 1)]),
)
const TRADITIONAL_SIGNS = new RegExp(`[${[...SIMPLIFIED.keys()].join('')}]`, 'gu')

/** A text with half-width letters, digits and signs; every character keeps its place. */
export function halfWidth(text: string): string {
  return text.replaceAll(FULL_SIGNS, (sign) => {
    const code = sign.charCodeAt(0)
    return code >= FULL_FIRST && code <= FULL_LAST ? String.fromCharCode(code - FULL_TO_HALF) : ' '
  })
}

/** A text with traditional characters simplified, for reading; what is kept and shown stays as written. Places stay; simplified writing is never changed. */
export function simplified(text: string): string {
  return text.replaceAll(TRADITIONAL_SIGNS, (sign) => SIMPLIFIED.get(sign) ?? sign)
}

/** A text in the writing of our rules: half-width, small letters, traditional characters simplified; places stay. */
export function ruleText(text: string): string {
  return simplified(halfWidth(text).replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase()))
}
