import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FEWEST_WORKERS, mayBeDropped, weeksOf } from './burden.ts'
import type { WorkedDay } from './burden.ts'

const days: fc.Arbitrary<WorkedDay[]> = fc.array(fc.record({
  person: fc.integer({ min: 0, max: 14 }).map((nth) => `p${nth}`), day: fc.integer({ min: 1, max: 28 }).map((nth) => `2026-06-${String(nth).padStart(2, '0')}`),
  first: fc.integer({ min: 360, max: 720 }), last: fc.integer({ min: 720, max: 1300 }), records: fc.integer({ min: 1, max: 30 }), evening: fc.constant(0),
}), { maxLength: 120 })

test('不足十个人的一周什么也不说；顺序、分几个模块记，结果都一样；里面没有一个人的编号', () => {
  fc.assert(fc.property(days, (given) => {
    const weeks = weeksOf(given)
    expect(weeksOf(given.toReversed())).toEqual(weeks)
    expect(JSON.stringify(weeks)).not.toMatch(/"p\d/u)
    for (const { from, told } of weeks) {
      const to = `2026-06-${String(Number(from.slice(8)) + 6).padStart(2, '0')}`
      const people = new Set(given.filter(({ day }) => day >= from && day <= to).map(({ person }) => person)).size
      expect(told?.people ?? null).toBe(people < FEWEST_WORKERS ? null : people)
    }
  }))
})

test('问了二十次以上、五十次里最多一次有新情况的，可以不再问', () => {
  expect([{ asked: 19, found: 0 }, { asked: 20, found: 0 }, { asked: 49, found: 1 }, { asked: 50, found: 1 }, { asked: 100, found: 3 }].map(mayBeDropped)).toEqual([false, true, false, true, false])
})
