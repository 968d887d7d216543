/** 「打开=1 关闭=0」 as the wire has it; null when it reads otherwise. */
export function readWords(text: string): Record<string, number> | null {
  const parts = text.split(/[\s，,；;]+/u).filter(Boolean)
  const pairs = parts.map((part) => /^([^=＝]{1,40})[=＝](-?\d+(?:\.\d+)?)$/u.exec(part))
  return pairs.every((pair) => pair !== null) ? Object.fromEntries(pairs.map(([, word = '', value]) => [word, Number(value)])) : null
}

export function wordsText(words: Readonly<Record<string, number>>): string {
  return Object.entries(words).map(([word, value]) => `${word}=${value}`).join(' ')
}
