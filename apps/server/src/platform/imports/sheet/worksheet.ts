import { LIMITS, tooLarge } from './limits.ts'
import { serialText } from './serial.ts'
import { joined, unescaped } from './workbook.ts'
import type { Workbook, WorksheetPart } from './workbook.ts'
import { createXmlReader } from './xml.ts'
import type { XmlListener } from './xml.ts'
import { inflate } from './zip.ts'

/** A row as it stands in the file: text by column (holes are ''), and the columns whose value a formula made. */
export interface RawRow {
  /** As a spreadsheet program counts, from 1. */
  readonly number: number
  readonly cells: string[]
  readonly formulas: number[]
}

interface Cell {
  column: number
  type: string
  style: number
  hasFormula: boolean
  value: string
}

/** The rows of a worksheet that have a cell with content, in order; memory is bounded by one piece of the file. */
export async function* worksheetRows(workbook: Workbook, part: WorksheetPart): AsyncGenerator<RawRow> {
  const done: RawRow[] = []
  const reader = createXmlReader(rowListener(workbook, (row) => done.push(row)))
  for await (const chunk of inflate(workbook.file, part.entry)) {
    reader.write(chunk)
    yield* done.splice(0)
  }
  reader.end()
  yield* done.splice(0)
}

function rowListener(workbook: Workbook, take: (row: RawRow) => void): XmlListener {
  let row: RawRow = { number: 0, cells: [], formulas: [] }
  let cell: Cell | null = null
  let [next, isValue, isGuide] = [0, false, false]
  return {
    open(name, attributes) {
      if (name === 'row') {
        row = { number: Number(attributes['r'] ?? row.number + 1), cells: [], formulas: [] }
        next = 0
      } else if (name === 'c') {
        cell = openCell(attributes, next)
        next = cell.column + 1
      } else if (name === 'f' && cell) cell.hasFormula = true
      else if (name === 'v' || name === 't') isValue = true
      else if (name === 'rPh') isGuide = true
    },
    text(piece) {
      if (cell && isValue && !isGuide) cell.value = joined(cell.value, piece)
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false
      else if (name === 'rPh') isGuide = false
      else if (name === 'c' && cell) {
        put(row, cell, workbook)
        cell = null
      } else if (name === 'row' && row.cells.length > 0) take(row)
    },
  }
}

function openCell(attributes: Readonly<Record<string, string>>, next: number): Cell {
  const column = columnOf(attributes['r']) ?? next
  return { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), hasFormula: false, value: '' }
}

/** `AB12` → 27. */
function columnOf(reference: string | undefined): number | undefined {
  if (!reference) return undefined
  let column = 0
  for (const letter of reference.toUpperCase()) {
    const value = letter.charCodeAt(0) - 64
    if (value < 1 || value > 26) break
    column = column * 26 + value
  }
  return column === 0 ? undefined : column - 1
}

function put(row: RawRow, cell: Cell, workbook: Workbook): void {
  const text = textOf(cell, workbook)
  if (text === '') return
  if (cell.column >= LIMITS.columns) throw tooLarge(`超过 ${LIMITS.columns} 列`)
  while (row.cells.length < cell.column) row.cells.push('')
  row.cells[cell.column] = text
  if (cell.hasFormula) row.formulas.push(cell.column)
}

function textOf({ type, value, style }: Cell, { strings, dateStyles, isFrom1904 }: Workbook): string {
  if (value === '') return ''
  switch (type) {
    case 's':
      return strings[Number(value)] ?? ''
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE'
    case 'n':
      return dateStyles[style] ? serialText(Number(value) + (isFrom1904 ? 1462 : 0)) ?? numberText(value) : numberText(value)
    default:
      return unescaped(value)
  }
}

/** As Excel shows it: 15 digits, never as a power of ten where it is a whole number. */
function numberText(value: string): string {
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  if (Number.isSafeInteger(number)) return String(number)
  return Math.abs(number) < 1e15 ? String(Number(number.toPrecision(15))) : number.toLocaleString('en', { useGrouping: false })
}
