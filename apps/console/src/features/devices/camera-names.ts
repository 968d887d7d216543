/** Lines 「2 = 消防通道」 as what a camera means by its own words; null: a line is none. */
export function namesIn(text: string): Record<string, string> | null {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => line.split(/\s*[=＝]\s*/u))
  if (lines.some((parts) => parts.length !== 2 || parts.some((part) => part === ''))) return null
  return Object.fromEntries(lines.map(([said = '', means = '']) => [said, means]))
}

/** The other way round. */
export function linesOf(names: Readonly<Record<string, string>>): string {
  return Object.entries(names).map(([said, means]) => `${said} = ${means}`).join('\n')
}
