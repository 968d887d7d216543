import { expect, test } from 'vitest'
import { monthAfter, numberOf } from './number.ts'

test.for([['2026-01-31', '2026-02-28'], ['2028-01-31', '2028-02-29'], ['2026-12-15', '2027-01-15'], ['2026-05-07', '2026-06-07']])('一个月：%s 起算到 %s', ([from = '', to = '']) => {
  expect(monthAfter(from)).toBe(to)
})

test('卷号写街道、年份和四位顺序号', () => {
  expect(numberOf('雪宫街道', { year: 2026, serial: 7 })).toBe('雪宫民调〔2026〕0007号')
})
