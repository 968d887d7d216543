import type { Tx } from '../../kernel/db/index.ts'
import { Job } from './job.ts'
import type { Mapping } from './mapping.ts'
import type { ImportTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<ImportTables>()

const COLUMNS = [
  'id', 'path', 'created_by as createdBy', 'created_name as createdName', 'created_unit as createdUnit', 'created_at as createdAt', 'kind', 'file_name as fileName',
  'file_key as fileKey', 'source', 'template', 'state', 'mapping', 'crs', 'as_of as asOf', 'preview', 'rows', 'done', 'added', 'changed', 'repeated', 'failed', 'last_row as lastRow', 'attempts',
  'problem', 'finished_at as finishedAt',
] as const

const jobs = (tx: Tx) => own(tx).selectFrom('import_job').select(COLUMNS)

export async function insertJob(tx: Tx, job: Omit<Job, 'crs' | 'asOf' | 'done' | 'added' | 'changed' | 'repeated' | 'failed' | 'lastRow' | 'attempts' | 'problem' | 'finishedAt'>): Promise<void> {
  await own(tx)
    .insertInto('import_job')
    .values({
      id: job.id, path: job.path, created_by: job.createdBy, created_name: job.createdName, created_unit: job.createdUnit, created_at: job.createdAt, kind: job.kind,
      file_name: job.fileName, file_key: job.fileKey, source: job.source, template: job.template, state: job.state, mapping: job.mapping,
      preview: job.preview, rows: job.rows,
    })
    .execute()
}

/** A job within the transaction's scope. */
export async function findJob(tx: Tx, id: string): Promise<Job | null> {
  const row = await jobs(tx).where('id', '=', id).executeTakeFirst()
  return row ? Job.parse(row) : null
}

/** The newest jobs of these kinds within the scope. */
export async function newestJobs(tx: Tx, { kinds, limit }: { readonly kinds: readonly Job['kind'][]; readonly limit: number }): Promise<Job[]> {
  if (kinds.length === 0) return []
  const rows = await jobs(tx).where('kind', 'in', [...kinds]).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map((row) => Job.parse(row))
}

/** preview or failed → running. False when it is neither, or was started at this very moment by somebody else. */
export async function startJob(tx: Tx, { id, mapping, crs, source, asOf, at }: Pick<Job, 'id' | 'crs' | 'source' | 'asOf'> & { mapping: Mapping; at: Date }): Promise<boolean> {
  const { numUpdatedRows } = await own(tx)
    .updateTable('import_job')
    .set({ state: 'running', mapping, crs, source, as_of: asOf, started_at: at, finished_at: null, problem: null, attempts: 0, lease: null, leased_until: null })
    .where('id', '=', id)
    .where('state', 'in', ['preview', 'failed'])
    .where('file_key', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

interface Lease {
  readonly id: string
  readonly lease: string
  readonly now: Date
  readonly until: Date
}

/** Takes a running job nobody works on; null when there is none with this id. */
export async function claimJob(tx: Tx, { id, lease, now, until }: Lease): Promise<Job | null> {
  const row = await own(tx)
    .updateTable('import_job')
    .set((eb) => ({ lease, leased_until: until, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<', now)]))
    .returning(COLUMNS)
    .executeTakeFirst()
  return row ? Job.parse(row) : null
}

/** Running jobs whose worker is gone. */
export async function abandonedJobs(tx: Tx, now: Date): Promise<string[]> {
  const rows = await own(tx)
    .selectFrom('import_job').select('id').where('state', '=', 'running')
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<', now)]))
    .orderBy('created_at').limit(20).execute()
  return rows.map(({ id }) => id)
}

export interface Step {
  readonly id: string
  readonly lease: string
  readonly until: Date
  readonly lastRow: number
  readonly added: number
  readonly changed: number
  readonly repeated: number
  readonly failed: number
}

export interface Progress {
  readonly done: number
  readonly added: number
  readonly changed: number
  readonly repeated: number
  readonly failed: number
}

/** Counts a batch; null when the lease is lost. A batch that got on shows that the job is worth trying again. */
export async function advanceJob(tx: Tx, step: Step): Promise<Progress | null> {
  const row = await own(tx)
    .updateTable('import_job')
    .set((eb) => ({
      last_row: step.lastRow, leased_until: step.until, attempts: 1,
      done: eb('done', '+', step.added + step.changed + step.repeated + step.failed),
      added: eb('added', '+', step.added), changed: eb('changed', '+', step.changed), repeated: eb('repeated', '+', step.repeated), failed: eb('failed', '+', step.failed),
    }))
    .where('id', '=', step.id)
    .where('lease', '=', step.lease)
    .where('state', '=', 'running')
    .returning(['done', 'added', 'changed', 'repeated', 'failed'])
    .executeTakeFirst()
  return row ?? null
}

/** Ends a job; `keepsFile` leaves it startable again. */
export async function endJob(tx: Tx, end: { id: string; lease: string; state: 'done' | 'failed'; problem: string | null; at: Date; keepsFile: boolean }): Promise<Progress | null> {
  const row = await own(tx)
    .updateTable('import_job')
    .set({ state: end.state, problem: end.problem, finished_at: end.at, lease: null, leased_until: null, ...(end.keepsFile ? {} : { file_key: null }) })
    .where('id', '=', end.id)
    .where('lease', '=', end.lease)
    .returning(['done', 'added', 'changed', 'repeated', 'failed'])
    .executeTakeFirst()
  return row ?? null
}

/** Lets a job go so that another worker may take it at once. */
export async function releaseJob(tx: Tx, { id, lease }: { id: string; lease: string }): Promise<void> {
  await own(tx).updateTable('import_job').set({ lease: null, leased_until: null }).where('id', '=', id).where('lease', '=', lease).execute()
}

export interface StoredRowError {
  readonly row: number
  readonly field: string | null
  readonly column: string
  readonly message: string
  /** Sealed. */
  readonly cells: Buffer
}

export async function insertRowErrors(tx: Tx, jobId: string, errors: readonly StoredRowError[]): Promise<void> {
  if (errors.length === 0) return
  await own(tx).insertInto('import_row_error').values(errors.map((error) => ({ job_id: jobId, ...error }))).execute()
}

/** Rows not taken, in order, after a row. */
export async function rowErrors(tx: Tx, { jobId, after, limit }: { jobId: string; after: number; limit: number }): Promise<StoredRowError[]> {
  return own(tx)
    .selectFrom('import_row_error').select(['row', 'field', 'column', 'message', 'cells'])
    .where('job_id', '=', jobId).where('row', '>', after).orderBy('row').limit(limit).execute()
}

/** Forgets uploads nobody started and the cells of old errors. @returns jobs whose files are to be dropped */
export async function forgetOld(tx: Tx, { previewsBefore, errorsBefore }: { previewsBefore: Date; errorsBefore: Date }): Promise<string[]> {
  const dropped = await own(tx).deleteFrom('import_job').where('state', '=', 'preview').where('created_at', '<', previewsBefore).returning('id').execute()
  const failed = await own(tx)
    .updateTable('import_job').set({ file_key: null })
    .where('state', '=', 'failed').where('file_key', 'is not', null).where('finished_at', '<', errorsBefore).returning('id').execute()
  await own(tx)
    .deleteFrom('import_row_error')
    .where('job_id', 'in', (eb) => eb.selectFrom('import_job').select('id').where('finished_at', '<', errorsBefore))
    .execute()
  return [...dropped, ...failed].map(({ id }) => id)
}

/** Whether an error of the database speaks about the values of a row, not about the database: SQLSTATE classes 22 and 23. */
export function isDataState(state: string | undefined): boolean {
  return state !== undefined && (state.startsWith('22') || state.startsWith('23'))
}
