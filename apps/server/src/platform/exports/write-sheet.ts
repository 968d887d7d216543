import { PassThrough } from 'node:stream'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { ExportFormat } from '@yihu/contracts'
import { neutralise } from '../imports/index.ts'
import type { Sheet } from './sheet.ts'
import { featureCollection } from './write-geojson.ts'

/** Written but not yet fetched. */
const MOST_WAITING_BYTES = 1024 * 1024
/** So often it is looked at again. */
const LOOK_MS = 20
const WIDTHS: Readonly<Record<string, number>> = { 标题: 30, 问题描述: 50, 分类: 24, 社区网格: 26, 地址: 30, 承办单位: 20, 时限情况: 18 }
const USUAL_WIDTH = 16
/** A cell of .xlsx holds no more. */
const MOST_CELL_CHARS = 32_000

/** A sheet as .xlsx, .csv or .geojson bytes, made as fast as it is fetched. All cells are text that no program runs; an error ends the stream. */
export function fileStream(format: ExportFormat, sheet: Sheet): Readable {
  const out = new PassThrough()
  WRITERS[format](out, sheet).catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return out
}

const WRITERS: Readonly<Record<ExportFormat, (out: PassThrough, sheet: Sheet) => Promise<void>>> = { xlsx: writeBook, csv: writeText, geojson: writeFeatures }

async function writeFeatures(out: PassThrough, sheet: Sheet): Promise<void> {
  for await (const piece of featureCollection(sheet)) {
    out.write(piece)
    await fetched(out)
  }
  out.end()
}

async function writeBook(out: PassThrough, { name, watermark, columns, pages }: Sheet): Promise<void> {
  const { default: ExcelJS } = await import('exceljs') // a fifth of a second that a start need not wait for
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: true })
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 2 }], headerFooter: { oddFooter: `&L${plain(watermark)}&R第 &P 页，共 &N 页` } })
  sheet.columns = columns.map((column) => ({ width: WIDTHS[column] ?? USUAL_WIDTH }))
  sheet.addRow([neutralise(watermark)]).commit()
  const head = sheet.addRow([...columns])
  head.font = { bold: true }
  head.commit()
  for await (const page of pages) {
    for (const row of page) sheet.addRow(row.map((cell) => neutralise(cell).slice(0, MOST_CELL_CHARS))).commit()
    await fetched(out)
  }
  sheet.commit()
  await book.commit()
}

/** `&` begins a code in headers and footers; they hold 255 characters. */
function plain(text: string): string {
  return text.replaceAll('&', '＆').slice(0, 200)
}

async function writeText(out: PassThrough, { watermark, columns, pages }: Sheet): Promise<void> {
  // Without the mark at the beginning Excel takes UTF-8 for another encoding.
  out.write(`\uFEFF${csvLine([watermark])}${csvLine(columns)}`)
  for await (const page of pages) {
    out.write(page.map((row) => csvLine(row)).join(''))
    await fetched(out)
  }
  out.end()
}

/** One line of CSV (RFC 4180), every cell in quotes and neutralised. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${neutralise(cell).replaceAll('"', '""')}"`).join(',')}\r\n`
}

/** Waits until most of what was written is fetched, so that a sheet never lies in memory as a whole. */
async function fetched(out: PassThrough): Promise<void> {
  while (out.readableLength + out.writableLength > MOST_WAITING_BYTES && !out.destroyed) await wait(LOOK_MS)
  if (out.destroyed) throw new Error('nobody fetches the sheet any more')
}
