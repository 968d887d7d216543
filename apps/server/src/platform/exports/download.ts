import type { FastifyReply } from 'fastify'
import { EXPORT_STATES, Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { SEAL_KEY } from './job.ts'
import { countDownload, lockJob } from './repo.ts'
import { openSealed } from './sealed-file.ts'
import { fileNameOf } from './show.ts'
import { needClear, needListing, needStill } from './subject.ts'

const TYPES = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8', geojson: 'application/geo+json' } as const

interface Fetching {
  readonly id: string
  readonly actor: Actor
  readonly ip: string
  readonly reply: FastifyReply
}

/**
 * Sends the file to the person who asked for it, and nobody else; each time is an act on record.
 * @throws seeing-only, not-found, export-not-yours, permission-missing, export-gone, export-not-ready
 */
export async function download(context: Context, { id, actor, ip, reply }: Fetching): Promise<void> {
  // Who looks as somebody else looks only; a file would be taken away.
  if (actor.seenBy) throw new Fault('seeing-only')
  const now = context.clock.now()
  const job = await context.db.transact(actor.scope, async (tx) => {
    const found = await lockJob(tx, id)
    if (!found) throw new Fault('not-found')
    if (found.createdBy !== actor.userId) throw new Fault('export-not-yours')
    // Somebody who has lost the right since asking has lost the file with it.
    needListing(actor, found)
    if (!found.isMasked) needClear(actor, found)
    if (found.state === 'expired' || (found.state === 'done' && found.expiresAt.getTime() <= now)) throw new Fault('export-gone')
    if (found.state !== 'done') throw new Fault('export-not-ready', { details: { state: EXPORT_STATES[found.state] } })
    await needStill(tx, context, found)
    return found
  })
  const content = job.fileKey && job.fileMac ? await openSealed(context, id, { key: context.vault.open(SEAL_KEY, job.fileKey), mac: job.fileMac }) : null
  if (!content) throw new Fault('export-gone')
  await context.db.transact(actor.scope, async (tx) => {
    await countDownload(tx, id)
    await record(tx, {
      at: now, by: actor, action: 'export.download', object: job.filterText, purpose: job.purpose, result: 'done', ip,
      detail: { exportId: id, rows: job.rows, isMasked: job.isMasked, approvedBy: job.decidedName },
    })
  })
  void reply
    .header('content-type', TYPES[job.format])
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileNameOf(job))}`)
    .header('cache-control', 'no-store')
    .send(content)
}
