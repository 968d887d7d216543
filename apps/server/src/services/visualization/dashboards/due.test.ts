import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BULLETIN_RHYTHMS } from '@yihu/contracts'
import type { BulletinRhythm } from '@yihu/contracts'
import { lastDue } from './due.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)

it('每天、每周、每月的简报各有一个最近该做的时候', () => {
  const thursday = at('2026-05-07T10:00:00')
  expect(lastDue({ rhythm: 'day', on: 1, hour: 8 }, thursday)).toEqual({ day: '2026-05-07', at: at('2026-05-07T08:00:00') })
  expect(lastDue({ rhythm: 'day', on: 1, hour: 11 }, thursday).day).toBe('2026-05-06')
  expect(lastDue({ rhythm: 'week', on: 1, hour: 8 }, thursday).day).toBe('2026-05-04')
  expect(lastDue({ rhythm: 'week', on: 7, hour: 8 }, thursday).day).toBe('2026-05-03')
  expect(lastDue({ rhythm: 'month', on: 28, hour: 8 }, thursday).day).toBe('2026-04-28')
})

it('不论哪天哪时，最近该做的时候都不晚于现在，也不早过一个月', () => {
  const rhythms = Object.keys(BULLETIN_RHYTHMS) as BulletinRhythm[] // keys of a literal table
  fc.assert(fc.property(fc.constantFrom(...rhythms), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 900_000 }), (rhythm, on, hour, minutes) => {
    const now = at('2025-12-01T00:00:00') + minutes * 60_000
    const due = lastDue({ rhythm, on, hour }, now)
    expect(due.at).toBeLessThanOrEqual(now)
    expect(now - due.at).toBeLessThan(({ day: 1, week: 7, month: 31 }[rhythm]) * 86_400_000)
    expect(due.at).toBe(at(`${due.day}T${String(hour).padStart(2, '0')}:00:00`))
  }))
})
