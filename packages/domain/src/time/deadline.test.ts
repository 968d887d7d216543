import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWorkingDay } from './calendar.ts'
import { computeDeadline } from './deadline.ts'
import type { Deadline, DeadlineInput, Limit } from './deadline-types.ts'
import { serviceClock, tableOf } from './table.ts'
import { DEFAULT_CALENDAR as calendar } from './work-calendar.ts'
import { DAY_MS, HOUR_MS, dayNumber, localDate, localTime, toMs } from './zone.ts'

const days = (amount: number): Limit => ({ amount, unit: 'working-day' })
const hours = (amount: number): Limit => ({ amount, unit: 'working-hour' })
const urgent = (amount: number): Limit => ({ amount, unit: 'urgent-hour' })

function due(start: string, limit: Limit, more: Partial<DeadlineInput> = {}): string | null {
  const { dueAt } = computeDeadline({ calendar, start, limit, ...more })
  return dueAt === null ? null : `${localDate(dueAt)} ${localTime(dueAt)}`
}

describe('a limit in working days', () => {
  it.each([
    ['2023-04-27', '2023-05-08 17:30'],
    ['2023-09-27', '2023-10-10 17:30'],
    ['2024-02-07', '2024-02-20 17:30'],
    ['2024-04-30', '2024-05-10 17:30'],
    ['2025-01-24', '2025-02-07 17:30'],
    ['2025-09-26', '2025-10-10 17:30'],
    ['2026-02-12', '2026-02-26 17:30'],
    ['2026-04-29', '2026-05-09 17:30'],
    ['2026-09-23', '2026-10-08 17:30'],
  ])('accepted on %s, five working days end at %s', (date, expected) => {
    expect(due(`${date} 09:12`, days(5))).toBe(expected)
  })

  it('of 15 over the Spring Festival of 2026 ends on 11 March', () => {
    expect(due('2026-02-12 09:12', days(15))).toBe('2026-03-11 17:30')
  })

  it('is the same whether the case was accepted at dawn or after service', () => {
    expect(due('2026-05-08 00:00', days(5))).toBe('2026-05-14 17:30')
    expect(due('2026-05-08 23:59', days(5))).toBe('2026-05-14 17:30')
  })

  it('accepted on a Saturday counts from Monday', () => {
    expect(due('2026-05-16 10:00', days(1))).toBe('2026-05-18 17:30')
  })

  it('ends at the summer close of service in summer', () => {
    expect(due('2026-05-29 10:00', days(1))).toBe('2026-06-01 18:00')
  })

  it('gives back every working day that a pause cuts, even for half an hour', () => {
    const pauses = [{ from: '2026-05-12 17:00', to: '2026-05-14 08:00', reason: '等雨停' }]
    expect(due('2026-05-11 09:00', days(5), { pauses })).toBe('2026-05-20 17:30')
  })

  it('gives nothing back for a pause at noon, at night or on a weekend', () => {
    const pauses = [
      { from: '2026-05-12 12:00', to: '2026-05-12 13:30', reason: '午休' },
      { from: '2026-05-12 17:30', to: '2026-05-13 08:30', reason: '夜里' },
      { from: '2026-05-16 00:00', to: '2026-05-17 23:00', reason: '周末' },
    ]
    expect(due('2026-05-11 09:00', days(5), { pauses })).toBe('2026-05-18 17:30')
  })

  it('counts a day once when two pauses cut it', () => {
    const pauses = [
      { from: '2026-05-12 09:00', to: '2026-05-12 10:00', reason: '甲' },
      { from: '2026-05-12 14:00', to: '2026-05-13 09:00', reason: '乙' },
      { from: '2026-05-13 08:50', to: '2026-05-13 11:00', reason: '丙' },
    ]
    const result = computeDeadline({ calendar, start: '2026-05-11 09:00', limit: days(5), pauses })
    expect(localDate(result.dueAt ?? 0)).toBe('2026-05-20')
    expect(result.derivation.filter((step) => step.kind === 'pause')).toMatchObject([
      { reason: '甲', days: 1 },
      { reason: '乙、丙', days: 1 },
    ])
  })

  it('has no due time while the clock stands', () => {
    const pauses = [{ from: '2026-05-12 09:00', to: null, reason: '等施工' }]
    expect(due('2026-05-11 09:00', days(5), { pauses })).toBeNull()
    expect(due('2026-05-11 09:00', days(1), { pauses: [{ from: '2026-05-13', to: null, reason: '过期后' }] })).toBe(
      '2026-05-12 17:30',
    )
  })

  it('grows by approved extensions and says when one came too late', () => {
    const extensions = [{ workingDays: 10, approvedAt: '2026-05-13 10:00', reason: '情况复杂' }]
    const input = { calendar, start: '2026-05-08 09:12', limit: days(5) }
    const result = computeDeadline({ ...input, extensions })
    expect(localDate(result.dueAt ?? 0)).toBe('2026-05-28')
    expect(result.warnings).toEqual([])
    const late = computeDeadline({ ...input, extensions: [{ ...extensions[0], workingDays: 2, approvedAt: '2026-05-16', reason: '晚了' }] })
    expect(late.warnings).toMatchObject([{ kind: 'late-extension' }])
  })

  it('warns about a year whose holidays are not published', () => {
    const result = computeDeadline({ calendar, start: '2026-12-30 09:00', limit: days(5) })
    expect(localDate(result.dueAt ?? 0)).toBe('2027-01-06')
    expect(result.warnings).toEqual([{ kind: 'unknown-year', year: 2027 }])
    expect(computeDeadline({ calendar, start: '2026-12-21 09:00', limit: days(5) }).warnings).toEqual([])
  })
})

describe('a limit in hours', () => {
  it('in working hours runs only while service is open', () => {
    expect(due('2026-05-08 09:12', hours(4))).toBe('2026-05-08 14:42')
    expect(due('2026-05-08 16:30', hours(2))).toBe('2026-05-09 09:30')
    expect(due('2026-05-08 13:30', hours(4))).toBe('2026-05-08 17:30')
  })

  it('in working hours starts with the next service minute when accepted after hours', () => {
    expect(due('2026-05-09 20:00', hours(2))).toBe('2026-05-11 10:30')
    expect(due('2026-05-08 12:30', hours(1))).toBe('2026-05-08 14:30')
    const { derivation } = computeDeadline({ calendar, start: '2026-05-09 20:00', limit: hours(2) })
    expect(derivation[0]).toMatchObject({ kind: 'start', countsFrom: toMs('2026-05-11 08:30') })
  })

  it('in urgent hours runs through the night and the holidays, and asks no calendar', () => {
    expect(due('2026-04-30 22:00', urgent(4))).toBe('2026-05-01 02:00')
    expect(computeDeadline({ calendar, start: '2028-05-01', limit: urgent(2) }).warnings).toEqual([])
  })

  it('stands exactly as long as the pause', () => {
    const pauses = [{ from: '2026-05-08 10:00', to: '2026-05-08 15:00', reason: '等配件' }]
    expect(due('2026-05-08 09:00', urgent(2), { pauses })).toBe('2026-05-08 16:00')
    expect(due('2026-05-08 09:00', hours(2), { pauses })).toBe('2026-05-08 16:00')
    expect(due('2026-05-08 10:30', hours(2), { pauses })).toBe('2026-05-08 17:00')
  })

  it('extended by working days ends at close of service', () => {
    const extensions = [{ workingDays: 2, approvedAt: '2026-05-08 10:00', reason: '需吊车' }]
    expect(due('2026-05-08 09:00', hours(2), { extensions })).toBe('2026-05-11 17:30')
  })

  it('takes half hours', () => {
    expect(due('2026-05-08 09:00', hours(0.5))).toBe('2026-05-08 09:30')
  })
})

describe('an urging', () => {
  it('has its own clock and leaves the case’s due time alone', () => {
    const urging = { at: '2026-05-12 10:00', limit: hours(4) }
    const result = computeDeadline({ calendar, start: '2026-05-08 09:12', limit: days(5), urging })
    expect(localDate(result.dueAt ?? 0)).toBe('2026-05-14')
    expect(result.urgingDueAt).toBe(toMs('2026-05-12 15:30'))
  })
})

describe('a malformed request', () => {
  it.each([days(0), days(1.5), hours(-1), urgent(Number.NaN)])('with the limit %o is refused', (limit) => {
    expect(() => due('2026-05-08 09:00', limit)).toThrow(RangeError)
  })

  it('with a pause or an extension that cannot be is refused', () => {
    const pauses = [{ from: '2026-05-09', to: '2026-05-08', reason: '' }]
    expect(() => due('2026-05-08', days(1), { pauses })).toThrow(RangeError)
    const extensions = [{ workingDays: 0, approvedAt: '2026-05-08', reason: '' }]
    expect(() => due('2026-05-08', days(1), { extensions })).toThrow(RangeError)
  })
})

const moment = fc.integer({ min: toMs('2023-01-01') / 60_000, max: toMs('2026-10-01') / 60_000 }).map((m) => m * 60_000)
const limit = fc.oneof(
  fc.integer({ min: 1, max: 30 }).map(days),
  fc.integer({ min: 1, max: 90 }).map((quarters) => hours(quarters / 4)),
  fc.integer({ min: 1, max: 90 }).map(urgent),
)
const pause = fc
  .record({ after: fc.integer({ min: -48, max: 400 }), length: fc.integer({ min: 0, max: 300 }) })
const extensionDays = fc.option(fc.integer({ min: 1, max: 10 }), { nil: 0 })

interface Sample {
  start: number
  limit: Limit
  pauses: { after: number; length: number }[]
  extra: number
}
const sample: fc.Arbitrary<Sample> = fc.record({
  start: moment,
  limit,
  pauses: fc.array(pause, { maxLength: 4 }),
  extra: extensionDays,
})

function compute({ start, limit: one, pauses, extra }: Sample, anchor = start): Deadline & { dueAt: number } {
  const result = computeDeadline({
    calendar,
    start,
    limit: one,
    pauses: pauses.map(({ after, length }) => {
      const from = anchor + after * HOUR_MS
      return { from, to: from + length * HOUR_MS, reason: '等' }
    }),
    extensions: extra > 0 ? [{ workingDays: extra, approvedAt: start, reason: '难' }] : [],
  })
  return { ...result, dueAt: result.dueAt ?? Number.NaN }
}

describe('every deadline', () => {
  it('by working time falls on a working day', () => {
    fc.assert(
      fc.property(sample, (one) => {
        fc.pre(one.limit.unit !== 'urgent-hour' || one.extra > 0)
        expect(isWorkingDay(calendar, localDate(compute(one).dueAt))).toBe(true)
      }),
    )
  })

  it('never comes earlier for a later start or a longer limit', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 9 }), (one, minutes, more) => {
        const base = compute(one).dueAt
        expect(compute({ ...one, start: one.start + minutes * 60_000 }, one.start).dueAt).toBeGreaterThanOrEqual(base)
        const longer = { ...one.limit, amount: one.limit.amount + more }
        expect(compute({ ...one, limit: longer }).dueAt).toBeGreaterThanOrEqual(base)
      }),
    )
  })

  it('is only pushed later by a pause or an extension', () => {
    fc.assert(
      fc.property(sample, pause, fc.integer({ min: 0, max: 5 }), (one, another, more) => {
        const base = compute(one).dueAt
        expect(compute({ ...one, pauses: [...one.pauses, another] }).dueAt).toBeGreaterThanOrEqual(base)
        expect(compute({ ...one, extra: one.extra + more }).dueAt).toBeGreaterThanOrEqual(base)
      }),
    )
  })

  it('in days adds up again from its derivation', () => {
    fc.assert(
      fc.property(sample, (one) => {
        fc.pre(one.limit.unit === 'working-day')
        const { dueAt, derivation } = compute(one)
        let total = one.limit.amount + one.extra
        for (const step of derivation) if (step.kind === 'rest' || step.kind === 'pause') total += step.days
        expect(dayNumber(localDate(one.start)) + total).toBe(dayNumber(localDate(dueAt)))
      }),
    )
  })

  it('in hours adds up again from its derivation', () => {
    const table = tableOf(calendar)
    fc.assert(
      fc.property(sample, (one) => {
        fc.pre(one.limit.unit !== 'working-day' && one.extra === 0)
        const { dueAt, derivation } = compute(one)
        let total = one.limit.amount * HOUR_MS
        for (const step of derivation) if (step.kind === 'pause') total += step.stoppedMs
        const isUrgent = one.limit.unit === 'urgent-hour'
        const read = (ms: number): number => (isUrgent ? ms : serviceClock(table, ms))
        expect(read(one.start) + total).toBe(read(dueAt))
      }),
    )
  })

  it('in hours is within service and not a minute late', () => {
    const table = tableOf(calendar)
    fc.assert(
      fc.property(sample, (one) => {
        fc.pre(one.limit.unit === 'working-hour' && one.extra === 0)
        const { dueAt } = compute(one)
        expect(serviceClock(table, dueAt - 1)).toBe(serviceClock(table, dueAt) - 1)
        expect(dueAt - one.start).toBeLessThan(60 * DAY_MS)
      }),
    )
  })
})
