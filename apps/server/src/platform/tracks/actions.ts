import { TrackBatch } from '@yihu/contracts'
import { z } from 'zod'
import { offlineAction } from '../../kernel/module.ts'
import { begin, end, takePoints } from './walk.ts'

/** The points at the times of a clock that goes right. */
function moved(batch: z.output<typeof TrackBatch>, shift: number): z.output<typeof TrackBatch> {
  return { ...batch, points: batch.points.map((point) => ({ ...point, at: new Date(Date.parse(point.at) + shift).toISOString() })) }
}

/** What the phone does with its switch, maybe without signal; the id of `track.begin` is the session's. */
export const actions = [
  offlineAction({ kind: 'track.begin', permission: 'track.walk', body: z.object({}), apply: async (tx, context, { id, at, actor }) => ({ ...(await begin(tx, context, { actor, id, at: at.getTime() })) }) }),
  offlineAction({ kind: 'track.points', permission: 'track.walk', body: TrackBatch, apply: async (tx, context, { actor, body, shift }) => ({ ...(await takePoints(tx, context, { actor, batch: moved(body, shift) })) }) }),
  offlineAction({ kind: 'track.end', permission: 'track.walk', body: z.object({ session: z.uuid() }), apply: async (tx, context, { at, actor, body }) => ({ ...(await end(tx, context, { actor, id: body.session, at: at.getTime() })) }) }),
]
