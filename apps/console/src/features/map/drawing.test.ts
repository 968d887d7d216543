import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groundOf, groundText, lengthOf, lengthText } from './use-drawing.ts'

test('a way is as long as its parts together, and a piece of ground is the same from whichever corner it is drawn', () => {
  const corner = fc.record({ lon: fc.double({ min: 118.2, max: 118.4, noNaN: true }), lat: fc.double({ min: 36.7, max: 36.9, noNaN: true }) })
  fc.assert(fc.property(fc.array(corner, { minLength: 3, maxLength: 8 }), fc.nat(6), (corners, at) => {
    const cut = 1 + (at % (corners.length - 1))
    expect(lengthOf(corners)).toBeCloseTo(lengthOf(corners.slice(0, cut + 1)) + lengthOf(corners.slice(cut)), 6)
    expect(groundOf([...corners.slice(cut), ...corners.slice(0, cut)])).toBeCloseTo(groundOf(corners), 0)
    expect(groundOf(corners.toReversed())).toBeCloseTo(groundOf(corners), 0)
  }), { numRuns: 60 })
  expect([lengthOf([]), groundOf([{ lon: 1, lat: 1 }])]).toEqual([0, 0])
})

test('lengths and grounds are said in words that a person uses', () => {
  expect([lengthText(12.4), lengthText(1234), groundText(420), groundText(23_456), groundText(8_200_000)]).toEqual(['12 米', '1.23 公里', '420 平方米', '2.35 万平方米', '8.20 平方公里'])
})
