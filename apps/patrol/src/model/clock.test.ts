import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heardClock, trusted, trustedNow } from './clock.ts'

const DAY = 86_400_000

test('手机的钟快一天、慢一天，日子照服务器的算；差一两分钟不动；后来有人把钟拨回去，日子也不倒退', () => {
  const asOf = '2026-05-07T02:00:00.000Z'
  const now = Date.parse(asOf)
  for (const off of [DAY, -DAY, 60_000]) expect(Math.abs(trustedNow(heardClock(asOf, now + off), now + off + 5 * DAY) - (now + 5 * DAY))).toBeLessThanOrEqual(60_000)
  expect(trustedNow(heardClock(asOf, now), now - 3 * DAY)).toBe(now)
  expect(trustedNow(null, now)).toBe(now)
})

test('不管差多少，先做的还是先做的', () => {
  const moment = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') })
  fc.assert(fc.property(moment, moment, moment, moment, (heard, phone, a, b) => {
    const clock = heardClock(new Date(heard).toISOString(), phone)
    expect(Math.sign(trusted(clock, a) - trusted(clock, b))).toBe(Math.sign(a - b))
    expect(trustedNow(clock, a)).toBeGreaterThanOrEqual(heard)
  }))
})
