import { TRADITIONAL_PAIRS } from './traditional.ts'

const FULL_FIRST = 0xff01
const FULL_LAST = 0xff5e
const FULL_TO_HALF = 0xfee0
const FULL_SIGNS = /[\u3000\uff01-\uff5e]/gu

/** By UTF-16 code of a traditional character its simplified one; 0: it is none. */
const SIMPLIFIED = new Uint16Array(0x10000)
for (let at = 0; at < TRADITIONAL_PAIRS.length; at += 2) SIMPLIFIED[TRADITIONAL_PAIRS.charCodeAt(at)] = TRADITIONAL_PAIRS.charCodeAt(at + 1)

/** A text with half-width letters, digits and signs; every character keeps its place. */
export function halfWidth(text: string): string {
  return text.replaceAll(FULL_SIGNS, (sign) => {
    const code = sign.charCodeAt(0)
    return code >= FULL_FIRST && code <= FULL_LAST ? String.fromCharCode(code - FULL_TO_HALF) : ' '
  })
}

/** A text with traditional characters simplified, for reading; what is kept and shown stays as written. Places stay; simplified writing is never changed. */
export function simplified(text: string): string {
  let [plain, kept] = ['', 0]
  for (let at = 0; at < text.length; at += 1) {
    const code = SIMPLIFIED[text.charCodeAt(at)] ?? 0
    if (code === 0) continue
    plain += text.slice(kept, at) + String.fromCharCode(code)
    kept = at + 1
  }
  return kept === 0 ? text : plain + text.slice(kept)
}

/** A text in the writing of our rules: half-width, small letters, traditional characters simplified; places stay. */
export function ruleText(text: string): string {
  return simplified(halfWidth(text).replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase()))
}
