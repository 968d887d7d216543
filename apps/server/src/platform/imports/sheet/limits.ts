import { Fault } from '@yihu/contracts'

const MB = 1024 * 1024

/** What a sheet may be at most. Everything is checked before memory is spent on it. */
export const LIMITS = {
  fileBytes: 50 * MB,
  entries: 200,
  /** Of all entries of a workbook together, as declared and as found. */
  inflatedBytes: 300 * MB,
  /** Inflated to packed bytes of an entry; entries below `ratioFreeBytes` are not asked. */
  ratio: 200,
  ratioFreeBytes: MB,
  rows: 200_000,
  columns: 200,
  /** Excel's own limit. */
  cellChars: 32_767,
  sharedStrings: 1_000_000,
  sharedChars: 50_000_000,
  /** Characters of XML or of one CSV record without anything coming of them. */
  tokenChars: 600_000,
  worksheets: 50,
  styles: 100_000,
} as const

/** A file that is not what it says or is broken; `problem` completes「这个文件读不出来：…」. */
export function unreadable(problem: string, cause?: unknown): Fault {
  return new Fault('import-unreadable', { details: { problem }, cause })
}

/** A file beyond a limit; `problem` completes「表格太大：…」. */
export function tooLarge(problem: string): Fault {
  return new Fault('import-too-large', { details: { problem } })
}
