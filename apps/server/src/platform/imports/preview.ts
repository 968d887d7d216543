import type { Context } from '../../kernel/context.ts'
import { LIMITS } from './sheet/limits.ts'
import type { Sheet, SheetRow } from './sheet/read-sheet.ts'
import type { Preview, SeenProblem } from './job.ts'
import { foresee } from './foresee.ts'
import type { Desk, ImportKind, Refused } from './kind.ts'
import { columnName, columnsOf } from './mapping.ts'
import type { Mapping } from './mapping.ts'

const SAMPLE_ROWS = 20
const SAMPLE_CHARS = 200
const MOST_PROBLEMS = 20
const LOOK_ROWS = 500

interface Seen {
  rows: number
  width: number
  lastNumber: number
  emptyRows: number
  formulas: Map<number, number>
  samples: SheetRow[]
  problems: SeenProblem[]
  problemCount: number
}

const FORESEEN_ROWS = 20_000

interface Looking {
  readonly context: Pick<Context, 'db'>
  readonly kind: ImportKind
  readonly mapping: Mapping
  readonly desk: Desk
}

/** Reads the whole sheet once as it would be imported: how many rows, what they look like, what will go wrong. */
export async function lookThrough(sheet: Sheet, { context, kind, mapping, desk }: Looking): Promise<{ rows: number; preview: Preview }> {
  const columns = columnsOf(mapping)
  const seen: Seen = { rows: 0, width: sheet.header.length, lastNumber: sheet.headerRow, emptyRows: 0, formulas: new Map(), samples: [], problems: [], problemCount: 0 }
  const expected = { added: 0, changed: 0, repeated: 0 }
  let isForeseen = true
  let batch: SheetRow[] = []
  const flush = async (): Promise<void> => {
    const outcome = await foresee(context, { desk, header: sheet.header, rows: batch, isTried: seen.rows <= FORESEEN_ROWS })
    for (const problem of outcome.refused) noteProblem(seen, problem, columns)
    for (const name of ['added', 'changed', 'repeated'] as const) expected[name] += outcome[name]
    isForeseen &&= outcome.isForeseen
    batch = []
  }
  await desk.survey?.(() => sheet.rows())
  for await (const row of sheet.rows()) {
    note(seen, row)
    batch.push(row)
    if (batch.length >= LOOK_ROWS) await flush()
  }
  await flush()
  const { warnings } = desk.remarks()
  return {
    rows: seen.rows,
    preview: {
      columns: Array.from({ length: Math.min(seen.width, LIMITS.columns) }, (_, index) => ({
        header: columnName(sheet.header, index),
        samples: seen.samples.map(({ cells }) => (cells[index] ?? '').slice(0, SAMPLE_CHARS)),
      })),
      warnings: warningsOf(seen, sheet, { lacks: kind.lacks(new Set(columns.keys())), warnings }),
      problems: seen.problems,
      problemCount: seen.problemCount,
      expects: isForeseen ? expected : null,
    },
  }
}

function note(seen: Seen, row: SheetRow): void {
  seen.rows += 1
  seen.emptyRows += row.number - seen.lastNumber - 1
  seen.lastNumber = row.number
  seen.width = Math.max(seen.width, row.cells.length)
  for (const column of row.formulas) seen.formulas.set(column, (seen.formulas.get(column) ?? 0) + 1)
  if (seen.samples.length < SAMPLE_ROWS) seen.samples.push(row)
}

function noteProblem(seen: Seen, { row, field, column, message }: Refused, columns: ReadonlyMap<string, number>): void {
  seen.problemCount += 1
  if (seen.problems.length >= MOST_PROBLEMS) return
  const value = (field ? row.cells[columns.get(field) ?? -1] : undefined) ?? ''
  seen.problems.push({ field, column, message, row: row.number, value: value.slice(0, SAMPLE_CHARS) })
}

function warningsOf(seen: Seen, sheet: Sheet, { lacks, warnings }: { lacks: readonly string[]; warnings: readonly string[] }): string[] {
  const names = [...seen.formulas.keys()].map((index) => columnName(sheet.header, index)).join('、')
  return [
    ...(seen.rows === 0 ? ['表头下面没有内容'] : []),
    ...lacks.map((label) => `没有认出“${label}”列，请指定`),
    ...warnings,
    ...(seen.formulas.size > 0 ? [`“${names}”列有 ${total(seen.formulas)} 个公式单元格，只取已算出的值，不执行公式`] : []),
    ...(seen.emptyRows > 0 ? [`跳过 ${seen.emptyRows} 个空行或重复的表头`] : []),
    ...(seen.problemCount > 0 ? [`有 ${seen.problemCount} 行暂时不能导入，可以先改正，也可以导入后下载错误表改正`] : []),
  ]
}

function total(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}
