import type { Refused } from './kind.ts'
import { columnName } from './mapping.ts'
import type { SheetRow } from './sheet/read-sheet.ts'

/** What is left of text that was once read under a wrong encoding: the replacement character, GBK read as UTF-8 and back, unfilled memory. */
const GARBLED = /\uFFFD|锟斤拷|烫烫烫|屯屯屯|(?:[ÃÂäåæçèéï][\u0080-\u00BF]){2}/u

/** Rows with cells nobody can read stand apart, so that the rest goes in. */
export function splitGarbled(rows: readonly SheetRow[], header: readonly string[]): { readonly whole: readonly SheetRow[]; readonly refused: readonly Refused[] } {
  const refused: Refused[] = []
  const whole = rows.filter((row) => {
    const index = row.cells.findIndex((cell) => GARBLED.test(cell))
    if (index >= 0) refused.push({ row, field: null, column: columnName(header, index), message: '内容是乱码，请对照原表改正' })
    return index < 0
  })
  return { whole, refused }
}
