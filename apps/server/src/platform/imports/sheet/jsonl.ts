import { LIMITS, tooLarge, unreadable } from './limits.ts'
import type { RawRow } from './worksheet.ts'

const HEAD_LINES = 50

/** Lines of JSON objects as rows: first the keys found in the first lines, then a row for each line. */
export async function* jsonlRows(file: Buffer): AsyncGenerator<RawRow> {
  const keys = new Set<string>()
  for (const { object } of head(file)) for (const key of Object.keys(object)) keys.add(key)
  if (keys.size > LIMITS.columns) throw tooLarge(`超过 ${LIMITS.columns} 列`)
  yield { number: 0, cells: [...keys], formulas: [] }
  for (const { number, object } of lines(file)) yield { number, cells: [...keys].map((key) => textOf(object[key])), formulas: [] }
}

interface Line {
  readonly number: number
  readonly object: Readonly<Record<string, unknown>>
}

function* head(file: Buffer): Generator<Line> {
  for (const line of lines(file)) {
    if (line.number > HEAD_LINES) return
    yield line
  }
}

function* lines(file: Buffer): Generator<Line> {
  let [start, number] = [0, 0]
  while (start < file.length) {
    const end = file.indexOf(10, start)
    const line = file.toString('utf8', start, end < 0 ? file.length : end).trim()
    start = end < 0 ? file.length : end + 1
    number += 1
    if (line !== '') yield { number, object: parsed(line, number) }
  }
}

function parsed(line: string, number: number): Line['object'] {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // said below
  }
  throw unreadable(`第 ${number} 行不是 JSON 对象`)
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
