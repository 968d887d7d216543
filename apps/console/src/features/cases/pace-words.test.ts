import { expect, test } from 'vitest'
import { paceWords } from './pace-words.ts'

test('short times in minutes, longer ones in hours and days; who still waits is said', () => {
  expect(paceWords({ answered: 212, waiting: 3, medianMinutes: 8.2, p90Minutes: 150 })).toBe('中位 8 分钟，九成在 2.5 小时内（212 件，另有 3 件还在等）')
  expect(paceWords({ answered: 1, waiting: 0, medianMinutes: 0.2, p90Minutes: 4320 })).toBe('中位 1 分钟，九成在 3 天内（1 件）')
  expect(paceWords({ answered: 0, waiting: 2, medianMinutes: null, p90Minutes: null })).toBe('还没有受理（2 件在等）')
})
