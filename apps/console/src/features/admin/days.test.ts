import { expect, test } from 'vitest'
import { daysIn } from './days.ts'

test('days are read as people write them', () => {
  expect(daysIn('2026-10-01\n2026/10/2，2026年10月3日\n\n')).toEqual(['2026-10-01', '2026-10-02', '2026-10-03'])
  expect(daysIn('没有')).toEqual([])
})
