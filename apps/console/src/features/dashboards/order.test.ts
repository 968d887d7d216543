import { expect, test } from 'vitest'
import { moved } from './order.ts'

test('A card goes one place up or down and nothing is lost at the ends', () => {
  expect(moved(['甲', '乙', '丙'], 1, -1)).toEqual(['乙', '甲', '丙'])
  expect(moved(['甲', '乙', '丙'], 1, 1)).toEqual(['甲', '丙', '乙'])
  expect(moved(['甲', '乙'], 0, -1)).toEqual(['甲', '乙'])
  expect(moved(['甲', '乙'], 1, 1)).toEqual(['甲', '乙'])
})
