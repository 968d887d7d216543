import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { expect, it } from 'vitest'
import { EXTENT } from './grid.ts'
import { createScribe } from './scribe.ts'
import type { CutFeature } from './scribe.ts'

const place = fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 }))
const value = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.boolean(), fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0))
const tags = fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((key) => key !== '__proto__'), value, { maxKeys: 8, noNullPrototype: true })
const point = fc.record({ type: fc.constant(1), tags, id: fc.nat(), geometry: fc.array(place, { minLength: 1, maxLength: 200 }) })
// Three places that differ, closed as geojson-vt closes them.
const ring = fc.uniqueArray(place, { minLength: 3, maxLength: 80, selector: String }).map((places) => [...places, places[0] ?? [0, 0]] as [number, number][])
const polygon = fc.record({ type: fc.constant(3), tags, geometry: fc.array(ring, { minLength: 1, maxLength: 4 }) })

it('瓦片里的东西读出来和写进去的一样：位置、每项内容、先后，同一块布裁多少次都一样', () => {
  fc.assert(fc.property(fc.array(fc.oneof(point, polygon), { minLength: 1, maxLength: 40 }), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (features, name) => {
    const scribe = createScribe()
    const once = scribe.write(name, features)
    const half = scribe.write(name, features.slice(features.length >> 1))
    expect(scribe.write(name, features)).toEqual(once)
    for (const [bytes, wanted] of [[once, features], [half, features.slice(features.length >> 1)]] as const) {
      const layer = new VectorTile(new PbfReader(bytes)).layers[name]
      expect([layer?.version, layer?.extent, layer?.length]).toEqual([2, EXTENT, wanted.length])
      wanted.forEach((feature: CutFeature, index) => {
        const read = layer?.feature(index)
        expect({ type: read?.type, tags: read?.properties, id: read?.id }).toEqual({ type: feature.type, tags: feature.tags, id: feature.id })
        const drawn = read?.loadGeometry().map((line) => line.map(({ x, y }) => [x, y]))
        expect(drawn).toEqual(feature.type === 3 ? feature.geometry : feature.geometry.map((at) => [at]))
      })
    }
  }))
})
