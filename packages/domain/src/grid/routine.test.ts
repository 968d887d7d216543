import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysAfter } from '../time/season.ts'
import { dueOf, resultName, resultsOf, RHYTHMS, windowOf } from './routine.ts'
import type { Rhythm, Rhythmic, VisitAct, VisitSubject } from './routine.ts'

const day = fc.integer({ min: 0, max: 3000 }).map((days) => daysAfter('2024-01-01', days))
const monthDay = fc.integer({ min: 0, max: 364 }).map((days) => daysAfter('2026-01-01', days).slice(5))
const routine: fc.Arbitrary<Rhythmic> = fc.record({
  rhythm: fc.constantFrom(...(Object.keys(RHYTHMS) as Rhythm[])), // keys of a literal table
  span: fc.option(fc.record({ begins: day, days: fc.integer({ min: 0, max: 400 }) }), { nil: null }),
  season: fc.option(fc.record({ from: monthDay, to: monthDay }), { nil: null }),
}).map(({ rhythm, span, season }) => ({ rhythm, begins: span?.begins ?? null, ends: span ? daysAfter(span.begins, span.days) : null, season }))
  .filter(({ rhythm, begins }) => rhythm !== 'once' || begins !== null)
const plain = (rhythm: Rhythm): Rhythmic => ({ rhythm, begins: null, ends: null, season: null })

describe('五必到期', () => {
  it('按上海的日历：日、周（周一起）、月、季、年各做一次', () => {
    const windows = (['day', 'week', 'month', 'quarter', 'year'] as const).map((rhythm) => windowOf(plain(rhythm), '2026-11-29'))
    expect(windows.map((one) => [one?.from, one?.to])).toEqual([
      ['2026-11-29', '2026-11-29'], ['2026-11-23', '2026-11-29'], ['2026-11-01', '2026-11-30'], ['2026-10-01', '2026-12-31'], ['2026-01-01', '2026-12-31'],
    ])
    expect(dueOf(plain('month'), '2026-10-28', '2026-11-29')).toEqual({ dueFrom: '2026-11-01', dueOn: '2026-11-30' })
    expect(dueOf(plain('month'), '2026-11-01', '2026-11-29')).toBeNull()
  })

  it('供暖季跨年：季里才要做，季开头在月中的从那天起', () => {
    const heating: Rhythmic = { rhythm: 'month', begins: null, ends: null, season: { from: '11-15', to: '03-15' } }
    expect(windowOf(heating, '2026-11-29')).toEqual({ from: '2026-11-15', to: '2026-11-30' })
    expect(windowOf(heating, '2027-03-03')).toEqual({ from: '2027-03-01', to: '2027-03-15' })
    expect([windowOf(heating, '2026-11-14'), windowOf(heating, '2027-03-16')]).toEqual([null, null])
  })

  it('一个窗口里的每一天说的是同一个窗口，窗口之间不重叠，今天总在窗口里', () => {
    fc.assert(fc.property(routine, day, fc.double({ min: 0, max: 1, noNaN: true }), (one, today, share) => {
      const window = windowOf(one, today)
      if (!window) return
      expect(window.from <= today && today <= window.to).toBe(true)
      const days = Math.round((Date.parse(window.to) - Date.parse(window.from)) / 86_400_000)
      expect(windowOf(one, daysAfter(window.from, Math.floor(share * days)))).toEqual(window)
      expect(windowOf(one, daysAfter(window.from, -1))?.to ?? '').not.toBe(window.to)
    }))
  })

  it('做过就不再催，直到下一个窗口；没做过的在窗口里每天都到期，专项以外的日子什么都不催', () => {
    fc.assert(fc.property(routine, day, fc.integer({ min: 0, max: 500 }), (one, done, later) => {
      const window = windowOf(one, done)
      expect(dueOf(one, null, done)).toEqual(window && { dueFrom: window.from, dueOn: window.to })
      const today = daysAfter(done, later)
      const due = dueOf(one, done, today)
      if (window && today <= window.to) expect(due).toBeNull()
      if (due) expect(done < due.dueFrom && due.dueFrom <= today && today <= due.dueOn).toBe(true)
      if (one.ends !== null && today > one.ends) expect(due).toBeNull()
    }))
  })

  it('走访、看地方、打电话各有各的说法，手机和桌面一样；要销毁记录的专项不标搬走', () => {
    const words = (act: VisitAct, kind: VisitSubject, isDestroyed = false) => Object.values(resultsOf({ act, kind, isDestroyed })).join('、')
    expect([words('patrol', 'grid'), words('visit', 'household'), words('patrol', 'organisation')]).toEqual(['巡查过了', '见到、没人、不愿接待、已搬走', '看过了、关着门、不愿接待、已搬走'])
    expect(words('call', 'household', true)).toBe('接通了、没人接、不愿说')
    expect(resultName({ act: 'call', kind: 'person' }, 'met')).toBe('接通了')
  })
})
