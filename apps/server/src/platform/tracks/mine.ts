import type { FastifyReply } from 'fastify'
import type { AnswerOf, listOwnTracks } from '@yihu/contracts'
import { localDate, timeText } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { ownSessions, pointsOf } from './repo.ts'
import { KEPT_DAYS } from './walk.ts'

/** One's own sessions of a day, with the way; the latest day without one. */
export async function ownTracks(context: Context, { scope }: Actor, asked: string | undefined): Promise<AnswerOf<typeof listOwnTracks>> {
  return context.db.transact(scope, async (tx) => {
    const all = await ownSessions(tx)
    const days = [...new Set(all.map(({ begun_at }) => localDate(begun_at.getTime())))].toReversed()
    const day = asked ?? days[0] ?? localDate(context.clock.now())
    const sessions = all.filter(({ begun_at }) => localDate(begun_at.getTime()) === day)
    const points = await pointsOf(tx, sessions.map(({ id }) => id))
    return {
      day, days, keptDays: KEPT_DAYS,
      sessions: sessions.map((session) => {
        const path = (points.get(session.id) ?? []).map(({ at, lon, lat, accuracy }) => ({ at: new Date(at).toISOString(), lon, lat, ...(accuracy === null ? {} : { accuracy }) }))
        return { id: session.id, begunAt: session.begun_at.toISOString(), endedAt: session.ended_at?.toISOString() ?? null, points: path.length, path }
      }),
    }
  })
}

/** Sends everything that is kept of one's own tracks as CSV. */
export async function sendOwnTracks(context: Context, { scope }: Actor, reply: FastifyReply): Promise<void> {
  const lines = await context.db.transact(scope, async (tx) => {
    const sessions = await ownSessions(tx)
    const points = await pointsOf(tx, sessions.map(({ id }) => id))
    return sessions.flatMap(({ id, begun_at }) => (points.get(id) ?? []).map(({ at, lon, lat, accuracy }) => `${timeText(begun_at.getTime())},${timeText(at)},${lon},${lat},${accuracy ?? ''}`))
  })
  // The mark at the beginning lets Excel read it as UTF-8.
  const text = `\uFEFF${['打开时间,时间,经度,纬度,精度（米）', ...lines].join('\r\n')}\r\n`
  void reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent('我的足迹')}.csv`).header('cache-control', 'no-store').send(text)
}
