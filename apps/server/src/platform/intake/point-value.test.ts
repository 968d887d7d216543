import { expect, it } from 'vitest'
import { checkTime } from './point-value.ts'

it('不像样的时间只写成数字：公元前的、万年以后的；像样的写成年月日', () => {
  const now = Date.UTC(2026, 4, 7, 2)
  expect([-6.3e13, -1, 0, Date.UTC(2032, 0, 1), 3e14].map((at) => checkTime(at, now)?.detail)).toEqual([
    '时间 -63000000000000，早于 400 天', '时间 -1，早于 400 天', '时间 1970-01-01 08:00，早于 400 天', '时间 2032-01-01 08:00，比现在晚', '时间 300000000000000，比现在晚',
  ])
})
