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

/** How a phone stands: its battery where the browser tells, and how long it has not moved. */
export interface PhoneState {
  /** 0…1. */
  readonly battery: number | null
  readonly isCharging: boolean
  readonly stillMs: number
}

const LOW_BATTERY = 0.2
const STILL_AFTER_MS = 10 * 60_000

/**
 * What the phone thins by: when its battery runs low a point every 50 m or quarter of an hour does, and while it lies still one
 * every quarter of an hour. Never denser than the server's rule, which therefore drops none of them.
 */
export function samplingFor({ battery, isCharging, stillMs }: PhoneState): Sampling & { readonly isSparing: boolean } {
  const isSparing = battery !== null && battery < LOW_BATTERY && !isCharging
  const { metres, ms } = TRACK_SAMPLING
  return { metres: isSparing ? 50 : metres, ms: isSparing || stillMs >= STILL_AFTER_MS ? 3 * ms : ms, isSparing }
}

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
