import { z } from 'zod'
import type { EventHandler } from '../../kernel/module.ts'
import { usersOf } from '../identity/index.ts'
import { notify } from './notify.ts'
import { phrasesOf } from './phrases.ts'

const Proposed = z.object({ id: z.string(), kind: z.string(), areaPath: z.string(), areaName: z.string(), purpose: z.string(), by: z.string(), userId: z.string() })

/** Those who may agree to a sensitive register hear that one was asked for. */
export const tellProposed: EventHandler = async (tx, event, context) => {
  const { id, kind, areaPath, areaName, purpose, by, userId } = Proposed.parse(event.payload)
  const deciders = await usersOf(tx, { role: 'duty-chief', path: areaPath })
  const words = (await phrasesOf(context)).say('sensitive.proposed', { 申请人: by, 类别: kind, 范围: areaName, 目的: purpose })
  await notify(tx, context, { userIds: deciders.filter((decider) => decider !== userId), kind: event.topic, ...words, dedupeKey: `sensitive:${id}` })
}
