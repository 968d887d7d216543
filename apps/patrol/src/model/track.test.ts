import { expect, test } from 'vitest'
import { afterFix, walkOn, walksOf, withoutPast } from './track.ts'
import type { Fix, Walk } from './track.ts'

const NINE = Date.parse('2026-05-07T01:00:00Z')
const MINUTE = 60_000
const walk: Walk = { id: 'w', begunAt: NINE, endedAt: null, points: [], handedOn: 0 }
/** So many metres north of the door, so many minutes after nine. */
const fix = (metres: number, minute: number, accuracy = 10): Fix => ({ at: NINE + minute * MINUTE, lon: 118.3, lat: 36.81 + metres / 111_320, accuracy })
const noted = (fixes: readonly Fix[], power: Parameters<typeof afterFix>[2] = null) => fixes.reduce((now, one) => afterFix(now, one, power), walk).points.map(({ at }) => (at - NINE) / MINUTE)

test('走动才记一个点：不到十五米不记，站着五分钟记一个，久站就更少；不准的位置不算走动', () => {
  expect(noted([fix(0, 0), fix(10, 1), fix(16, 2), fix(20, 3), fix(90, 4, 300), fix(33, 5)])).toEqual([0, 2, 5])
  expect(noted(Array.from({ length: 31 }, (_, minute) => fix(0, minute)))).toEqual([0, 5, 20])
  expect(noted([fix(0, 0), fix(20, 1), fix(40, 2), fix(51, 3), fix(102, 4)], { level: 0.1, charging: false })).toEqual([0, 3, 4])
})

test('开关没开就什么也不记：打开以前的、关掉以后的、忘了关过了 14 小时的都不记', () => {
  expect(noted([fix(0, -1)])).toEqual([])
  const off = { ...walk, endedAt: NINE + MINUTE }
  expect(afterFix(off, fix(0, 2), null)).toBe(off)
  expect(noted([fix(0, 14 * 60)])).toEqual([])
  expect([walkOn([walk], NINE), walkOn([walk], NINE + 14 * 60 * MINUTE), walkOn([off], NINE)]).toEqual([walk, null, null])
})

test('传走了的旧足迹不留在手机里，没传走的留着；当天的自己看得到', () => {
  const yesterday = { ...walk, id: 'y', begunAt: NINE - 24 * 60 * MINUTE, endedAt: NINE - 23 * 60 * MINUTE, points: [fix(0, 0)] }
  const walks = [yesterday, { ...yesterday, id: 'z', handedOn: 1 }, { ...walk, endedAt: NINE + MINUTE }]
  expect(withoutPast(walks, NINE + 2 * MINUTE).map(({ id }) => id)).toEqual(['y', 'w'])
  expect(walksOf(walks, '2026-05-07').map(({ id }) => id)).toEqual(['w'])
})
