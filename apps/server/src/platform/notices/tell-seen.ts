import { localDate, localTime, toMs } from '@yihu/domain'
import { z } from 'zod'
import type { EventHandler } from '../../kernel/module.ts'
import { notify } from './notify.ts'
import { phrasesOf } from './phrases.ts'

const Seen = z.object({ userId: z.string(), by: z.string(), reason: z.string(), at: z.string() })

/** Whoever was looked as hears of it at once: who, since when, why. */
export const tellSeen: EventHandler = async (tx, event, context) => {
  const { userId, by, reason, at } = Seen.parse(event.payload)
  const ms = toMs(at)
  const [, month, day] = localDate(ms).split('-').map(Number)
  const words = (await phrasesOf(context)).say('user.seen', { 谁: by, 原因: reason, 开始: `${month}月${day}日 ${localTime(ms)}` })
  await notify(tx, context, { userIds: [userId], kind: event.topic, ...words, dedupeKey: event.id })
}
