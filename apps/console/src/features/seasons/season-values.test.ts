import { expect, it } from 'vitest'
import { readCodes } from './season-values.ts'

it('代码之间隔什么都行，小写也认，重复的只算一次', () => {
  expect(readCodes('s0406、A011003 ，S0406;')).toEqual(['S0406', 'A011003'])
  expect(readCodes(' ')).toEqual([])
})
