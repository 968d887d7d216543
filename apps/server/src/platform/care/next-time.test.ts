import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDate, localTime } from '@yihu/domain'
import { nextTime } from './next-time.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

test('下一次提醒总在以后、在选的钟点和星期里、不过截止日', () => {
  const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
  const plan = fc.record({ times: fc.array(time, { minLength: 1, maxLength: 4 }), weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), lastDay: fc.option(fc.constantFrom('2026-05-08', '2026-06-01')) })
  fc.assert(fc.property(plan, fc.integer({ min: Date.UTC(2026, 4, 1), max: Date.UTC(2026, 5, 30) }), (one, after) => {
    const next = nextTime(one, after)
    expect(next !== null || one.lastDay !== null).toBe(true)
    if (next === null) return
    expect(next).toBeGreaterThan(after)
    expect(next - after).toBeLessThanOrEqual(7 * DAY)
    expect(one.times).toContain(localTime(next))
    expect(one.weekdays).toContain(new Date(next + 8 * HOUR).getUTCDay() || 7)
    expect(one.lastDay === null || localDate(next) <= one.lastDay).toBe(true)
  }))
})
