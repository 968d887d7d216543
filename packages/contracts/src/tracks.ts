import { z } from 'zod'
import { AreaPath, Day, Id, Instant } from './common.ts'
import { contract } from './contract.ts'

const TAG = '足迹'
export const TRACK_BATCH = 2000

const Point = z.object({ at: Instant, lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90), accuracy: z.number().min(0).max(100_000).optional() })

/** Points of one session, in any order; the same point twice is one. */
export const TrackBatch = z.object({ session: Id, points: z.array(Point).min(1).max(TRACK_BATCH, `一次最多 ${TRACK_BATCH} 个点`) })

const Taken = z.object({
  kept: z.number(),
  /** Standing still: not worth a point. */
  thinned: z.number(),
  refused: z.array(z.object({ index: z.number(), message: z.string() })),
})

export const TrackSession = z.object({ id: Id, begunAt: z.string(), endedAt: z.string().nullable(), points: z.number() })
export type TrackSession = z.infer<typeof TrackSession>

const ById = z.object({ id: Id })
const At = z.object({ at: Instant.optional() })

export const beginTrack = contract({ method: 'POST', path: '/tracks/sessions', tag: TAG, summary: '打开足迹：只有打开期间的点才收；编号由手机取', status: 201, body: At.extend({ id: Id }), answer: TrackSession })
export const endTrack = contract({ method: 'POST', path: '/tracks/sessions/:id/end', tag: TAG, summary: '关闭足迹；忘了关的 14 小时后自动不再收', params: ById, body: At, answer: TrackSession })

export const sendTrack = contract({ method: 'POST', path: '/tracks', tag: TAG, summary: '补传一批足迹点：开关关着时的、太旧的不收；站着不动的略去', body: TrackBatch, answer: Taken })

export const listOwnTracks = contract({
  method: 'GET', path: '/tracks/mine', tag: TAG, summary: '我的足迹：只有本人看得到，保存 30 天', query: z.object({ day: Day.optional() }),
  answer: z.object({ day: z.string(), days: z.array(z.string()), keptDays: z.number(), sessions: z.array(TrackSession.extend({ path: z.array(Point) })) }),
})

export const exportOwnTracks = contract({ method: 'GET', path: '/tracks/mine/export', tag: TAG, summary: '我的全部足迹（CSV）', raw: 'download', answer: z.undefined() })

/** A place and whether somebody on duty came near it; never who. */
export const CoverageRow = z.object({
  path: z.string(), name: z.string(), level: z.enum(['grid', 'building']),
  /** Of a grid, on the day; null: that day is not told. */
  isReached: z.boolean().nullable(),
  /** Of its buildings, in the week; null: the week is not over. */
  buildings: z.number(), reachedBuildings: z.number().nullable(),
})
export type CoverageRow = z.infer<typeof CoverageRow>

export const trackCoverage = contract({
  method: 'GET', path: '/tracks/coverage', tag: TAG, summary: '走到了哪些地方：网格按天、楼栋按周，没有人名、时刻和路线', query: z.object({ area: AreaPath.optional(), day: Day.optional() }),
  answer: z.object({ area: z.object({ path: z.string(), name: z.string() }), day: z.string(), week: z.object({ from: z.string(), to: z.string(), isOver: z.boolean() }), places: z.array(CoverageRow), asOf: z.string() }),
})
