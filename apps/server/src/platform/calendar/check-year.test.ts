import { CHINA_HOLIDAYS } from '@yihu/domain'
import { describe, expect, it } from 'vitest'
import { missingYears, problemOfYear } from './check-year.ts'

const known = { year: 2026, off: CHINA_HOLIDAYS[2026]?.off ?? [], work: CHINA_HOLIDAYS[2026]?.work ?? [] }

describe('放假安排', () => {
  it('历年通知都能装入', () => {
    for (const [year, { off, work }] of Object.entries(CHINA_HOLIDAYS)) expect(problemOfYear({ year: Number(year), off, work }), year).toBeNull()
  })

  it.each([
    [{ ...known, off: [...known.off, '2026-02-30'] }, '“2026-02-30”不是一个日期'],
    [{ ...known, off: [...known.off, '2027-01-01'] }, '2027-01-01 不在这一年（可含上一年 12 月下旬）'],
    [{ ...known, off: [...known.off, '2026-10-01'] }, '2026-10-01 出现了两次'],
    [{ ...known, work: [...known.work, '2026-10-01'] }, '2026-10-01 出现了两次'],
    [{ ...known, work: ['2026-10-12'] }, '调休上班的 2026-10-12 本来就不是周末'],
    [{ ...known, off: ['2026-10-01'] }, '放假只有 1 天，少于法定的 13 天，可能没有填全'],
  ])('有错的安排说出错在哪里 %#', (draft, problem) => {
    expect(problemOfYear(draft)).toBe(problem)
  })

  it('十一月起提醒装入下一年', () => {
    expect(missingYears([2025, 2026], '2026-10-31')).toEqual([])
    expect(missingYears([2025, 2026], '2026-11-01')).toEqual([2027])
    expect(missingYears([2025], '2026-03-01')).toEqual([2026])
  })
})
