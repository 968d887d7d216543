import type { FastifyReply } from 'fastify'
import { Fault } from '@yihu/contracts'
import type { AnswerOf, listCameraPictures, QueryOf } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { inSlices } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { sendStored } from '../cases/index.ts'
import { devicesById } from '../devices/index.ts'
import type { Parcel } from './parcel.ts'
import { dropPictures, fileOfPicture, insertPictures, picturesBetween } from './repo-picture.ts'

/** As the scenarios promise people at the least (电动车违规入梯). */
export const PICTURE_DAYS = 7
const BEFORE_MS = 10 * 60_000
const AFTER_MS = 60 * 60_000
const SHOWN = 12

/** Puts pictures of a message into the store; one that is none is left out: what the camera claims counts without it. @returns their names */
export async function savePictures({ files, log }: Pick<Context, 'files' | 'log'>, pictures: readonly Uint8Array[]): Promise<string[]> {
  const hashes: string[] = []
  for (const bytes of pictures) {
    try {
      hashes.push((await files.saveImage(bytes, { name: '摄像机画面' })).hash)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      log.warn({ err: error }, 'a picture of a camera was not kept')
    }
  }
  return hashes
}

/** Keeps the pictures of a message with the first device that claims something in it. */
export async function keepPictures(tx: Tx, { hashes, parcels, now }: { readonly hashes: readonly string[]; readonly parcels: readonly Parcel[]; readonly now: number }): Promise<void> {
  const [claim] = parcels.flatMap(({ sightings }) => sightings)
  if (claim) await insertPictures(tx, hashes.map((hash) => ({ id: newId(now), device: claim.device, at: new Date(claim.at), hash })))
}

/** What a camera sent along around a time: from ten minutes before to an hour after. @throws not-found */
export async function picturesOf(context: Context, actor: Actor, { id, around }: { id: string } & QueryOf<typeof listCameraPictures>): Promise<AnswerOf<typeof listCameraPictures>> {
  const at = Date.parse(around)
  return context.db.transact(actor.scope, async (tx) => {
    const [device] = await devicesById(tx, [id])
    if (!device) throw new Fault('not-found')
    const rows = await picturesBetween(tx, { deviceNo: device.no, from: new Date(at - BEFORE_MS), to: new Date(at + AFTER_MS), limit: SHOWN })
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
  await sendStored(context, { file: { ...file, name: '摄像机画面' }, size, reply })
}

/** Lets pictures go after their days, those of devices that are no more at once. */
export async function tidyPictures({ db, files }: Pick<Context, 'db' | 'files'>, before: Date): Promise<void> {
  const gone = new Set<string>()
  await inSlices(db, async (tx, most) => {
    const hashes = await dropPictures(tx, before, most)
    for (const hash of hashes) gone.add(hash)
    return hashes.length
  })
  for (const hash of gone) await files.drop(hash)
}
