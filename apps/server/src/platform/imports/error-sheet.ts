import { PassThrough } from 'node:stream'
import type { Readable } from 'node:stream'
import type { Context } from '../../kernel/context.ts'
import type { Scope } from '../../kernel/db/index.ts'
import type { Job } from './job.ts'
import { rowErrors } from './repo.ts'
import { neutralise } from './sheet/cell-text.ts'
import { cellsOf, previewOf } from './show.ts'

/** The last column; an import of the corrected sheet does not take it. */
export const REASON = '错误原因'

const PAGE = 500
/** Written but not yet fetched. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024

/**
 * The rows that were not taken as an .xlsx: every original column and why. All cells are text that no program runs.
 * Streams page by page; an error ends the stream.
 */
export function errorSheet(context: Context, { job, scope }: { job: Job; scope: Scope }): Readable {
  const out = new PassThrough()
  write(context, { job, scope, out }).catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return out
}

async function write(context: Context, { job, scope, out }: { job: Job; scope: Scope; out: PassThrough }): Promise<void> {
  const { default: ExcelJS } = await import('exceljs') // a fifth of a second that a start need not wait for
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: true })
  const sheet = book.addWorksheet('未导入的行', { views: [{ state: 'frozen', ySplit: 1 }] })
  const headers = previewOf(context, job).columns.map(({ header }) => header)
  const reasonAt = headers.includes(REASON) ? headers.indexOf(REASON) : headers.length
  sheet.addRow(safe(placed(headers, reasonAt, REASON))).commit()
  for (let after = -1; ; ) {
    const errors = await context.db.transact(scope, (tx) => rowErrors(tx, { jobId: job.id, after, limit: PAGE }))
    for (const error of errors) {
      const reason = error.column ? `${error.column}：${error.message}` : error.message
      const cells = Array.from(headers, (_, index) => cellsOf(context, error)[index] ?? '')
      sheet.addRow(safe(placed(cells, reasonAt, reason))).commit()
    }
    const last = errors.at(-1)
    if (!last || errors.length < PAGE || out.destroyed) break
    after = last.row
    while (out.readableLength + out.writableLength > MOST_WAITING_BYTES && !out.destroyed) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  sheet.commit()
  await book.commit()
}

function placed(cells: readonly string[], at: number, text: string): string[] {
  return cells.toSpliced(at, 1, text)
}

function safe(cells: readonly string[]): string[] {
  return cells.map(neutralise)
}
