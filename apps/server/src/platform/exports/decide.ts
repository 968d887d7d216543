import { EXPORT_STATES, Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { record } from '../audit/index.ts'
import { notify, phrasesOf } from '../notices/index.ts'
import { decideJob, lockJob } from './repo.ts'
import { needApproving } from './subject.ts'

interface Deciding {
  readonly id: string
  readonly isApproved: boolean
  readonly note: string
  readonly actor: Actor
  readonly ip: string
}

/**
 * A second person's word on an export of people's data or of a sensitive register.
 * @throws not-found, export-own-request, permission-missing, export-not-ready
 */
export async function decide(context: Context, { id, isApproved, note, actor, ip }: Deciding): Promise<void> {
  const now = context.clock.now()
  await context.db.transact(actor.scope, async (tx) => {
    const job = await lockJob(tx, id)
    if (!job) throw new Fault('not-found')
    if (job.createdBy === actor.userId) throw new Fault('export-own-request')
    needApproving(actor, job)
    if (job.state !== 'waiting' || job.expiresAt.getTime() <= now) throw new Fault('export-not-ready', { details: { state: EXPORT_STATES[job.state === 'waiting' ? 'expired' : job.state] } })
    await decideJob(tx, { id, state: isApproved ? 'running' : 'declined', by: actor, at: new Date(now), note })
    await emit(tx, { topic: 'export.progress', scopePath: job.path, payload: { id, state: isApproved ? 'running' : 'declined', done: 0, userIds: [job.createdBy, actor.userId] } })
    if (!isApproved) {
      const words = (await phrasesOf(context)).say('export.declined', { 范围: job.filterText, 谁: actor.name, 原因: note || '没有写原因' })
      await notify(tx, context, {
        userIds: [job.createdBy], kind: 'export.declined', ...words, dedupeKey: `export:${id}:declined`,
      })
    }
    await record(tx, {
      at: now, by: actor, action: isApproved ? 'export.approve' : 'export.decline', object: job.filterText, purpose: job.purpose, result: 'done', ip,
      detail: { exportId: id, rows: job.rows, requestedBy: job.createdName, note },
    })
  })
}
