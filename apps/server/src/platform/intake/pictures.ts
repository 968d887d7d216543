import type { FastifyReply } from 'fastify'
import { Fault } from '@yihu/contracts'
import type { AnswerOf, listCameraPictures, QueryOf } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { sendStored } from '../cases/index.ts'
import { devicesById } from '../devices/index.ts'
import type { Sighting } from './parcel.ts'
import { rangAround } from '../alarms/index.ts'
import { agedPictures, dropPictures, dropSome, fileOfPicture, insertPictures, picturesBetween, strayPictures } from './repo-picture.ts'

/** As the scenarios promise people at the least (电动车违规入梯). */
export const PICTURE_DAYS = 7
const BEFORE_MS = 10 * 60_000
const AFTER_MS = 60 * 60_000
const SHOWN = 12
const NAME = '摄像机画面'
/** A file that no picture refers to after this while is left over: its message was stored long ago or not at all. */
const STRAY_MS = 3_600_000
const AT_ONCE = 500

/** Puts pictures of a message into the store; one that cannot be kept, whatever the reason, is left out: what the camera claims counts without it. @returns their names */
export async function savePictures({ files, log }: Pick<Context, 'files' | 'log'>, pictures: readonly Uint8Array[]): Promise<string[]> {
  const hashes: string[] = []
  for (const bytes of pictures) {
    try {
      hashes.push((await files.saveImage(bytes, { name: NAME })).hash)
    } catch (error) {
      log.warn({ err: error }, 'a picture of a camera was not kept')
    }
  }
  return hashes
}

/** Keeps the pictures of a message with a claim in it. */
export async function keepPictures(tx: Tx, { hashes, claim, now }: { readonly hashes: readonly string[]; readonly claim: Sighting; readonly now: number }): Promise<void> {
  await insertPictures(tx, hashes.map((hash) => ({ id: newId(now), device: claim.device, at: new Date(claim.at), hash })))
}

/** What a camera sent along nearest to a time, from ten minutes before to an hour after, oldest first. @throws not-found */
export async function picturesOf(context: Context, actor: Actor, { id, around }: { id: string } & QueryOf<typeof listCameraPictures>): Promise<AnswerOf<typeof listCameraPictures>> {
  const at = Date.parse(around)
  return context.db.transact(actor.scope, async (tx) => {
    const [device] = await devicesById(tx, [id])
    if (!device) throw new Fault('not-found')
    const rows = await picturesBetween(tx, { deviceNo: device.no, from: new Date(at - BEFORE_MS), to: new Date(at + AFTER_MS), around: new Date(at), limit: SHOWN })
    return { pictures: rows.map((row) => ({ id: row.id, at: row.at.toISOString(), url: `/api/v1/devices/${id}/pictures/${row.id}` })), keptDays: PICTURE_DAYS }
  })
}

/** Streams a picture of a device in sight. @throws not-found, file-missing */
export async function sendPicture(context: Context, actor: Actor, { id, pictureId, size, reply }: { id: string; pictureId: string; size: 'full' | 'thumbnail'; reply: FastifyReply }): Promise<void> {
  const file = await context.db.transact(actor.scope, async (tx) => {
    const [device] = await devicesById(tx, [id])
    return device && fileOfPicture(tx, { deviceNo: device.no, id: pictureId })
  })
  if (!file) throw new Fault('file-missing')
  await sendStored(context, { file: { ...file, name: NAME }, size, reply, isKept: false })
}

/** Lets pictures go after their days, and files of this purpose that were left over. */
export async function tidyPictures(context: Pick<Context, 'db' | 'files' | 'clock' | 'log'>, before: Date): Promise<void> {
  const { db, clock } = context
  // Not inSlices: the files leave the store between the slices, and what a stop leaves over is no more than the strays below.
  for (let gone = AT_ONCE; gone === AT_ONCE;) {
    const hashes = await db.transact(systemScope, (tx) => dropPictures(tx, before, AT_ONCE))
    await letGo(context, hashes)
    gone = hashes.length
  }
  await letGo(context, await db.transact(systemScope, (tx) => strayPictures(tx, { name: NAME, before: new Date(clock.now() - STRAY_MS), limit: AT_ONCE })))
}

/** An alarm that these pictures were sent around would have rung by then, late messages included. */
const CAME_MS = 3 * 3_600_000

/** Lets pictures go of which nothing came: no alarm of their device rang around them, so nobody will ever see them. */
export async function dropUnseen(context: Pick<Context, 'db' | 'files' | 'clock' | 'log'>): Promise<void> {
  const before = new Date(context.clock.now() - CAME_MS)
  for (let after: string | null = null, isMore = true; isMore;) {
    const from: string | null = after
    const { hashes, last } = await context.db.transact(systemScope, async (tx) => {
      const pictures = await agedPictures(tx, { before, after: from, limit: AT_ONCE })
      // An alarm shows what came from before it rang until after: seen from the picture, the other way round.
      const rang = await rangAround(tx, pictures.map(({ deviceId, at }) => ({ device: deviceId, from: new Date(at.getTime() - AFTER_MS), to: new Date(at.getTime() + BEFORE_MS) })))
      return { hashes: await dropSome(tx, pictures.flatMap(({ id }, index) => (rang.has(index) ? [] : [id]))), last: pictures.length < AT_ONCE ? null : (pictures.at(-1)?.id ?? null) }
    })
    await letGo(context, hashes)
    after = last
    isMore = last !== null
  }
}

/** Takes files out of the store; one that does not go is tried again by the next tidying and does not hold up the others. */
export async function letGo({ files, log }: Pick<Context, 'files' | 'log'>, hashes: readonly string[]): Promise<void> {
  for (const hash of new Set(hashes)) {
    try {
      await files.drop(hash)
    } catch (error) {
      log.warn({ err: error }, 'a picture of a camera could not be let go')
    }
  }
}
