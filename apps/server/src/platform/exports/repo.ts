import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Database, Tx } from '../../kernel/db/index.ts'
import { Job } from './job.ts'
import type { ExportTables } from './tables.ts'

const own = (tx: Tx | Kysely<Database>) => tx.$pickTables<ExportTables>()

const COLUMNS = [
  'id', 'path', 'created_by as createdBy', 'created_name as createdName', 'created_at as createdAt', 'query', 'words', 'register', 'template', 'filter_text as filterText', 'figure_text as figureText', 'sight', 'format',
  'is_masked as isMasked', 'purpose', 'state', 'rows', 'done', 'as_of as asOf', 'decided_by as decidedBy', 'decided_name as decidedName', 'decided_at as decidedAt',
  'decision_note as decisionNote', 'file_key as fileKey', 'file_mac as fileMac', 'bytes', 'problem', 'expires_at as expiresAt', 'downloads', 'attempts',
] as const

const jobs = (tx: Tx) => own(tx).selectFrom('export_job').select(COLUMNS)

type NewJob = Pick<Job, 'id' | 'path' | 'createdBy' | 'createdName' | 'createdAt' | 'query' | 'words' | 'register' | 'template' | 'filterText' | 'figureText' | 'sight' | 'format' | 'isMasked' | 'purpose' | 'state' | 'rows' | 'expiresAt'>

export async function insertJob(tx: Tx, job: NewJob): Promise<void> {
  await own(tx)
    .insertInto('export_job')
    .values({
      id: job.id, path: job.path, created_by: job.createdBy, created_name: job.createdName, created_at: job.createdAt, query: job.query, words: job.words, register: job.register, template: job.template, filter_text: job.filterText, figure_text: job.figureText,
      sight: job.sight, format: job.format, is_masked: job.isMasked, purpose: job.purpose, state: job.state, rows: job.rows, expires_at: job.expiresAt,
    })
    .execute()
}

/** A job within the transaction's scope, locked until its end. */
export async function lockJob(tx: Tx, id: string): Promise<Job | null> {
  const row = await jobs(tx).where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? Job.parse(row) : null
}

/** A job within the transaction's scope. */
export async function findJob(tx: Tx, id: string): Promise<Job | null> {
  const row = await jobs(tx).where('id', '=', id).executeTakeFirst()
  return row ? Job.parse(row) : null
}

/** The newest of somebody, and what waits for a decision of theirs. */
export async function jobsFor(tx: Tx, { userId, mayDecide, limit }: { userId: string; mayDecide: boolean; limit: number }): Promise<Job[]> {
  const rows = await jobs(tx)
    .where((eb) => (mayDecide ? eb.or([eb('created_by', '=', userId), eb('state', '=', 'waiting'), eb('decided_by', '=', userId)]) : eb('created_by', '=', userId)))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => Job.parse(row))
}

interface Decision {
  readonly id: string
  readonly state: 'running' | 'declined'
  readonly by: { readonly userId: string; readonly name: string }
  readonly at: Date
  readonly note: string
}

export async function decideJob(tx: Tx, { id, state, by, at, note }: Decision): Promise<void> {
  await own(tx)
    .updateTable('export_job')
    .set({ state, decided_by: by.userId, decided_name: by.name, decided_at: at, decision_note: note, ...(state === 'declined' ? { words: null } : {}) })
    .where('id', '=', id)
    .execute()
}

interface Lease {
  readonly id: string
  readonly lease: string
  readonly now: Date
  readonly until: Date
}

/** Takes a running job nobody works on, to begin it anew; null when there is none with this id. */
export async function claimJob(tx: Tx, { id, lease, now, until }: Lease): Promise<Job | null> {
  const row = await own(tx)
    .updateTable('export_job')
    .set((eb) => ({ lease, leased_until: until, done: 0, as_of: now, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<', now)]))
    .returning(COLUMNS)
    .executeTakeFirst()
  return row ? Job.parse(row) : null
}

/** Notes how far it is, beside the reading transaction; false when the lease is lost. */
export async function advanceJob(owner: Kysely<Database>, { id, lease, done, until }: { id: string; lease: string; done: number; until: Date }): Promise<boolean> {
  const { numUpdatedRows } = await own(owner)
    .updateTable('export_job').set({ done, leased_until: until }).where('id', '=', id).where('lease', '=', lease).where('state', '=', 'running').executeTakeFirst()
  return numUpdatedRows > 0n
}

interface Finished {
  readonly id: string
  readonly lease: string
  readonly rows: number
  readonly bytes: number
  readonly fileKey: Buffer
  readonly fileMac: Buffer
  readonly at: Date
  readonly expiresAt: Date
}

/** Makes the file fetchable; false when the lease is lost. */
export async function finishJob(tx: Tx, end: Finished): Promise<boolean> {
  const { numUpdatedRows } = await own(tx)
    .updateTable('export_job')
    .set({
      state: 'done', rows: end.rows, done: end.rows, bytes: end.bytes, file_key: end.fileKey, file_mac: end.fileMac, finished_at: end.at, expires_at: end.expiresAt,
      words: null, problem: null, lease: null, leased_until: null,
    })
    .where('id', '=', end.id)
    .where('lease', '=', end.lease)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends a job without a file; `isFinal` false lets another worker take it. */
export async function dropJob(tx: Tx, { id, lease, problem, at, isFinal }: { id: string; lease: string; problem: string; at: Date; isFinal: boolean }): Promise<void> {
  await own(tx)
    .updateTable('export_job')
    .set({ lease: null, leased_until: null, ...(isFinal ? { state: 'failed', problem, finished_at: at, words: null } : {}) })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .execute()
}

export async function countDownload(tx: Tx, id: string): Promise<void> {
  await own(tx).updateTable('export_job').set((eb) => ({ downloads: eb('downloads', '+', 1) })).where('id', '=', id).execute()
}

/** Running jobs whose worker is gone. */
export async function abandonedJobs(tx: Tx, now: Date): Promise<string[]> {
  const rows = await own(tx)
    .selectFrom('export_job').select('id').where('state', '=', 'running')
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<', now)]))
    .orderBy('created_at').limit(20).execute()
  return rows.map(({ id }) => id)
}

/** Ends what has run out: files not fetched, requests nobody decided. @returns whose files are to be dropped */
export async function expireJobs(tx: Tx, now: Date): Promise<string[]> {
  const rows = await own(tx)
    .updateTable('export_job').set({ state: 'expired', words: null, file_key: null, file_mac: null })
    .where('state', 'in', ['waiting', 'done']).where('expires_at', '<', now).returning('id').execute()
  return rows.map(({ id }) => id)
}

/** Ends the exports of a sensitive register and forgets their keys. @returns whose files are to be dropped */
export async function endSensitiveJobs(tx: Tx, registerId: string): Promise<string[]> {
  const rows = await own(tx)
    .updateTable('export_job').set({ state: 'expired', words: null, file_key: null, file_mac: null, lease: null, leased_until: null })
    .where('state', 'in', ['waiting', 'running', 'done']).where(sql`register ->> 'of'`, '=', 'sensitive').where(sql`register ->> 'id'`, '=', registerId).returning('id').execute()
  return rows.map(({ id }) => id)
}
