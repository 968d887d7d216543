import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { agreeWithHolidays, holidayYearFile, onTimeAgreement } from './evaluate.ts'
import { DEFAULT_CALENDAR as calendar } from './work-calendar.ts'

const repository = join(import.meta.dirname, '../../../..')
const data = process.env['YIHU_DATA'] ?? join(repository, '../shared/data')

function off(date: string): { name: string; date: string; isOffDay: boolean } {
  return { name: '假', date, isOffDay: true }
}

describe('agreement with holiday files', () => {
  it('counts every day of a year and names the days that differ', () => {
    const days = calendar.years[2026]?.off.map(off) ?? []
    const work = calendar.years[2026]?.work.map((date) => ({ name: '班', date, isOffDay: false })) ?? []
    const file = { year: 2026, days: [...days, ...work] }
    expect(agreeWithHolidays(calendar, [file])).toMatchObject({ total: 365, agree: 365 })
    const wrong = { year: 2026, days: [...days.slice(1), ...work, off('2026-03-03')] }
    expect(agreeWithHolidays(calendar, [wrong])).toMatchObject({ agree: 363, differ: ['2026-01-01', '2026-03-03'] })
  })

  it('lets a December day of next year’s file count, and leaves it out where that file is missing', () => {
    const asFile = (year: number) => ({
      year,
      days: [
        ...(calendar.years[year]?.off ?? []).map(off),
        ...(calendar.years[year]?.work ?? []).map((date) => ({ name: '班', date, isOffDay: false })),
      ],
    })
    expect(agreeWithHolidays(calendar, [asFile(2018), asFile(2019)])).toMatchObject({ total: 730, agree: 730 })
    expect(agreeWithHolidays(calendar, [asFile(2018)])).toMatchObject({ total: 362, agree: 362 })
  })

  it('disagrees on a whole year that we have not loaded, and passes over one that is not published', () => {
    expect(agreeWithHolidays(calendar, [{ year: 2027, days: [off('2027-01-01')] }])).toMatchObject({ total: 365, agree: 0 })
    expect(agreeWithHolidays(calendar, [{ year: 2027, days: [] }])).toMatchObject({ total: 0, unpublished: [2027] })
  })

  it('is complete with the public files of 2007 to 2024', async (context) => {
    const folder = join(data, 'reference/holidays')
    const names = await readdir(folder).catch(() => null)
    if (names === null) return context.skip('the holiday files are not here (set YIHU_DATA)')
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
    const { total, differ } = agreeWithHolidays(calendar, texts.map((text) => holidayYearFile.parse(JSON.parse(text))))
    expect(total).toBeGreaterThan(6500)
    expect(differ).toEqual([])
  })
})

describe('agreement with published on-time states', () => {
  const target = '2022-01-18 11:20:22'
  it('reproduces closed, open and target-less requests', () => {
    const rows = [
      { target, closed: '2022-01-18 10:08:24', status: 'ONTIME' },
      { target, closed: '2022-01-18 11:20:23', status: 'OVERDUE' },
      { target, closed: '', status: 'ONTIME' },
      { target: '', closed: '2022-01-18 10:00:00', status: 'ONTIME' },
    ]
    expect(onTimeAgreement(rows, '2022-01-18 11:00:00')).toEqual({ total: 4, agree: 4 })
    expect(onTimeAgreement(rows, '2022-01-19 00:00:00')).toEqual({ total: 4, agree: 3 })
    expect(onTimeAgreement(rows)).toEqual({ total: 4, agree: 3 })
  })

  it('does not count a missing state or an unreadable time as reproduced', () => {
    const rows = [
      { target, closed: '2022-09-13 06:25:32', status: '' },
      { target: 'soon', closed: '2022-09-13 06:25:32', status: 'OVERDUE' },
    ]
    expect(onTimeAgreement(rows)).toEqual({ total: 2, agree: 0 })
  })
})
