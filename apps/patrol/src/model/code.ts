import type { Bundle } from '@yihu/contracts'

const TOKEN = /^[\w-]{6,64}$/u

/** The code in what a camera read or a person typed: the address printed in it, or the code alone; null when it is neither. */
export function codeIn(text: string): string | null {
  const plain = text.trim()
  const code = /\/q\/([^/?#\s]+)/u.exec(plain)?.[1] ?? plain
  return TOKEN.test(code) ? code : null
}

/** The place a code stands for, as far as the phone carries it; null: not in one's own grids, or out of force. */
export function placeOfCode(code: string, bundle: Bundle | null): { name: string; address: string } | null {
  return bundle?.codes?.find((one) => one.code === code.toUpperCase()) ?? null
}
