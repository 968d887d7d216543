import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateOfDay, dayNumber } from '../time/zone.ts'
import { outlookOf } from './campaign.ts'

const START = dayNumber('2026-03-02')

test('专项照最近七天的进度推算：做完的不算晚，一天做够“每天要做”的一定来得及，没有进展的说推算不出', () => {
  const campaigns = fc.record({ length: fc.integer({ min: 0, max: 60 }), at: fc.integer({ min: -5, max: 70 }), total: fc.integer({ min: 0, max: 5000 }), some: fc.integer({ min: 0, max: 5000 }), lately: fc.integer({ min: 0, max: 700 }) })
  fc.assert(fc.property(campaigns, ({ length, at, total, some, lately }) => {
    const done = Math.min(total, some)
    const [begins, ends, today] = [dateOfDay(START), dateOfDay(START + length), dateOfDay(START + at)]
    const { state, daysLeft, needed, doneOn, isLate } = outlookOf({ begins, ends, today, total, done, lately: Math.min(lately, done) })
    expect(state).toBe(at < 0 ? 'coming' : at > length ? 'over' : 'running')
    expect(daysLeft).toBe(at > length ? 0 : length - Math.max(0, at) + 1)
    if (needed !== null) expect(needed * daysLeft).toBeGreaterThanOrEqual(total - done)
    if (total === done || state !== 'running') expect([doneOn, isLate]).toEqual([null, false])
    else expect(isLate).toBe(doneOn === null || doneOn > ends)
    if (doneOn !== null) expect(doneOn > today).toBe(true)
  }))
  expect(outlookOf({ begins: '2026-03-02', ends: '2026-03-20', today: '2026-03-11', total: 100, done: 30, lately: 21 })).toEqual({ state: 'running', daysLeft: 10, perDay: 3, needed: 7, doneOn: '2026-04-04', isLate: true })
})
