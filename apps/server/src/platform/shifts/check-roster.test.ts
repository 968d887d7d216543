import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShiftForm } from '@yihu/contracts'
import { hoursOf, problemOfRoster, warningsOf } from './check-roster.ts'

const WANG = { role: 'chief' as const, userId: '01900000-0000-7000-8000-000000000001', name: '王值班' }
const LEADER = { role: 'leader' as const, userId: null, name: '李主任' }
const day = (date: string, more: Partial<ShiftForm> = {}): ShiftForm => ({ day: date, name: '白班', from: '08:30', to: '17:30', people: [WANG], ...more })
const night = (date: string, more: Partial<ShiftForm> = {}): ShiftForm => day(date, { name: '夜班', from: '17:30', to: '08:30', people: [LEADER], ...more })

test('a night shift ends the next morning, also over the end of a month', () => {
  const { startsAt, endsAt } = hoursOf(night('2026-05-31'))
  expect(new Date(startsAt).toISOString()).toBe('2026-05-31T09:30:00.000Z')
  expect(new Date(endsAt).toISOString()).toBe('2026-06-01T00:30:00.000Z')
})

test('every shift lasts longer than nothing and at most a day', () => {
  const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
  fc.assert(fc.property(clock, clock, (from, to) => {
    const { startsAt, endsAt } = hoursOf({ day: '2026-05-07', from, to })
    expect(endsAt - startsAt).toBeGreaterThan(0)
    expect(endsAt - startsAt).toBeLessThanOrEqual(86_400_000)
  }))
})

test('a day of another month, the same shift twice and the same person twice are refused', () => {
  expect(problemOfRoster('2026-05', [day('2026-06-01')])).toBe('2026-06-01 不在 2026-05 这个月')
  expect(problemOfRoster('2026-05', [day('2026-05-01'), day('2026-05-01')])).toBe('2026-05-01 有两个“白班”')
  expect(problemOfRoster('2026-05', [day('2026-05-01', { people: [WANG, { ...WANG, role: 'other' }] })])).toBe('2026-05-01 白班里“王值班”出现了两次')
  expect(problemOfRoster('2026-05', [day('2026-05-01', { people: [WANG, LEADER] }), night('2026-05-01')])).toBeNull()
})

test('hours without duty, empty shifts and people in two places are said, not refused', () => {
  expect(warningsOf([day('2026-05-01'), night('2026-05-01'), day('2026-05-02')])).toEqual([])
  expect(warningsOf([day('2026-05-01'), day('2026-05-02')])).toEqual(['2026-05-02 08:30 以前有 15 小时没有人值班'])
  expect(warningsOf([day('2026-05-01', { people: [] })])).toEqual(['2026-05-01 白班还没有排人'])
  expect(warningsOf([day('2026-05-01'), night('2026-05-01', { from: '17:00', people: [WANG] })])).toEqual(['王值班在 2026-05-01 白班和 2026-05-01 夜班同时值班'])
})
