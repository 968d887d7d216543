import type { FastifyReply, FastifyRequest } from 'fastify'
import { Fault } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { readUpload } from '../../../kernel/http/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { newId } from '../../../kernel/id.ts'
import { sendStored } from '../../../platform/cases/index.ts'
import { findMediation, insertDocument, storedDocument } from './repo.ts'

const MOST_BYTES = 20 * 1024 * 1024

/** Keeps a photo (re-encoded) or a document of a file in sight. @throws Fault not-found, and those of the file store */
export async function keepDocument(context: Context, actor: Actor, { fileId, request }: { fileId: string; request: FastifyRequest }): Promise<{ id: string }> {
  const record = await context.db.transact(actor.scope, (tx) => findMediation(tx, fileId))
  if (!record) throw new Fault('not-found')
  const { bytes, name, mediaType } = await readUpload(request, { maxBytes: MOST_BYTES })
  const stored = mediaType.startsWith('image/') ? await context.files.saveImage(bytes, { name }) : await context.files.saveFile(bytes, { name, accept: ['document'], maxBytes: MOST_BYTES })
  const now = context.clock.now()
  const id = newId(now)
  await context.db.transact(actor.scope, (tx) => insertDocument(tx, { id, fileId, hash: stored.hash, name: name.slice(0, 200), by: actor.userId, at: new Date(now) }))
  return { id }
}

interface Sending {
  readonly fileId: string
  readonly id: string
  readonly size: 'full' | 'thumbnail'
  readonly reply: FastifyReply
}

/** Streams a document of a file in sight; sandboxed, cached privately by its hash. @throws Fault file-missing */
export async function sendDocument(context: Context, actor: Actor, { fileId, id, size, reply }: Sending): Promise<void> {
  const file = await context.db.transact(actor.scope, (tx) => storedDocument(tx, { fileId, id }))
  if (!file) throw new Fault('file-missing')
  await sendStored(context, { file, size, reply })
}
