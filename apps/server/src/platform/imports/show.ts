import type { ImportJob } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { z } from 'zod'
import { Preview, SEAL } from './job.ts'
import type { Job, SeenProblem } from './job.ts'
import type { FieldSpec } from './fields.ts'
import { kindOf } from './kinds.ts'
import { rowErrors } from './repo.ts'
import type { StoredRowError } from './repo.ts'

const SAMPLE_ERRORS = 20
const VALUE_CHARS = 200

/** A job as people see it. Names and telephone numbers in it are masked. */
export async function jobOnWire(tx: Tx, context: Context, job: Job): Promise<ImportJob> {
  const preview = previewOf(context, job)
  const { fields } = kindOf(context, job.kind)
  const masked = (field: string | null, text: string): string => covered(field === null ? undefined : fields[field]?.cover, text)
  const fieldOf = (index: number): string | null => job.mapping[index]?.field ?? null
  const problems = job.state === 'preview' ? preview.problems : await problemsOf(tx, context, job)
  return {
    id: job.id, kind: job.kind, fileName: job.fileName, state: job.state, template: job.template, source: job.source, asOf: job.asOf,
    fields: Object.entries(fields).map(([id, { label }]) => ({ id, label })),
    columns: preview.columns.map(({ header, samples }, index) => {
      const field = fieldOf(index)
      return { index, header, field, samples: samples.map((text) => masked(field, text)) }
    }),
    rows: job.rows, done: job.done, added: job.added, changed: job.changed, repeated: job.repeated, failed: job.failed,
    warnings: [...(job.problem ? [job.problem] : []), ...preview.warnings],
    sampleErrors: problems.map(({ row, column, message, field, value }) => ({ row, column, message, value: masked(field, value) })),
    expects: job.state === 'preview' ? preview.expects : null,
    createdAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
  }
}

export function previewOf(context: Pick<Context, 'vault'>, job: Job): Preview {
  return Preview.parse(JSON.parse(context.vault.open(SEAL.preview, job.preview)))
}

/** The cells of a row that was not taken. */
export function cellsOf(context: Pick<Context, 'vault'>, error: StoredRowError): string[] {
  return z.array(z.string()).parse(JSON.parse(context.vault.open(SEAL.row, error.cells)))
}

async function problemsOf(tx: Tx, context: Context, job: Job): Promise<SeenProblem[]> {
  const errors = await rowErrors(tx, { jobId: job.id, after: -1, limit: SAMPLE_ERRORS })
  return errors.map((error) => {
    const column = job.mapping.find(({ field }) => field !== null && field === error.field)
    const value = column ? cellsOf(context, error)[column.index] : undefined
    return { row: error.row, field: column?.field ?? null, column: error.column, message: error.message, value: (value ?? '').slice(0, VALUE_CHARS) }
  })
}

function covered(cover: FieldSpec['cover'], text: string): string {
  if (text === '' || cover === undefined) return text
  return cover === 'name' ? `${text.slice(0, 1)}*` : `${text.slice(0, 3)}****${text.slice(-2)}`
}
