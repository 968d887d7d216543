import { createHash } from 'node:crypto'
import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, resumePatrolPhoto } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { keepUpload } from '../cases/index.ts'
import { addPiece, beginPhoto, dropPhoto, keepPhoto, photoBytes, photoOnItsWay, sweepPhotos } from './repo-photo.ts'
import type { PhotoOnItsWay } from './repo-photo.ts'

type Progress = AnswerOf<typeof resumePatrolPhoto>

/** As long as a phone may be away, and a little more. */
const KEEP_DAYS = 10

/** Begins a photo or goes on with it: says how much of it is here, or what it became. @throws what is wrong with the photo itself */
export async function resume(context: Context, actor: Actor, { id, form }: { readonly id: string; readonly form: BodyOf<typeof resumePatrolPhoto> }): Promise<Progress> {
  const whose = { userId: actor.userId, id }
  const known = await context.db.transact(actor.scope, async (tx) => {
    await beginPhoto(tx, whose, { ...form, at: new Date(context.clock.now()) })
    return photoOnItsWay(tx, whose)
  })
  return progressOf(context, actor, { id, known })
}

/** Takes the next piece; one that is not the next changes nothing, and the answer says where to go on. @throws input-invalid, and what is wrong with the photo itself */
export async function takePiece(context: Context, actor: Actor, { id, at, bytes }: { readonly id: string; readonly at: number; readonly bytes: Buffer }): Promise<Progress> {
  const whose = { userId: actor.userId, id }
  const known = await context.db.transact(actor.scope, async (tx) => {
    const before = await photoOnItsWay(tx, whose)
    if (!before || before.kept || at !== before.have) return before
    if (at + bytes.length > before.size) throw new Fault('input-invalid', { fields: { file: '比说好的长' } })
    await addPiece(tx, whose, bytes)
    return { ...before, have: at + bytes.length }
  })
  return progressOf(context, actor, { id, known })
}

/**
 * A whole one becomes an upload. What is not here, was forgotten or is not what the phone said begins anew. Where a server
 * dies before it is written down, the phone asks again and it becomes another; of several requests at once the first counts.
 */
async function progressOf(context: Context, { userId, scope }: Actor, { id, known }: { readonly id: string; readonly known: PhotoOnItsWay | undefined }): Promise<Progress> {
  if (!known || known.kept || known.have < known.size) return toldOf(known)
  const whose = { userId, id }
  const bytes = await context.db.transact(scope, (tx) => photoBytes(tx, whose))
  const isTorn = bytes && createHash('sha256').update(bytes).digest('hex') !== known.hash
  const photo = bytes && !isTorn ? await keepUpload(context, { bytes, name: known.name, by: userId }) : null
  return context.db.transact(scope, async (tx) => {
    if (isTorn) await dropPhoto(tx, whose)
    if (photo) await keepPhoto(tx, whose, { id: photo.id, kind: photo.kind, seconds: photo.seconds })
    return toldOf(await photoOnItsWay(tx, whose))
  })
}

function toldOf(known: PhotoOnItsWay | undefined): Progress {
  return { have: known?.kept ? known.size : (known?.have ?? 0), photo: known?.kept ?? null }
}

/** What no phone goes on with any more. */
export async function forgetPieces({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await db.transact(systemScope, (tx) => sweepPhotos(tx, new Date(clock.now() - KEEP_DAYS * 86_400_000)))
}
