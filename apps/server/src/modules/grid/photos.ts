import type { FastifyReply } from 'fastify'
import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { actAsSystem, sendStored, takeUploads } from '../../platform/cases/index.ts'
import { insertPhotos, storedPhoto } from './repo-photo.ts'

/** Gives a visit the photos its recorder uploaded. The last thing of a transaction: what waits lies in nobody's area, so that it is asked for as the system. */
export async function keepPhotos(tx: Tx, { visitId, path, ids, by }: { readonly visitId: string; readonly path: string; readonly ids: readonly string[]; readonly by: string }): Promise<void> {
  await actAsSystem(tx)
  await insertPhotos(tx, { visitId, path, photos: await takeUploads(tx, { ids, by }) })
}

interface Sending {
  readonly id: string
  readonly photo: string
  readonly size: 'full' | 'thumbnail'
  readonly reply: FastifyReply
}

/** Streams a photo of a visit in sight. @throws Fault file-missing */
export async function sendPhoto(context: Context, actor: Actor, { id, photo, size, reply }: Sending): Promise<void> {
  const file = await context.db.transact(actor.scope, (tx) => storedPhoto(tx, { visitId: id, id: photo }))
  if (!file) throw new Fault('file-missing')
  await sendStored(context, { file, size, reply })
}
