import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthOf, monthsAfter, monthSpan } from './month.ts'

const moments = fc.integer({ min: Date.parse('1992-01-01T00:00:00+08:00'), max: Date.parse('2120-01-01T00:00:00+08:00') })

test('每个时刻都在它那个月的头尾之间，按北京时间；一个月完了就是下一个月', () => {
  fc.assert(fc.property(moments, (at) => {
    const month = monthOf(at)
    const { from, until } = monthSpan(month)
    expect([from <= at, at < until, monthOf(from), monthOf(until - 1), monthOf(until)]).toEqual([true, true, month, month, monthsAfter(month, 1)])
  }))
  expect(monthSpan('2026-12')).toEqual({ from: Date.parse('2026-11-30T16:00:00Z'), until: Date.parse('2026-12-31T16:00:00Z') })
})

test('往后数几个月再往前数回来，还是那个月', () => {
  fc.assert(fc.property(moments, fc.integer({ min: -400, max: 400 }), (at, months) => {
    expect(monthsAfter(monthsAfter(monthOf(at), months), -months)).toBe(monthOf(at))
  }))
  expect([monthsAfter('2026-12', 1), monthsAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
})
