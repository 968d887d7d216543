import { haversineMetres } from '../geo/measure.ts'

/** Where somebody was. `at` in epoch milliseconds, WGS-84. */
export interface TrackPoint {
  readonly at: number
  readonly lon: number
  readonly lat: number
}

/** A point is kept when it is this far from the last kept one, or this long after it. */
export interface Sampling {
  readonly metres: number
  readonly ms: number
}

/** Standing still costs a point every five minutes, walking one every 15 m: less would lose doors, more would only drain the phone. */
export const TRACK_SAMPLING: Sampling = { metres: 15, ms: 300_000 }

/**
 * Thins points by movement, in the order of time, after the last one that was kept before. Of several points of one instant
 * the first stands. Phone and server thin by this same rule, so thinning again changes nothing.
 */
export function thinTrack<P extends TrackPoint>(points: readonly P[], { last = null, sampling = TRACK_SAMPLING }: { readonly last?: TrackPoint | null; readonly sampling?: Sampling } = {}): P[] {
  const kept: P[] = []
  let before = last
  for (const point of points.toSorted((a, b) => a.at - b.at)) {
    if (before && !isNews(before, point, sampling)) continue
    kept.push(point)
    before = point
  }
  return kept
}

function isNews(before: TrackPoint, { at, lon, lat }: TrackPoint, { metres, ms }: Sampling): boolean {
  return at > before.at && (at - before.at >= ms || haversineMetres([before.lon, before.lat], [lon, lat]) >= metres)
}
