import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addCorner, changedCodes, cornersOf, edgesOf, isSame, moveCorner, removeCorner } from './border-edit.ts'
import type { Borders } from './border-edit.ts'

const square = (west: number, east: number) => ({ type: 'Polygon' as const, coordinates: [[[west, 0], [east, 0], [east, 1], [west, 1], [west, 0]]] })
/** Two neighbours, the whole they divide, and one far away. */
const borders: Borders = { a: square(0, 1), b: square(1, 2), both: { type: 'MultiPolygon', coordinates: [[[[0, 0], [1, 0], [2, 0], [2, 1], [1, 1], [0, 1], [0, 0]]]] }, far: square(8, 9) }
const place = fc.tuple(fc.double({ min: 3, max: 7, noNaN: true }), fc.double({ min: 3, max: 7, noNaN: true }))

test('a shared corner moves for all who have it, and only for them', () => {
  const moved = moveCorner(borders, [1, 0], [1.2, 0.1])
  expect(changedCodes(borders, moved)).toEqual(['a', 'b', 'both'])
  for (const code of ['a', 'b', 'both']) expect(cornersOf(moved[code] ?? square(0, 1)).some((corner) => isSame(corner, [1.2, 0.1])), code).toBe(true)
  expect(moved['far']).toBe(borders['far'])
})

test('the first corner of a ring moves with its repetition at the end: the ring stays closed', () => {
  const { a } = moveCorner(borders, [0, 0], [-0.5, 0])
  expect(a?.coordinates[0]).toEqual([[-0.5, 0], [1, 0], [1, 1], [0, 1], [-0.5, 0]])
})

test('there and back is the same again', () => {
  fc.assert(fc.property(fc.constantFrom(...cornersOf(borders['both'] ?? square(0, 1))), place, (corner, to) => {
    const back = moveCorner(moveCorner(borders, corner, to), to, corner)
    expect(back).toEqual(borders)
  }))
})

test('a corner added on a shared edge stands in both neighbours, taking it away restores them', () => {
  const edge = edgesOf(square(0, 1)).find(({ from, to }) => isSame(from, [1, 0]) && isSame(to, [1, 1]))
  expect(edge?.middle).toEqual([1, 0.5])
  const added = addCorner(borders, { from: [1, 0], to: [1, 1] }, [1, 0.5])
  expect(changedCodes(borders, added)).toEqual(['a', 'b'])
  expect(removeCorner(added, [1, 0.5])).toEqual(borders)
})

test('the last three corners cannot be taken away', () => {
  const triangle: Borders = { t: { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [0, 1], [0, 0]]] } }
  expect(removeCorner(triangle, [1, 0])).toBe(triangle)
  expect(cornersOf(removeCorner(borders, [0, 0])['a'] ?? square(0, 1))).toEqual([[1, 0], [1, 1], [0, 1]])
})
