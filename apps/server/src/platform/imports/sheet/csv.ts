import { setImmediate as breathe } from 'node:timers/promises'
import { parse } from 'csv-parse'
import { LIMITS, tooLarge, unreadable } from './limits.ts'
import { isFormulaText } from './cell-text.ts'
import type { RawRow } from './worksheet.ts'

/** How a text file is to be read. */
export interface CsvForm {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
  readonly delimiter: string
}

const CHUNK = 128 * 1024
const MOST_BROKEN = 0.1
const DELIMITERS = [',', '\t', ';', '，', '|']

/**
 * Finds encoding and delimiter: byte order mark, else UTF-8 if all of it is, else GB18030 (which contains GBK).
 * @throws Fault import-unreadable for anything that is no text
 */
export function csvFormOf(file: Buffer): CsvForm {
  const encoding = encodingOf(file)
  const head = new TextDecoder(encoding).decode(file.subarray(0, 64 * 1024))
  if (head.includes('\u0000')) throw unreadable('里面不是文字')
  return { encoding, delimiter: delimiterOf(head) }
}

/** A file of few broken characters is read all the same; the rows that carry them are refused one by one. */
function encodingOf(file: Buffer): CsvForm['encoding'] {
  if (file[0] === 0xff && file[1] === 0xfe) return 'utf-16le'
  if (file[0] === 0xfe && file[1] === 0xff) return 'utf-16be'
  const tried = (['utf-8', 'gb18030'] as const).map((encoding) => ({ encoding, broken: brokenShare(file, encoding) }))
  const best = tried.reduce((one, other) => (other.broken < one.broken ? other : one))
  if (best.broken > MOST_BROKEN) throw unreadable('文字编码既不是 UTF-8 也不是 GBK')
  return best.encoding
}

/** Replacement characters per character that is not plain ASCII: a wrong encoding breaks a third of them and more. */
function brokenShare(file: Buffer, encoding: string): number {
  let [broken, wide] = [0, 0]
  for (const text of texts(file, encoding)) {
    broken += countOf(text, /\uFFFD/gu)
    wide += countOf(text, /[^\u0000-\u007F]/gu)
  }
  return wide === 0 ? 0 : broken / wide
}

function countOf(text: string, mark: RegExp): number {
  let count = 0
  for (const _ of text.matchAll(mark)) count += 1
  return count
}

function* texts(file: Buffer, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding)
  for (let at = 0; at < file.length; at += CHUNK) yield decoder.decode(file.subarray(at, at + CHUNK), { stream: true })
  yield decoder.decode()
}

/** The delimiter that occurs most in the first lines, outside quotes. */
function delimiterOf(head: string): string {
  const lines = head.replaceAll(/"(?:[^"]|"")*"/gu, '').split(/\r?\n/u, 20)
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: Math.max(...lines.map((line) => line.split(delimiter).length)) }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter
}

/** The records of a CSV as rows, blank ones left out; a record over several lines counts as one row, as in Excel. */
export async function* csvRows(file: Buffer, { encoding, delimiter }: CsvForm): AsyncGenerator<RawRow> {
  const parser = parse({ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, max_record_size: LIMITS.tokenChars })
  void feed(parser, texts(file, encoding))
  let number = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) { // without `columns` a record is a list of texts
      number += 1
      if (record.length > LIMITS.columns && record.some((text, column) => column >= LIMITS.columns && text.trim() !== '')) {
        throw tooLarge(`超过 ${LIMITS.columns} 列`)
      }
      if (record.some((text) => text !== '')) yield { number, cells: record, formulas: formulasOf(record) }
    }
  } catch (error) {
    throw explained(error)
  }
}

function formulasOf(cells: readonly string[]): number[] {
  return cells.flatMap((text, column) => (isFormulaText(text) ? [column] : []))
}

/** Writes at the pace of the reader, letting others have their turn; a reader that went away ends it. */
async function feed(parser: ReturnType<typeof parse>, pieces: Iterable<string>): Promise<void> {
  try {
    for (const piece of pieces) {
      await breathe()
      if (parser.destroyed) return
      if (!parser.write(piece)) await read(parser)
    }
    parser.end()
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

/** Waits until what was written is read, or nobody reads it any more; leaves no listener behind. */
function read(parser: ReturnType<typeof parse>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      parser.off('drain', done).off('close', done)
      resolve()
    }
    parser.on('drain', done).on('close', done)
  })
}

function explained(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'CSV_QUOTE_NOT_CLOSED') return unreadable('有一处引号没有成对', error)
  if (code === 'CSV_MAX_RECORD_SIZE') return tooLarge('有一行特别长，可能有一处引号没有成对')
  if (typeof code === 'string' && code.startsWith('CSV_')) return unreadable('分隔符或引号有错', error)
  return error
}
