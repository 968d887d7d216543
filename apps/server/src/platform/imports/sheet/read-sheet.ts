import { cleanCell } from './cell-text.ts'
import { csvFormOf, csvRows } from './csv.ts'
import { geojsonRows } from './geojson.ts'
import { jsonlRows } from './jsonl.ts'
import { LIMITS, tooLarge, unreadable } from './limits.ts'
import { openWorkbook } from './workbook.ts'
import { worksheetRows } from './worksheet.ts'
import type { RawRow } from './worksheet.ts'

/** A row below the header that has content. */
export interface SheetRow {
  /** As a spreadsheet program counts, from 1. */
  readonly number: number
  /** Trimmed text by column; as long as the header at least. */
  readonly cells: readonly string[]
  /** Columns whose value a formula made. */
  readonly formulas: readonly number[]
}

/** A table with a header, ready to be read as often as needed. */
export interface Sheet {
  readonly kind: SheetKind
  /** Tab of a workbook. */
  readonly name: string | null
  readonly header: readonly string[]
  readonly headerRow: number
  /** Reads from the beginning; holds one piece of the file at a time. */
  rows(): AsyncGenerator<SheetRow>
}

export type SheetKind = 'xlsx' | 'csv' | 'jsonl' | 'geojson'

interface ReadOptions {
  readonly fileName: string
  /** How many cells of a row are known column names: the header is the best of the first ten rows. */
  readonly score: (cells: readonly string[]) => number
  /** Lines of JSON too (command line only). */
  readonly allowsJsonl?: boolean
  /** Features of GeoJSON too: what has a place. */
  readonly allowsGeojson?: boolean
}

const HEADER_WITHIN = 10

/**
 * Reads an .xlsx or .csv: the first visible sheet with a header row. Formulas are never run, their stored value counts.
 * Of a GeoJSON file each feature is a row.
 * @throws Fault import-unreadable, import-too-large; rows() throws them too
 */
export async function readSheet(file: Buffer, options: ReadOptions): Promise<Sheet> {
  if (file.length > LIMITS.fileBytes) throw tooLarge(`文件有 ${Math.ceil(file.length / 1_048_576)} MB，上限 50 MB`)
  if (file.length === 0) throw unreadable('文件是空的')
  const kind = kindOf(file, options)
  const tables = await tablesOf(file, kind)
  let best: { table: Table; header: RawRow; score: number } | null = null
  for (const table of tables) {
    const found = await findHeader(table, options.score)
    if (found && (!best || (best.score < 2 && found.score >= 2))) best = { table, ...found }
  }
  if (!best) throw unreadable('里面没有内容（隐藏的工作表不读）')
  const { table, header } = best
  const names = header.cells.map(cleanCell)
  return { kind, name: table.name, header: names, headerRow: header.number, rows: () => bodyRows(table, { names, headerRow: header.number }) }
}

interface Table {
  readonly name: string | null
  read(): AsyncGenerator<RawRow>
}

async function tablesOf(file: Buffer, kind: SheetKind): Promise<Table[]> {
  if (kind === 'jsonl') return [{ name: null, read: () => jsonlRows(file) }]
  if (kind === 'geojson') return [{ name: null, read: () => geojsonRows(file) }]
  if (kind === 'csv') {
    const form = csvFormOf(file)
    return [{ name: null, read: () => csvRows(file, form) }]
  }
  const workbook = await openWorkbook(file)
  return workbook.sheets.map((part) => ({ name: part.name, read: () => worksheetRows(workbook, part) }))
}

const ZIP = 'PK\u0003\u0004'
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')

/** Kind by content, which must agree with the name's ending. */
function kindOf(file: Buffer, { fileName, allowsJsonl, allowsGeojson }: ReadOptions): SheetKind {
  const ending = /\.([^.]{1,8})$/u.exec(fileName.trim().toLowerCase())?.[1] ?? ''
  const isZip = file.toString('latin1', 0, 4) === ZIP
  if (file.subarray(0, 8).equals(OLE)) {
    throw unreadable(file.includes(ENCRYPTED) ? '文件设了打开密码，请先去掉密码' : '这是旧版 .xls 或其他 Office 文件')
  }
  if (ending === 'xlsx') {
    if (!isZip) throw unreadable('扩展名是 .xlsx，里面却不是 Excel 表格')
    return 'xlsx'
  }
  if (ending === 'jsonl' && allowsJsonl) return 'jsonl'
  if (ending === 'geojson' || ending === 'json') {
    if (allowsGeojson) return 'geojson'
    throw unreadable('GeoJSON 只能用来导入房屋、单位和部件')
  }
  if (ending !== 'csv') throw unreadable(`只能导入 .xlsx 和 .csv 文件${allowsGeojson ? '，或 .geojson' : ''}`)
  if (isZip) throw unreadable('扩展名是 .csv，里面却是压缩包或 Excel 表格，请把扩展名改对')
  if (/^\s*(?:<(?:!doctype|html|\?xml|table)|%PDF|GIF8|\{\\rtf)/iu.test(file.toString('latin1', 0, 200))) {
    throw unreadable('扩展名是 .csv，里面却是网页或其他文件')
  }
  return 'csv'
}

/** Titles and notes above the header happen; without any known name the first row with two cells is taken. */
async function findHeader(table: Table, score: ReadOptions['score']): Promise<{ header: RawRow; score: number } | null> {
  let best: { header: RawRow; score: number } | null = null
  let seen = 0
  for await (const row of table.read()) {
    const cells = row.cells.map(cleanCell)
    const filled = cells.filter((text) => text !== '').length
    if (filled === 0) continue
    const points = score(cells) + (filled > 1 ? 0.5 : 0)
    if (!best || points > best.score) best = { header: row, score: points }
    seen += 1
    if (seen >= HEADER_WITHIN || row.number > HEADER_WITHIN) break
  }
  return best
}

async function* bodyRows(table: Table, { names, headerRow }: { names: readonly string[]; headerRow: number }): AsyncGenerator<SheetRow> {
  let count = 0
  for await (const { number, cells: raw, formulas } of table.read()) {
    if (number <= headerRow) continue
    const cells = raw.map(cleanCell)
    if (cells.every((text) => text === '') || isHeaderAgain(cells, names)) continue
    if (cells.some((text) => text.length > LIMITS.cellChars)) throw tooLarge(`第 ${number} 行有一个单元格超过 ${LIMITS.cellChars} 字`)
    count += 1
    if (count > LIMITS.rows) throw tooLarge(`超过 ${LIMITS.rows} 行`)
    while (cells.length < names.length) cells.push('')
    yield { number, cells, formulas }
  }
}

/** Sheets glued together repeat their header. */
function isHeaderAgain(cells: readonly string[], names: readonly string[]): boolean {
  return cells[0] === names[0] && names.every((name, column) => name === (cells[column] ?? ''))
}
