import { Fault, GEOJSON_KINDS } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import type { Mover } from '../cases/index.ts'
import { createBatchStore, LeaseLost } from './batch.ts'
import { SEAL } from './job.ts'
import type { Job } from './job.ts'
import { dropFile, readKeptFile } from './kept-file.ts'
import type { ImportKind } from './kind.ts'
import { kindOf } from './kinds.ts'
import { scoreHeader } from './mapping.ts'
import { claimJob, endJob, releaseJob } from './repo.ts'
import type { Progress } from './repo.ts'
import { readSheet } from './sheet/read-sheet.ts'
import type { Sheet, SheetRow } from './sheet/read-sheet.ts'
import { tell } from './tell.ts'

const LEASE_MS = 60_000
const MOST_ATTEMPTS = 5
/** So many new rows change what a register looks like as a whole. */
const MANY = 1000

interface RunOptions {
  /** Told after each batch. */
  readonly onProgress?: (progress: Progress) => void
}

/**
 * Works a started import off, batch by batch, and goes on after the last batch that was committed. Only one worker holds
 * a job; a call for a job somebody holds, or that is not running, does nothing.
 */
export async function runImport(context: Context, jobId: string, options: RunOptions = {}): Promise<void> {
  const lease = newId(context.clock.now())
  const job = await context.db.transact(systemScope, (tx) =>
    claimJob(tx, { id: jobId, lease, now: new Date(context.clock.now()), until: new Date(context.clock.now() + LEASE_MS) }),
  )
  if (!job) return
  try {
    const afterwards = await work(context, { job, lease, options })
    await end(context, { job, lease, state: 'done', problem: null })
    await dropFile(context, job.id)
    // The rows are in: what follows is for speed, and its failure is not the sheet's.
    await afterwards?.(context).catch((error: unknown) => { context.log.warn({ err: error, importId: job.id }, 'what follows a large import could not be done') })
  } catch (error) {
    if (error instanceof LeaseLost) return
    await giveUp(context, { job, lease, error })
  }
}

interface Work {
  readonly job: Job
  readonly lease: string
  readonly options: RunOptions
}

/** Brings the rows in; what is left to do once the job has ended. */
async function work(context: Context, { job, lease, options }: Work): Promise<ImportKind['afterMany']> {
  const key = job.fileKey && context.vault.open(SEAL.key, job.fileKey)
  const bytes = key === null ? null : await readKeptFile(context, job.id, key)
  if (!bytes) throw new Fault('import-unreadable', { details: { problem: '上传的文件已不在，请重新上传' } })
  const kind = kindOf(context, job.kind)
  const sheet = await readSheet(bytes, { fileName: job.fileName, score: scoreHeader(kind.fields), allowsJsonl: true, allowsGeojson: GEOJSON_KINDS.has(job.kind) })
  const by: Mover = { id: job.createdBy, name: job.createdName, unitId: job.createdUnit, rights: new Set(), units: [] }
  const desk = await kind.open(context, { ...job, file: { name: job.fileName, importId: job.id }, header: sheet.header, by, takenAt: context.clock.now() })
  await desk.survey?.(() => sheet.rows())
  let added = 0
  const store = createBatchStore(context, { job, header: sheet.header, lease, leaseMs: LEASE_MS, desk }, (progress) => {
    added = progress.added
    options.onProgress?.(progress)
  })
  try {
    for await (const rows of batchesOf(sheet, { after: job.lastRow, size: kind.batchRows })) await store.take(rows)
  } finally {
    // Also when the sheet cannot be read on: what is under way is in before the job ends.
    await store.settle()
  }
  return added >= MANY ? kind.afterMany : undefined
}

/** The rows behind one of them, so many at a time. */
async function* batchesOf(sheet: Sheet, { after, size }: { after: number; size: number }): AsyncGenerator<SheetRow[]> {
  let batch: SheetRow[] = []
  for await (const row of sheet.rows()) {
    if (row.number <= after) continue
    batch.push(row)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function end(context: Context, { job, lease, state, problem }: { job: Job; lease: string; state: 'done' | 'failed'; problem: string | null }): Promise<void> {
  await context.db.transact(systemScope, async (tx) => {
    const progress = await endJob(tx, { id: job.id, lease, state, problem, at: new Date(context.clock.now()), keepsFile: state === 'failed' })
    if (progress) await tell(tx, job, { ...progress, state })
  })
}

/** What is wrong with the file ends the job; anything else (database away, server stopping) is tried again. */
async function giveUp(context: Context, { job, lease, error }: { job: Job; lease: string; error: unknown }): Promise<void> {
  const isFinal = error instanceof Fault || job.attempts >= MOST_ATTEMPTS
  context.log[isFinal ? 'error' : 'warn']({ err: error, importId: job.id, attempt: job.attempts }, 'an import was interrupted')
  const problem = error instanceof Fault ? error.message : '系统多次未能完成导入，已导入的部分保留。请稍后再次开始，或联系管理员。'
  try {
    if (isFinal) await end(context, { job, lease, state: 'failed', problem })
    else await context.db.transact(systemScope, (tx) => releaseJob(tx, { id: job.id, lease }))
  } catch (again) {
    // The lease runs out by itself and the job is taken up again.
    context.log.warn({ err: again, importId: job.id }, 'an interrupted import could not be noted')
  }
}
