import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPlausibleChina, pointInPolygon } from './contain.ts'
import { areaSquareMetres, bboxOf, centroidOf, haversineMetres } from './measure.ts'
import type { MultiPolygon, Polygon, Position, Ring } from './shapes.ts'

function square([lon, lat]: Position, size: number): Ring {
  return [[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]]
}
const block: Polygon = { type: 'Polygon', coordinates: [square([118, 36], 1), square([118.25, 36.25], 0.5)] }
const pair: MultiPolygon = { type: 'MultiPolygon', coordinates: [[square([118, 36], 1)], [square([120, 36], 1)]] }

describe('an area', () => {
  it('holds what is inside and on its border, not what is in its hole or beyond', () => {
    expect(pointInPolygon([118.1, 36.1], block)).toBe(true)
    expect(pointInPolygon([118.5, 36.5], block)).toBe(false)
    expect(pointInPolygon([118.25, 36.5], block)).toBe(true)
    expect(pointInPolygon([118, 36.5], block)).toBe(true)
    expect(pointInPolygon([118, 36], block)).toBe(true)
    expect(pointInPolygon([117.9, 36], block)).toBe(false)
    expect(pointInPolygon([120.5, 36.5], pair)).toBe(true)
    expect(pointInPolygon([119.5, 36.5], pair)).toBe(false)
    expect(pointInPolygon([118, 36], { type: 'Polygon', coordinates: [] })).toBe(false)
  })

  it('of neighbours leaves no point between them, open ring or closed, either direction', () => {
    const coordinate = fc.integer({ min: 0, max: 20 }).map((n) => 118 + n / 20)
    const west: Polygon = { type: 'Polygon', coordinates: [[[118, 118], [118.45, 118], [118.6, 119], [118, 119]]] }
    const east: Polygon = { type: 'Polygon', coordinates: [[[118.6, 119], [118.45, 118], [119, 118], [119, 119]].reverse() as unknown as Ring] } // reverse() forgets the tuple
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        expect(pointInPolygon([x, y], west) || pointInPolygon([x, y], east)).toBe(true)
      }),
    )
  })

  it('is measured on the ellipsoid', () => {
    const whole = areaSquareMetres({ type: 'Polygon', coordinates: [square([118, 36], 1)] })
    // The integral of M·N·cos φ over one degree square, worked out numerically elsewhere.
    expect(Math.abs(whole - 9_941_644_197)).toBeLessThan(100)
    const hole = areaSquareMetres({ type: 'Polygon', coordinates: [square([118.25, 36.25], 0.5)] })
    expect(areaSquareMetres(block)).toBeCloseTo(whole - hole, 0)
    expect(areaSquareMetres(pair)).toBeCloseTo(2 * whole, 0)
    const globe: Ring = [[-180, -90], [180, -90], [180, 90], [-180, 90]]
    expect(areaSquareMetres({ type: 'Polygon', coordinates: [globe] }) / 1e12).toBeCloseTo(510.0656, 3)
  })

  it('has a box and a centre', () => {
    expect(bboxOf(pair)).toEqual([118, 36, 121, 37])
    expect(bboxOf({ type: 'Polygon', coordinates: [] })).toBeNull()
    const [lon, lat] = centroidOf(pair) ?? [0, 0]
    expect(lon).toBeCloseTo(119.5, 9)
    expect(lat).toBeCloseTo(36.5, 9)
    expect(centroidOf({ type: 'Polygon', coordinates: [[[118, 36], [119, 36], [118, 36]]] })?.[1]).toBe(36)
    expect(centroidOf({ type: 'Polygon', coordinates: [] })).toBeNull()
  })

  it('with an off-centre hole has its centre pushed the other way', () => {
    const holed: Polygon = { type: 'Polygon', coordinates: [square([0, 0], 4), square([2, 1], 1)] }
    const [lon, lat] = centroidOf(holed) ?? [0, 0]
    expect(lon).toBeCloseTo((16 * 2 - 2.5) / 15, 9)
    expect(lat).toBeCloseTo((16 * 2 - 1.5) / 15, 9)
  })
})

describe('a distance', () => {
  it('is in metres and the same both ways', () => {
    expect(haversineMetres([118.31, 36.82], [118.31, 36.83])).toBeCloseTo(1111.95, 1)
    const lon = fc.double({ min: 73, max: 135, noNaN: true })
    const lat = fc.double({ min: 3, max: 53, noNaN: true })
    fc.assert(
      fc.property(lon, lat, lon, lat, (a, b, c, d) => {
        const there = haversineMetres([a, b], [c, d])
        expect(there).toBeGreaterThanOrEqual(0)
        expect(haversineMetres([c, d], [a, b])).toBeCloseTo(there, 3)
      }),
    )
  })
})

describe('a plausible place', () => {
  it('is in China with longitude first', () => {
    expect(isPlausibleChina({ lon: 118.31, lat: 36.82 })).toBe(true)
    expect(isPlausibleChina({ lon: 36.82, lat: 118.31 })).toBe(false)
    expect(isPlausibleChina({ lon: 0, lat: 0 })).toBe(false)
    expect(isPlausibleChina({ lon: Number.NaN, lat: 36 })).toBe(false)
  })
})
