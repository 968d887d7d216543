import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromGcj02, shiftedTiles, toGcj02 } from './gcj02.ts'
import { haversineMetres } from './measure.ts'
import type { Position } from './shapes.ts'

const inChina = fc.tuple(fc.double({ min: 73.5, max: 135, noNaN: true }), fc.double({ min: 18, max: 53.5, noNaN: true }))

it('a place comes back from GCJ-02 to within a metre, wherever in China it lies; abroad nothing moves', () => {
  fc.assert(fc.property(inChina, (place) => {
    expect(haversineMetres(fromGcj02(toGcj02(place)), place)).toBeLessThan(0.01)
    expect(haversineMetres(toGcj02(place), place)).toBeGreaterThan(20)
  }))
  expect([toGcj02([2.35, 48.86]), fromGcj02([2.35, 48.86])]).toEqual([[2.35, 48.86], [2.35, 48.86]])
})

it('agrees with the pairs that eviltransform publishes for Shanghai, Shenzhen and Beijing', () => {
  const pairs: readonly (readonly [Position, Position])[] = [
    [[121.5272106, 31.1774276], [121.531541859215, 31.17530398364597]], [[113.912316, 22.543847], [113.9171764808363, 22.540796131694766]], [[116.377817, 39.911954], [116.38404722455657, 39.91334545536069]],
  ]
  for (const [wgs, gcj] of pairs) {
    expect(haversineMetres(toGcj02(wgs), gcj)).toBeLessThan(1)
    expect(haversineMetres(fromGcj02(gcj), wgs)).toBeLessThan(1)
  }
})

it('every place of a tile of ours is drawn where the shifted map has it, to within two pixels', () => {
  const size = 256
  fc.assert(fc.property(inChina, fc.integer({ min: 10, max: 18 }), ([lon, lat], z) => {
    const pixelOf = ([east, north]: Position): Position => [((east + 180) / 360) * 2 ** z * size, ((1 - Math.asinh(Math.tan((north * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z * size]
    const own = pixelOf([lon, lat])
    const at = { z, x: Math.floor(own[0] / size), y: Math.floor(own[1] / size) }
    const there = pixelOf(toGcj02([lon, lat]))
    const tiles = shiftedTiles(at, size)
    const [dx, dy] = [own[0] - at.x * size, own[1] - at.y * size]
    const drawn = tiles.map(({ x, y, left, top }) => [there[0] - x * size + left, there[1] - y * size + top])
    for (const [px = 0, py = 0] of drawn) expect(Math.max(Math.abs(px - dx), Math.abs(py - dy))).toBeLessThan(2)
    // Together they cover the whole tile.
    expect([Math.min(...tiles.map(({ left }) => left)) <= 0, Math.max(...tiles.map(({ left }) => left)) >= 0, tiles.length]).toEqual([true, true, 4])
  }))
})
