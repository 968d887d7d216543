/** Cells of which nothing is taken off: most of them. */
const PLAIN = /^[\dA-Za-z\u4E00-\u9FFF.:/#()-]*$/u
const EDGES = /^[\s\u200B-\u200D\u2060\uFEFF]+|[\s\u200B-\u200D\u2060\uFEFF]+$/gu
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u202A-\u202E\u2066-\u2069]/gu
const RISKY = /^[=+\-@\t\r＝＋－＠]/u
const GUARDED = /^'(?=[=+\-@\t\r＝＋－＠])/u
/** `="0123"`: how CSV exports keep leading zeros. */
const QUOTED_FORMULA = /^="((?:[^"]|"")*)"$/u

/** A cell as it is worked with: blanks at both ends (also full-width and non-breaking) and control characters removed. */
export function cleanCell(text: string): string {
  if (PLAIN.test(text)) return text
  const plain = text.toWellFormed().replaceAll(/\r\n?/gu, '\n').replaceAll(CONTROLS, '').replaceAll(EDGES, '')
  const value = QUOTED_FORMULA.exec(plain)?.[1]?.replaceAll('""', '"').trim() ?? plain
  return value.replace(GUARDED, '')
}

/** Whether a spreadsheet program would take the text of a CSV cell for a formula. */
export function isFormulaText(text: string): boolean {
  const plain = text.trimStart()
  return plain.startsWith('=') && plain.length > 1 && !QUOTED_FORMULA.test(plain.trimEnd())
}

/**
 * Text that no spreadsheet program runs when a sheet is opened: beginnings of formulas, also full-width ones, get an
 * apostrophe (OWASP, CSV injection). `cleanCell` takes it off again.
 */
export function neutralise(text: string): string {
  return RISKY.test(text) ? `'${text}` : text
}
