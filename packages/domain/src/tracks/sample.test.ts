import fc from 'fast-check'
import { expect, test } from 'vitest'
import { haversineMetres } from '../geo/measure.ts'
import { samplingFor, thinTrack, TRACK_SAMPLING } from './sample.ts'
import type { TrackPoint } from './sample.ts'

const walk = fc.array(fc.record({ at: fc.integer({ min: 0, max: 7_200_000 }), lon: fc.double({ min: 118.3, max: 118.302, noNaN: true }), lat: fc.double({ min: 36.81, max: 36.812, noNaN: true }) }), { maxLength: 60 })
const apart = (a: TrackPoint, b: TrackPoint) => haversineMetres([a.lon, a.lat], [b.lon, b.lat])

test('走动才留点：留下的每两点隔得够远或够久，略去的都在前一个留下的点附近；再略一遍不变，分几批送来也一样', () => {
  fc.assert(fc.property(walk, fc.nat(60), (points, cut) => {
    const kept = thinTrack(points)
    for (const [i, point] of kept.entries()) {
      const before = kept[i - 1]
      if (before) expect(point.at - before.at >= TRACK_SAMPLING.ms || apart(before, point) >= TRACK_SAMPLING.metres).toBe(true)
    }
    for (const point of points) {
      const near = kept.findLast(({ at }) => at <= point.at)
      if (!near) throw new Error('the first point is always kept')
      expect(kept.includes(point) || point.at === near.at || (point.at - near.at < TRACK_SAMPLING.ms && apart(near, point) < TRACK_SAMPLING.metres)).toBe(true)
    }
    expect(thinTrack(kept)).toEqual(kept)
    const sorted = points.toSorted((a, b) => a.at - b.at)
    const first = thinTrack(sorted.slice(0, cut))
    expect([...first, ...thinTrack(sorted.slice(cut), { last: first.at(-1) ?? null })]).toEqual(kept)
  }))
})

test('电快用完了、或放着不动，手机少记一些；它记下的，服务器一个也不再略去', () => {
  const state = fc.record({ battery: fc.option(fc.double({ min: 0, max: 1, noNaN: true })), isCharging: fc.boolean(), stillMs: fc.nat(3_600_000) })
  fc.assert(fc.property(walk, state, (points, phone) => {
    const kept = thinTrack(points, { sampling: samplingFor(phone) })
    expect(thinTrack(kept)).toEqual(kept)
    expect(kept.length).toBeLessThanOrEqual(points.length)
  }))
  const usual = { battery: 0.8, isCharging: false, stillMs: 0 }
  expect(samplingFor(usual)).toEqual({ ...TRACK_SAMPLING, isSparing: false })
  expect(samplingFor({ ...usual, battery: null })).toEqual(samplingFor(usual))
  expect(samplingFor({ ...usual, battery: 0.1 })).toEqual({ metres: 50, ms: 900_000, isSparing: true })
  expect(samplingFor({ ...usual, battery: 0.1, isCharging: true }).isSparing).toBe(false)
  expect(samplingFor({ ...usual, stillMs: 600_000 })).toEqual({ metres: 15, ms: 900_000, isSparing: false })
})
