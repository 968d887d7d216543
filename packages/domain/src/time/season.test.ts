import { expect, it } from 'vitest'
import { daysAfter, nextYearlyDay } from './season.ts'

it('春节、腊月二十三按农历，每年不在同一天', () => {
  const spring = { calendar: 'lunar', month: 1, day: 1 } as const
  expect(['2024-01-01', '2024-02-11', '2025-06-01', '2026-02-17'].map((from) => nextYearlyDay(spring, from))).toEqual(['2024-02-10', '2025-01-29', '2026-02-17', '2026-02-17'])
  expect(nextYearlyDay({ calendar: 'lunar', month: 12, day: 23 }, '2026-01-01')).toBe('2026-02-10')
})

it('供暖、汛期按公历；二月二十九等到闰年；没有的日子说没有', () => {
  expect(nextYearlyDay({ calendar: 'solar', month: 11, day: 15 }, '2026-11-16')).toBe('2027-11-15')
  expect(nextYearlyDay({ calendar: 'solar', month: 2, day: 29 }, '2026-01-01')).toBe('2028-02-29')
  expect(() => nextYearlyDay({ calendar: 'solar', month: 2, day: 31 }, '2026-01-01')).toThrow(RangeError)
  expect(daysAfter('2026-03-01', -1)).toBe('2026-02-28')
})
