import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boxOf, groundAt, isInWorld } from './grid.ts'

it('一块瓦片落在它的底块里；同一级相邻的两块，边是同一条，谁也不多占', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 16 }), fc.nat(), fc.nat(), (z, a, b) => {
    const at = { z, x: a % 2 ** z, y: b % 2 ** z }
    const [own, ground] = [boxOf(at), boxOf(groundAt(at))]
    expect(isInWorld(at)).toBe(true)
    expect(own[0]).toBeGreaterThanOrEqual(ground[0] - 1e-9)
    expect(own[1]).toBeGreaterThanOrEqual(ground[1] - 1e-9)
    expect(own[2]).toBeLessThanOrEqual(ground[2] + 1e-9)
    expect(own[3]).toBeLessThanOrEqual(ground[3] + 1e-9)
    expect(boxOf({ ...at, x: at.x + 1 })[0]).toBe(own[2])
    expect(boxOf({ ...at, y: at.y + 1 })[3]).toBe(own[1])
  }), { numRuns: 60 })
  expect(isInWorld({ z: 3, x: 8, y: 0 })).toBe(false)
})
