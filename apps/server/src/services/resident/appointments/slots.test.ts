import fc from 'fast-check'
import { DEFAULT_CALENDAR, isWorkingDay, localDate } from '@yihu/domain'
import { expect, it } from 'vitest'
import { slotsOf } from './slots.ts'

const HALF_HOUR = 1_800_000
const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const rule = fc
  .record({ marks: fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 2, maxLength: 8 }), minutes: fc.integer({ min: 20, max: 120 }), days: fc.integer({ min: 1, max: 30 }) })
  .map(({ marks, minutes, days }) => {
    const times = marks.toSorted((a, b) => a - b)
    return { windows: Array.from({ length: Math.floor(times.length / 2) }, (_, index) => ({ open: clock(times[2 * index] ?? 0), close: clock(times[2 * index + 1] ?? 0) })), minutes, seats: 1, days }
  })

it('任何办理时间排出来的时段：都在工作日、在办理时间里、不重叠、来得及到、不超过能约的天数', () => {
  const from = Date.parse('2026-01-01T00:00:00+08:00')
  fc.assert(fc.property(rule, fc.integer({ min: 0, max: 364 * 24 * 60 }), (given, minutes) => {
    const now = from + minutes * 60_000
    const slots = slotsOf(given, { calendar: DEFAULT_CALENDAR, now })
    const isRight = ({ day, startsAt, endsAt }: (typeof slots)[number], index: number) =>
      isWorkingDay(DEFAULT_CALENDAR, day) && localDate(startsAt) === day && startsAt >= Math.max(now + HALF_HOUR, slots[index - 1]?.endsAt ?? 0)
      && given.windows.some(({ open, close }) => Date.parse(`${day}T${open}:00+08:00`) <= startsAt && endsAt <= Date.parse(`${day}T${close}:00+08:00`))
    expect(slots.filter((slot, index) => !isRight(slot, index))).toEqual([])
    expect(new Set(slots.map(({ day }) => day)).size).toBeLessThanOrEqual(given.days + 1)
  }), { numRuns: 60 })
})
