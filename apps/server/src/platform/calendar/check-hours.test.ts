import { computeDeadline, DEFAULT_CALENDAR, DEFAULT_SERVICE_HOURS } from '@yihu/domain'
import type { ServiceHours } from '@yihu/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemOfHours } from './check-hours.ts'

const usual = [{ open: '08:30', close: '12:00' }, { open: '13:30', close: '17:30' }]
const season = { from: '06-01', to: '09-30', windows: usual }
const time = fc.integer({ min: 0, max: 1439 }).map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`)
const windows = fc.array(fc.record({ open: time, close: time }), { maxLength: 5 })
const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2024-12-31'), noInvalidDate: true }).map((at) => at.toISOString().slice(5, 10))
const anyHours: fc.Arbitrary<ServiceHours> = fc.record({ usual: windows, seasons: fc.array(fc.record({ from: day, to: day, windows }), { maxLength: 2 }) })

describe('服务时间', () => {
  it('随产品的服务时间可用；冬季可以跨年', () => {
    expect(problemOfHours(DEFAULT_SERVICE_HOURS)).toBeNull()
    expect(problemOfHours({ usual, seasons: [{ ...season, from: '11-15', to: '03-15' }] })).toBeNull()
  })

  it.each([
    [{ usual: [], seasons: [] }, '平时：一段服务时间也没有'],
    [{ usual: [{ open: '8:30', close: '12:00' }], seasons: [] }, '平时：时间要写成 08:30 这样'],
    [{ usual: [{ open: '12:00', close: '08:30' }], seasons: [] }, '平时：12:00–08:30 的结束不晚于开始'],
    [{ usual: usual.toReversed(), seasons: [] }, '平时：13:30–17:30 与 08:30–12:00 重叠或先后颠倒'],
    [{ usual, seasons: [{ ...season, from: '6-1' }] }, '“6-1”不是月-日'],
    [{ usual, seasons: [season, { ...season, from: '09-30', to: '10-31' }] }, '06-01 至 09-30 与另一段日期重叠'],
    [{ usual, seasons: [{ ...season, from: '11-15', to: '03-15' }, { ...season, from: '03-01', to: '04-01' }] }, '11-15 至 03-15 与另一段日期重叠'],
  ])('有错的说出错在哪里 %#', (hours, problem) => {
    expect(problemOfHours(hours)).toBe(problem)
  })

  it('检查通过的，期限一定算得出来', () => {
    fc.assert(fc.property(anyHours, (serviceHours) => {
      fc.pre(problemOfHours(serviceHours) === null)
      const { dueAt } = computeDeadline({ calendar: { ...DEFAULT_CALENDAR, serviceHours }, start: '2026-05-08T10:00', limit: { amount: 1, unit: 'working-day' } })
      expect(dueAt).toBeGreaterThan(0)
    }), { numRuns: 60 })
  })
})
