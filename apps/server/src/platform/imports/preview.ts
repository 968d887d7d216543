import { IMPORT_FIELDS } from '@yihu/contracts'
import type { ImportField } from '@yihu/contracts'
import { LIMITS } from './sheet/limits.ts'
import type { Sheet, SheetRow } from './sheet/read-sheet.ts'
import type { InstantForm } from './instant.ts'
import type { Preview, SeenProblem } from './job.ts'
import { columnsOf } from './mapping.ts'
import type { Mapping } from './mapping.ts'
import type { ReadRow } from './read-row.ts'

const SAMPLE_ROWS = 20
const SAMPLE_CHARS = 200
const MOST_PROBLEMS = 20

interface Seen {
  rows: number
  width: number
  lastNumber: number
  emptyRows: number
  formulas: Map<number, number>
  timeForms: Set<InstantForm>
  senders: Set<string>
  repeats: number
  samples: SheetRow[]
  problems: SeenProblem[]
  problemCount: number
}

/** Reads the whole sheet once as it would be imported: how many rows, what they look like, what will go wrong. */
export async function lookThrough(sheet: Sheet, { mapping, read }: { mapping: Mapping; read: (row: SheetRow) => ReadRow }): Promise<{ rows: number; preview: Preview }> {
  const columns = columnsOf(mapping)
  const seen: Seen = {
    rows: 0, width: sheet.header.length, lastNumber: sheet.headerRow, emptyRows: 0, formulas: new Map(), timeForms: new Set(),
    senders: new Set(), repeats: 0, samples: [], problems: [], problemCount: 0,
  }
  for await (const row of sheet.rows()) note(seen, row, { result: read(row), columns })
  return {
    rows: seen.rows,
    preview: {
      columns: Array.from({ length: Math.min(seen.width, LIMITS.columns) }, (_, index) => ({
        header: sheet.header[index] || `第 ${letterOf(index)} 列`,
        samples: seen.samples.map(({ cells }) => (cells[index] ?? '').slice(0, SAMPLE_CHARS)),
      })),
      warnings: warningsOf(seen, sheet, columns),
      problems: seen.problems,
      problemCount: seen.problemCount,
    },
  }
}

function note(seen: Seen, row: SheetRow, { result, columns }: { result: ReadRow; columns: ReadonlyMap<ImportField, number> }): void {
  seen.rows += 1
  seen.emptyRows += row.number - seen.lastNumber - 1
  seen.lastNumber = row.number
  seen.width = Math.max(seen.width, row.cells.length)
  for (const column of row.formulas) seen.formulas.set(column, (seen.formulas.get(column) ?? 0) + 1)
  if (seen.samples.length < SAMPLE_ROWS) seen.samples.push(row)
  if ('problem' in result) {
    seen.problemCount += 1
    const { field } = result.problem
    const value = (field ? row.cells[columns.get(field) ?? -1] : undefined) ?? ''
    if (seen.problems.length < MOST_PROBLEMS) seen.problems.push({ ...result.problem, row: row.number, value: value.slice(0, SAMPLE_CHARS) })
    return
  }
  if (result.timeForm) seen.timeForms.add(result.timeForm)
  if (seen.senders.has(result.signal.senderId)) seen.repeats += 1
  else seen.senders.add(result.signal.senderId)
}

function warningsOf(seen: Seen, sheet: Sheet, columns: ReadonlyMap<ImportField, number>): string[] {
  const names = (indexes: Iterable<number>): string => [...indexes].map((index) => sheet.header[index] || `第 ${letterOf(index)} 列`).join('、')
  const lacks = (field: ImportField): boolean => !columns.has(field)
  return [
    ...(seen.rows === 0 ? ['表头下面没有内容'] : []),
    ...(lacks('text') && lacks('title') ? [`没有认出“${IMPORT_FIELDS.text}”列，请指定`] : []),
    ...(lacks('externalId') ? [`没有认出“${IMPORT_FIELDS.externalId}”列：内容完全相同的行才算同一件`] : []),
    ...(lacks('at') ? [`没有认出“${IMPORT_FIELDS.at}”列：以导入时间登记，期限从导入时算起`] : []),
    ...(seen.formulas.size > 0 ? [`“${names(seen.formulas.keys())}”列有 ${total(seen.formulas)} 个公式单元格，只取已算出的值，不执行公式`] : []),
    ...(seen.timeForms.size > 1 ? [`时间有 ${seen.timeForms.size} 种写法，都按北京时间理解，请核对`] : []),
    ...(seen.timeForms.has('american') ? ['有“月/日/年”写法的时间，按先月后日理解，请核对'] : []),
    ...(seen.emptyRows > 0 ? [`跳过 ${seen.emptyRows} 个空行或重复的表头`] : []),
    ...(seen.repeats > 0 ? [`有 ${seen.repeats} 行与前面的行是同一工单，只登记一次`] : []),
    ...(seen.problemCount > 0 ? [`有 ${seen.problemCount} 行暂时不能导入，可以先改正，也可以导入后下载错误表改正`] : []),
  ]
}

function total(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}

/** 0 → A, 27 → AB. */
export function letterOf(index: number): string {
  return (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
}
