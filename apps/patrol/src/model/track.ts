import { haversineMetres, localDate, samplingFor, thinTrack } from '@yihu/domain'
import type { TrackPoint } from '@yihu/domain'

/** A place the phone said it was at; `accuracy` in metres. */
export interface Fix extends TrackPoint {
  readonly accuracy: number
}

/** One time the switch was on: what was noted, and how many points of it have gone to the outbox. */
export interface Walk {
  readonly id: string
  readonly begunAt: number
  readonly endedAt: number | null
  readonly points: readonly Fix[]
  readonly handedOn: number
}

/** A fix worse than this would make a walk of standing still. */
const SURE_METRES = 100
const SPOT_METRES = 15
/** A switch that was forgotten goes off by itself, as on the server. */
const LONGEST_MS = 14 * 3_600_000
/** So many points go together. */
export const TRACK_PIECE = 40

/** The walk whose switch is on; one that was forgotten is none any more. */
export function walkOn(walks: readonly Walk[], now: number): Walk | null {
  return walks.find(({ endedAt, begunAt }) => endedAt === null && now - begunAt < LONGEST_MS) ?? null
}

/** What the browser says of the battery. */
export interface Battery {
  readonly level: number
  readonly charging: boolean
}

/** Whether the battery is to be spared: a coarser place does then. */
export function isSparing(battery: Battery | null): boolean {
  return samplingFor({ battery: battery?.level ?? null, isCharging: battery?.charging ?? false, stillMs: 0 }).isSparing
}

/** A walk after a fix: one more point where somebody has moved, or has long stood; the same walk where not, or where the switch was off. */
export function afterFix(walk: Walk, fix: Fix, battery: Battery | null): Walk {
  const isOff = walk.endedAt !== null || fix.at < walk.begunAt || fix.at - walk.begunAt >= LONGEST_MS
  if (isOff || fix.accuracy > SURE_METRES) return walk
  const last = walk.points.at(-1) ?? null
  const sampling = samplingFor({ battery: battery?.level ?? null, isCharging: battery?.charging ?? false, stillMs: fix.at - stillSince(walk.points, fix) })
  const kept = thinTrack([fix], { last, sampling })
  return kept.length === 0 ? walk : { ...walk, points: [...walk.points, ...kept] }
}

/** Since when the last points are all of one spot. */
function stillSince(points: readonly Fix[], { at }: Fix): number {
  const last = points.at(-1)
  if (!last) return at
  const moved = points.findLastIndex(({ lon, lat }) => haversineMetres([lon, lat], [last.lon, last.lat]) >= SPOT_METRES)
  return points[moved + 1]?.at ?? at
}

/** The walks of one day of Shanghai. */
export function walksOf(walks: readonly Walk[], day: string): readonly Walk[] {
  return walks.filter(({ begunAt }) => localDate(begunAt) === day)
}

/** What the phone need not keep any longer: everything of it was handed on, and it is not of today. */
export function withoutPast(walks: readonly Walk[], now: number): readonly Walk[] {
  return walks.filter((walk) => walk.endedAt === null || walk.handedOn < walk.points.length || localDate(walk.begunAt) === localDate(now))
}
