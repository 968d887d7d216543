import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addWorkingDays,
  isWorkingDay,
  isYearLoaded,
  unknownYears,
  workingDaysBetween,
} from './calendar.ts'
import { computeDeadline } from './deadline.ts'
import { CHINA_HOLIDAYS } from './holidays.ts'
import { DEFAULT_CALENDAR as cal, type ServiceHours } from './work-calendar.ts'
import { dateOfDay, dayNumber, localDate, localTime, shanghaiOffset, toMs, weekdayOf } from './zone.ts'

const anyDate = fc.integer({ min: dayNumber('2007-01-01'), max: dayNumber('2030-12-31') }).map(dateOfDay)
const anyCount = fc.integer({ min: 0, max: 60 })

describe('the working calendar', () => {
  it('knows a make-up Saturday and a holiday Friday of May 2026', () => {
    expect(isWorkingDay(cal, '2026-05-01')).toBe(false)
    expect(isWorkingDay(cal, '2026-05-09')).toBe(true)
    expect(isWorkingDay(cal, '2026-05-10')).toBe(false)
  })

  it('knows December days that the next year’s notice moved', () => {
    expect(isWorkingDay(cal, '2018-12-29')).toBe(true)
    expect(isWorkingDay(cal, '2018-12-31')).toBe(false)
    expect(isWorkingDay(cal, '2011-12-31')).toBe(true)
  })

  it('has the years 2007 to 2026 and says so when asked for 2027', () => {
    expect(Object.keys(cal.years)).toHaveLength(20)
    expect(isYearLoaded(cal, 2027)).toBe(false)
    expect(unknownYears(cal, '2026-12-01', '2026-12-28')).toEqual([])
    expect(unknownYears(cal, '2026-12-01', '2026-12-31')).toEqual([2027])
    expect(addWorkingDays(cal, '2026-12-31', 5)).toEqual({ date: '2027-01-07', unknownYears: [2027] })
    expect(workingDaysBetween(cal, '2027-01-01', '2027-01-08')).toEqual({ days: 5, unknownYears: [2027] })
  })

  it('works on weekends only where the notice says so, and each year names its source', () => {
    for (const { off, work, sources, version } of Object.values(CHINA_HOLIDAYS)) {
      expect(sources).toHaveLength(version)
      expect(off.every((date) => !isWorkingDay(cal, date))).toBe(true)
      expect(work.every((date) => isWorkingDay(cal, date))).toBe(true)
    }
  })

  it('refuses what is not a date', () => {
    expect(() => isWorkingDay(cal, '2026-02-30')).toThrow(RangeError)
    expect(() => isWorkingDay(cal, '2026-2-3')).toThrow(RangeError)
    expect(() => isWorkingDay(cal, '1980-01-01')).toThrow(RangeError)
    expect(() => addWorkingDays(cal, '2026-05-01', 1.5)).toThrow(RangeError)
  })

  it('adds n and then m working days like n + m', () => {
    fc.assert(
      fc.property(anyDate, anyCount, anyCount, (date, n, m) => {
        const inTwo = addWorkingDays(cal, addWorkingDays(cal, date, n).date, m).date
        expect(inTwo).toBe(addWorkingDays(cal, date, n + m).date)
      }),
    )
  })

  it('counts back what it counted forward and never lands on a day of rest', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 60 }), (date, n) => {
        const { date: reached } = addWorkingDays(cal, date, n)
        expect(isWorkingDay(cal, reached)).toBe(true)
        expect(workingDaysBetween(cal, date, reached).days).toBe(n)
        expect(workingDaysBetween(cal, reached, date).days).toBe(-n)
        const { date: back } = addWorkingDays(cal, reached, -n)
        expect(back <= date).toBe(true)
        expect(workingDaysBetween(cal, back, date).days).toBe(0)
      }),
    )
  })

  it('agrees with counting day by day', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 15 }), (date, n) => {
        let day = dayNumber(date)
        for (let left = n; left > 0; ) {
          day += 1
          if (isWorkingDay(cal, dateOfDay(day))) left -= 1
        }
        expect(addWorkingDays(cal, date, n).date).toBe(dateOfDay(day))
      }),
    )
  })
})

describe('service hours', () => {
  const limit = { amount: 1, unit: 'working-day' } as const
  const dueWith = (serviceHours: ServiceHours, start: string): string =>
    localTime(computeDeadline({ calendar: { ...cal, serviceHours }, start, limit }).dueAt ?? 0)
  const winter: ServiceHours = {
    usual: [{ open: '08:00', close: '18:00' }],
    seasons: [{ from: '11-15', to: '03-15', windows: [{ open: '09:00', close: '17:00' }] }],
  }

  it('may have a winter that runs over New Year', () => {
    expect(dueWith(winter, '2026-01-05')).toBe('17:00')
    expect(dueWith(winter, '2026-11-16')).toBe('17:00')
    expect(dueWith(winter, '2026-05-11')).toBe('18:00')
  })

  it('that are out of order, empty or no time of day are refused', () => {
    const night = { open: '20:00', close: '08:00' }
    for (const usual of [[], [night], [{ open: '8:30', close: '12:00' }], [{ open: '20:00', close: '24:00' }]]) {
      expect(() => dueWith({ usual, seasons: [] }, '2026-01-05')).toThrow(RangeError)
    }
    const seasons = [{ from: '6-1', to: '09-30', windows: winter.usual }]
    expect(() => dueWith({ usual: winter.usual, seasons }, '2026-01-05')).toThrow(RangeError)
  })
})

describe('time in Shanghai', () => {
  it('agrees with the tz database from 1980 to 2040, summer times included', () => {
    const parts = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    const min = Date.UTC(1980, 0, 1)
    const anyMoment = fc.oneof(
      fc.integer({ min, max: Date.UTC(2040, 0, 1) }),
      fc.integer({ min: Date.UTC(1986, 0, 1), max: Date.UTC(1992, 0, 1) }),
    )
    fc.assert(
      fc.property(anyMoment, (ms) => {
        expect(`${localDate(ms)} ${localTime(ms)}`).toBe(parts.format(ms).slice(0, 16))
      }),
    )
  })

  it('switches to summer time at the minute the tz database does', () => {
    const offsetName = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', timeZoneName: 'longOffset' })
    for (let ms = Date.UTC(1986, 0, 1); ms < Date.UTC(1992, 0, 1); ms += 3_600_000) {
      expect(offsetName.format(ms)).toContain(shanghaiOffset(ms) === 32_400_000 ? 'GMT+09:00' : 'GMT+08:00')
    }
  })

  it('reads a time without offset as Shanghai time', () => {
    expect(toMs('2026-05-08 09:12')).toBe(toMs('2026-05-08T01:12:00Z'))
    expect(toMs('2026-05-08')).toBe(toMs('2026-05-08T00:00:00+08:00'))
    expect(toMs('1988-07-01 08:00')).toBe(Date.UTC(1988, 5, 30, 23))
    expect(() => toMs('08/05/2026')).toThrow(RangeError)
    expect(() => toMs('2026-02-30 10:00')).toThrow(RangeError)
    expect(() => toMs(Number.NaN)).toThrow(RangeError)
  })

  it('knows the day of the week, also before 1970', () => {
    expect(weekdayOf(dayNumber('2026-05-09'))).toBe(6)
    expect(weekdayOf(dayNumber('1969-12-31'))).toBe(3)
  })
})
