import { LETTER_REASONS } from '@yihu/contracts'
import type { AnswerOf, DeadLetter, LetterReason, listDeadLetters, QueryOf } from '@yihu/contracts'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { readCursor, writeCursor } from '../../kernel/cursor.ts'
import { inSlices } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { SHORTEST_PROMISE_DAYS } from '../alarms/index.ts'
import { countLetters, dropLetters, dropSightings, forgetIds, listLetters } from './repo.ts'
import { PICTURE_DAYS, tidyPictures } from './pictures.ts'
import type { StoredLetter } from './repo.ts'
import { dropChannels } from './repo-channel.ts'

const DAY_MS = 86_400_000
/** A letter may hold anything that devices measure of people: so none is kept longer than was promised for the first of it. */
const KEPT_DAYS = SHORTEST_PROMISE_DAYS
const IDS_DAYS = 7
const SIGHTING_DAYS = 365
const PREVIEW = 600

/** A page of the letters somebody sees, with how many there are of each reason. */
export async function lettersOf(context: Context, actor: Actor, { sender, reason, state, cursor, limit }: QueryOf<typeof listDeadLetters>): Promise<AnswerOf<typeof listDeadLetters>> {
  const filter = { sender: sender?.trim() || undefined, isReplayed: state === 'replayed' }
  return context.db.transact(actor.scope, async (tx) => {
    const rows = await listLetters(tx, { ...filter, reason, after: readCursor(cursor), limit })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      letters: page.map(shown), next: rows.length > limit && last ? writeCursor({ at: last.last_at, id: last.id }) : null,
      counts: (await countLetters(tx, filter)).map((row) => ({ reason: reasonOf(row.reason), reasonText: LETTER_REASONS[reasonOf(row.reason)], count: row.count })),
      asOf: new Date(context.clock.now()).toISOString(),
    }
  })
}

function shown(row: StoredLetter): DeadLetter {
  const reason = reasonOf(row.reason)
  return {
    id: row.id, source: z.enum(['mqtt', 'http', 'intake']).parse(row.source), sender: row.sender, topic: row.topic, bytes: row.bytes, preview: previewOf(Buffer.from(row.payload)),
    reason, reasonText: LETTER_REASONS[reason], detail: row.detail, times: row.times, firstAt: row.first_at.toISOString(), lastAt: row.last_at.toISOString(),
    replayed: row.replayed_at ? { at: row.replayed_at.toISOString(), by: row.replayed_by ?? '', outcome: row.outcome ?? '' } : null,
  }
}

/** A reason that a later version has taken out of the list reads as a wrong form. */
function reasonOf(reason: string): LetterReason {
  return Object.hasOwn(LETTER_REASONS, reason) ? (reason as LetterReason) : 'wrong-form' // just looked up
}

function previewOf(payload: Buffer): string {
  const text = payload.subarray(0, PREVIEW * 2).toString('utf8')
  const isText = !text.slice(0, PREVIEW).includes('\uFFFD') && !/[\u0000-\u0008\u000E-\u001F]/u.test(text)
  return (isText ? text : payload.subarray(0, PREVIEW / 2).toString('hex')).slice(0, PREVIEW)
}

/** Drops letters not seen again for so long, pictures of cameras after a week, the ids of messages older than a week, what cameras claimed more than a year ago, and cameras that no catalogue has named for a year. */
export async function tidyIntake(context: Pick<Context, 'db' | 'clock' | 'files' | 'log'>): Promise<void> {
  const { db, clock } = context
  const before = (days: number): Date => new Date(clock.now() - days * DAY_MS)
  await inSlices(db, (tx, most) => dropLetters(tx, before(KEPT_DAYS), most))
  await inSlices(db, (tx, most) => forgetIds(tx, before(IDS_DAYS), most))
  await inSlices(db, (tx, most) => dropSightings(tx, before(SIGHTING_DAYS), most))
  await tidyPictures(context, before(PICTURE_DAYS))
  await inSlices(db, (tx, most) => dropChannels(tx, before(SIGHTING_DAYS), most))
}
