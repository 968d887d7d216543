import { Fault } from '@yihu/contracts'
import { timeText } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import { streetOf } from '../imports/index.ts'
import { notify, phrasesOf } from '../notices/index.ts'
import { KEPT_MS, SEAL_KEY } from './job.ts'
import type { Job } from './job.ts'
import { advanceJob, claimJob, dropJob, finishJob } from './repo.ts'
import { dropSealed, sealStream } from './sealed-file.ts'
import { contentOf, needsSecond, subjectOf } from './subject.ts'
import { fileStream } from './write-sheet.ts'

const LEASE_MS = 60_000
const MOST_ATTEMPTS = 3
/** Whoever waits longer has gone on to something else and is told. */
const LONG_MS = 10_000

class LeaseLost extends Error {}

/** Makes the file of a running export. Only one worker holds it; a call for one that somebody holds, or that is not running, does nothing. */
export async function runExport(context: Context, jobId: string): Promise<void> {
  const lease = newId(context.clock.now())
  const now = context.clock.now()
  const job = await context.db.transact(systemScope, (tx) => claimJob(tx, { id: jobId, lease, now: new Date(now), until: new Date(now + LEASE_MS) }))
  if (!job) return
  try {
    await make(context, { job, lease, now })
  } catch (error) {
    if (error instanceof LeaseLost) return
    await giveUp(context, { job, lease, error })
  }
}

interface Making {
  readonly job: Job
  readonly lease: string
  /** The moment whose state the sheet shows. */
  readonly now: number
}

async function make(context: Context, { job, lease, now }: Making): Promise<void> {
  let rows = 0
  const seal = await context.db.transact(job.sight.scope, async (tx) => {
    const { columns, pages } = await contentOf(tx, context, { job, now })
    const street = (await areasOf(context)).nameOf(await streetOf(context))
    return sealStream(context, job.id, fileStream(job.format, { name: subjectOf(job), watermark: watermarkOf(job, now), columns, pages: counted(pages), asOf: new Date(now).toISOString(), source: `${street}数据池` }))
  })
  const at = context.clock.now()
  const expiresAt = new Date(at + (needsSecond(job) ? KEPT_MS.plain : KEPT_MS.masked))
  const fileKey = context.vault.seal(SEAL_KEY, seal.key)
  await context.db.transact(systemScope, async (tx) => {
    const isOurs = await finishJob(tx, { id: job.id, lease, rows, bytes: seal.bytes, fileKey, fileMac: seal.mac, at: new Date(at), expiresAt })
    if (!isOurs) throw new LeaseLost()
    await tellDone(tx, context, { job, rows, isLong: at - job.createdAt.getTime() > LONG_MS })
  })

  async function* counted(pages: AsyncIterable<string[][]>): AsyncGenerator<string[][]> {
    rows = 0
    for await (const page of pages) {
      yield page
      rows += page.length
      const isOurs = await advanceJob(context.db.owner, { id: job.id, lease, done: rows, until: new Date(context.clock.now() + LEASE_MS) })
      if (!isOurs) throw new LeaseLost()
    }
  }
}

/** Who took it out, when, what for, as of when: the first line of every file. */
export function watermarkOf(job: Pick<Job, 'id' | 'createdName' | 'purpose' | 'isMasked' | 'filterText' | 'figureText' | 'rows' | 'decidedName'>, asOf: number): string {
  const approved = job.decidedName ? `（${job.decidedName}批准）` : ''
  return [
    `导出人：${job.createdName}`, `数据截至：${timeText(asOf)}`, `用途：${job.purpose}`, `范围：${job.filterText}`,
    ...(job.figureText ? [`指标：${job.figureText}；名单 ${job.rows} 行`] : []),
    job.isMasked ? `个人信息已遮盖${approved}` : `含个人信息${approved}，仅限上述用途，用后删除`, `导出编号：${job.id}`,
  ].join('　')
}

async function tellDone(tx: Tx, context: Context, { job, rows, isLong }: { job: Job; rows: number; isLong: boolean }): Promise<void> {
  await emit(tx, { topic: 'export.progress', scopePath: job.path, payload: { id: job.id, state: 'done', done: rows, userId: job.createdBy } })
  if (!isLong && !needsSecond(job)) return
  const words = (await phrasesOf(context)).say('export.done', { 范围: job.filterText, 件数: String(rows) })
  await notify(tx, context, {
    userIds: [job.createdBy], kind: 'export.done', ...words, dedupeKey: `export:${job.id}:done`,
  })
}

/** What is wrong with the request ends it; anything else (database away, server stopping) is tried again. */
async function giveUp(context: Context, { job, lease, error }: { job: Job; lease: string; error: unknown }): Promise<void> {
  const isFinal = error instanceof Fault || job.attempts >= MOST_ATTEMPTS
  context.log[isFinal ? 'error' : 'warn']({ err: error, exportId: job.id, attempt: job.attempts }, 'an export was interrupted')
  const problem = error instanceof Fault ? error.message : '系统多次未能生成文件。请稍后重新导出，或联系管理员。'
  try {
    await context.db.transact(systemScope, async (tx) => {
      await dropJob(tx, { id: job.id, lease, problem, at: new Date(context.clock.now()), isFinal })
      if (isFinal) await emit(tx, { topic: 'export.progress', scopePath: job.path, payload: { id: job.id, state: 'failed', done: 0, userId: job.createdBy } })
    })
    await dropSealed(context, job.id)
  } catch (again) {
    // The lease runs out by itself and the job is taken up again.
    context.log.warn({ err: again, exportId: job.id }, 'an interrupted export could not be noted')
  }
}
