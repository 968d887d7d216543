import { expect, test } from 'vitest'
import { besideText, isStale, sparkOf, targetOf, valueText } from './figure-words.ts'

test('A number that is not there says why', () => {
  expect(valueText({ state: 'measured', value: 1234 })).toBe('1,234')
  expect(valueText({ state: 'measured', value: null })).toBe('没有数')
  expect(valueText({ state: 'failed', value: null })).toBe('没有算出')
  expect(valueText({ state: 'too-few', value: null })).toBe('少于 10')
})

test('A figure stands against its target and last month; a share tells of how many it is', () => {
  expect(targetOf({ value: 94.9, of: 412, target: { least: 95, most: null } })).toEqual({ text: '目标 95 以上', isMet: false })
  expect(targetOf({ value: 0, of: null, target: { least: null, most: 0 } })).toEqual({ text: '目标 不超过 0', isMet: true })
  expect(targetOf({ value: null, of: 0, target: { least: 95, most: null } })?.isMet).toBeNull()
  expect(targetOf({ value: 0, of: 1, target: { least: 90, most: null } })?.isMet).toBeNull()
  expect(besideText({ value: 98.4, of: 412, before: null, unit: '%', ofUnit: '件' })).toBe('共 412 件')
  expect(besideText({ value: 5, of: null, before: 8, unit: '件', ofUnit: '件' })).toBe('比上月同期少 3 件')
  expect(besideText({ value: 5, of: null, before: 5, unit: '件', ofUnit: '件' })).toBe('与上月同期持平')
})

test('Old figures are known by the server’s clock', () => {
  const figure = { asOf: '2026-05-08T06:32:00.000Z', staleAfter: 60 }
  expect(isStale(figure, Date.parse(figure.asOf) + 60_000)).toBe(false)
  expect(isStale(figure, Date.parse(figure.asOf) + 60_001)).toBe(true)
})

test('A curve needs two days, begins left and ends right', () => {
  const box = { width: 100, height: 20 }
  expect(sparkOf([{ day: '2026-05-01', value: 3 }], box)).toBe('')
  expect(sparkOf([{ day: '2026-05-01', value: 0 }, { day: '2026-05-02', value: 4 }, { day: '2026-05-03', value: 2 }], box)).toBe('0.0,20.0 50.0,0.0 100.0,10.0')
})
