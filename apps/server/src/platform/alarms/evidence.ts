import type { FastifyReply, FastifyRequest } from 'fastify'
import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { readUpload } from '../../kernel/http/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { sendStored } from '../cases/index.ts'
import { findAlarm } from './repo.ts'
import { filesOf, insertFile } from './repo-run.ts'

const MOST_BYTES = 20 * 1024 * 1024

/** Keeps a photo of what was done about an alarm in sight, until a step names it. @throws not-found, and those of the file store */
export async function keepEvidence(context: Context, actor: Actor, { id: alarmId, request }: { id: string; request: FastifyRequest }): Promise<{ id: string }> {
  const isSeen = await context.db.transact(actor.scope, (tx) => findAlarm(tx, alarmId))
  if (!isSeen) throw new Fault('not-found')
  const { bytes, name } = await readUpload(request, { maxBytes: MOST_BYTES })
  const { hash } = await context.files.saveImage(bytes, { name })
  const at = new Date(context.clock.now())
  const id = newId(at.getTime())
  await context.db.transact(actor.scope, (tx) => insertFile(tx, { id, alarmId, hash, name: name.slice(0, 200), by: actor.userId, at }))
  return { id }
}

/** Streams a photo of a step. @throws file-missing */
export async function sendEvidence(context: Context, actor: Actor, { id, fileId, size, reply }: { id: string; fileId: string; size: 'full' | 'thumbnail'; reply: FastifyReply }): Promise<void> {
  const [file] = await context.db.transact(actor.scope, (tx) => filesOf(tx, id, fileId))
  if (!file) throw new Fault('file-missing')
  await sendStored(context, { file, size, reply })
}
