import type { FastifyReply } from 'fastify'
import { Fault } from '@yihu/contracts'
import type { StoryForm, StoryPicture } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { sendStored, waitingUploads } from '../../platform/cases/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { keptPictures, picturesOf, replacePictures, storedPicture } from './repo-picture.ts'
import { publishedStory } from './repo.ts'

/** The files behind these uploads that still wait; nobody's area hides them. @throws file-type-refused for what is no photo */
export async function uploadedPhotos({ db }: Context, pictures: StoryForm['pictures']): Promise<ReadonlyMap<string, string>> {
  const waiting = await db.transact(systemScope, (tx) => waitingUploads(tx, pictures.map(({ id }) => id)))
  if (waiting.some(({ kind }) => kind !== 'image')) throw new Fault('file-type-refused', { details: { expected: '照片', found: '录音' } })
  return new Map(waiting.map(({ id, hash }) => [id, hash]))
}

interface Keeping {
  readonly storyId: string
  readonly pictures: StoryForm['pictures']
  readonly uploaded: ReadonlyMap<string, string>
  readonly now: number
}

/** Keeps the pictures a piece is to have: some it had, others uploaded since. @throws file-missing */
export async function keepPictures(tx: Tx, { storyId, pictures, uploaded, now }: Keeping): Promise<StoryPicture[]> {
  const kept = await keptPictures(tx, storyId)
  const whole = pictures.map(({ id, alt }, at) => {
    const hash = kept.get(id) ?? uploaded.get(id)
    if (hash === undefined) throw new Fault('file-missing')
    // An upload may stand in several pieces, and twice in one: the picture is not the upload.
    return { id: kept.has(id) && pictures.findIndex((one) => one.id === id) === at ? id : newId(now), alt, hash }
  })
  await replacePictures(tx, storyId, whole)
  return (await picturesOf(tx, [storyId], 'story-desk')).get(storyId) ?? []
}

interface Sending {
  readonly id: string
  readonly picture: string
  readonly size: 'full' | 'thumbnail'
  readonly reply: FastifyReply
}

/** A picture of a piece that everybody may read. @throws file-missing */
export async function sendPublished(context: Context, { id, picture, size, reply }: Sending): Promise<void> {
  const street = await streetOf(context)
  const file = await context.db.transact(systemScope, async (tx) => ((await publishedStory(tx, { street, id })) ? storedPicture(tx, { storyId: id, id: picture }) : undefined))
  if (!file) throw new Fault('file-missing')
  await sendStored(context, { file, size, reply })
}

/** A picture of a piece in sight, whatever its state. @throws file-missing */
export async function sendDesk(context: Context, actor: Actor, { id, picture, size, reply }: Sending): Promise<void> {
  const file = await context.db.transact(actor.scope, (tx) => storedPicture(tx, { storyId: id, id: picture }))
  if (!file) throw new Fault('file-missing')
  await sendStored(context, { file, size, reply })
}
