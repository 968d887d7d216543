import { Fault } from '@yihu/contracts'
import type { AnswerOf, sendTrack, TrackBatch, TrackSession } from '@yihu/contracts'
import { localDate, mondayOf, thinTrack } from '@yihu/domain'
import type { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { streetOf } from '../imports/index.ts'
import { endSessions, findSession, insertPoints, insertSession, noteReached, pointBefore, pointsOf } from './repo.ts'
import type { Reached, StoredPoint, StoredSession } from './repo.ts'

const DAY_MS = 86_400_000
/** A switch that was forgotten goes off by itself. */
const LONGEST_MS = 14 * 3_600_000
const AHEAD_MS = 120_000
export const KEPT_DAYS = 30
/** So near to a building somebody was there; a fix worse than this tells nothing of it. */
const NEAR_METRES = 30
const SURE_METRES = 50

interface Step {
  readonly actor: Actor
  readonly id: string
  readonly at: number
}

/** Switches a track on; another one that is on goes off. The same id twice is one session. @throws conflict */
export async function begin(tx: Tx, context: Context, { actor, id, at }: Step): Promise<TrackSession> {
  const begunAt = new Date(Math.min(at, context.clock.now()))
  await endSessions(tx, begunAt, { butNot: id })
  await insertSession(tx, { id, userId: actor.userId, street: await streetOf(context), begunAt })
  const session = await findSession(tx, id)
  if (!session) throw new Fault('conflict')
  return sessionOf(tx, session)
}

/** Switches a track off. @throws not-found */
export async function end(tx: Tx, context: Context, { id, at }: Step): Promise<TrackSession> {
  if (!(await findSession(tx, id))) throw new Fault('not-found')
  await endSessions(tx, new Date(Math.min(at, context.clock.now())), { id })
  const session = await findSession(tx, id)
  if (!session) throw new Fault('not-found')
  return sessionOf(tx, session)
}

async function sessionOf(tx: Tx, session: StoredSession): Promise<TrackSession> {
  const points = (await pointsOf(tx, [session.id])).get(session.id) ?? []
  return { id: session.id, begunAt: session.begun_at.toISOString(), endedAt: session.ended_at?.toISOString() ?? null, points: points.length }
}

type Taken = AnswerOf<typeof sendTrack>

/**
 * Takes points of a session: none from when the switch was off, none older than they may be kept; standing still is thinned.
 * Notes which places were reached, without the person. @throws not-found: the session is not one's own
 */
export async function takePoints(tx: Tx, context: Context, { actor, batch }: { readonly actor: Actor; readonly batch: z.output<typeof TrackBatch> }): Promise<Taken> {
  const session = await findSession(tx, batch.session)
  if (!session) throw new Fault('not-found')
  const refused: Taken['refused'] = []
  const good: StoredPoint[] = []
  for (const [index, { at, lon, lat, accuracy = null }] of batch.points.entries()) {
    const point = { at: Date.parse(at), lon, lat, accuracy }
    const message = whyNot(point.at, session, context.clock.now())
    if (message === null) good.push(point)
    else refused.push({ index, message })
  }
  const earliest = good.reduce((least, { at }) => Math.min(least, at), Infinity)
  const last = good.length > 0 ? await pointBefore(tx, session.id, earliest) : null
  const kept = thinTrack(good, { last })
  await insertPoints(tx, session, kept)
  await noteReached(tx, await reachedBy(context, actor, kept))
  return { kept: kept.length, thinned: good.length - kept.length, refused }
}

function whyNot(at: number, session: StoredSession, now: number): string | null {
  const begun = session.begun_at.getTime()
  const until = Math.min(session.ended_at?.getTime() ?? Infinity, begun + LONGEST_MS)
  if (at > now + AHEAD_MS) return '时间在将来，请检查手机的时钟'
  if (at < begun || at > until) return '这时足迹没有打开，不收'
  return at < now - KEPT_DAYS * DAY_MS ? `超过 ${KEPT_DAYS} 天，不收` : null
}

async function reachedBy(context: Context, actor: Actor, points: readonly StoredPoint[]): Promise<Reached[]> {
  const areas = await areasOf(context)
  const found = new Map<string, Reached>()
  const add = (place: Reached) => void (covers(actor.scope, place.path) && found.set(`${place.path}/${place.since}`, place))
  for (const { at, lon, lat, accuracy } of points) {
    if (accuracy !== null && accuracy > SURE_METRES) continue
    const day = localDate(at)
    const here = areas.locate({ lon, lat })
    for (const { code, level } of here ? areas.chainOf(here.path) : []) if (level === 'grid') add({ path: areas.byCode(code)?.path ?? '', level, since: day })
    const near = areas.nearest({ lon, lat }, { levels: ['building'], withinMetres: NEAR_METRES })
    if (near) add({ path: near.area.path, level: 'building', since: mondayOf(day) })
  }
  return [...found.values()]
}
