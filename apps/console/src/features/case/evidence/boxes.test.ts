import { expect, test } from 'vitest'
import { boxBetween, nudge, pixelsOf } from './boxes.ts'

test('a box is drawn from any corner and ends at the edge of the picture', () => {
  expect(boxBetween({ x: 0.5, y: 0.5 }, { x: 0.25, y: 1.4 })).toEqual({ left: 0.25, top: 0.5, width: 0.25, height: 0.5 })
  expect(boxBetween({ x: 0.5, y: 0.5 }, { x: 0.501, y: 0.9 })).toBeNull()
})

test('moved or stretched by key, a box stays inside', () => {
  const box = { left: 0.5, top: 0.5, width: 0.25, height: 0.25 }
  expect(nudge(box, { x: 1, y: -1, isSizing: false })).toEqual({ left: 0.75, top: 0, width: 0.25, height: 0.25 })
  expect(nudge(box, { x: 1, y: -1, isSizing: true })).toEqual({ left: 0.5, top: 0.5, width: 0.5, height: 0.01 })
})

test('what is covered is covered to the last pixel', () => {
  expect(pixelsOf({ left: 0.101, top: 0.101, width: 0.1, height: 0.1 }, { width: 100, height: 100 })).toEqual([10, 10, 11, 11])
})
