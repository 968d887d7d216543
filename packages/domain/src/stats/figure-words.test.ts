import { expect, test } from 'vitest'
import { figureBeside, figureTarget, figureText } from './figure-words.ts'

test('A number that is not there says why', () => {
  expect(figureText({ state: 'measured', value: 1234 })).toBe('1,234')
  expect(figureText({ state: 'measured', value: null })).toBe('没有数')
  expect(figureText({ state: 'failed', value: null })).toBe('没有算出')
  expect(figureText({ state: 'too-few', value: null })).toBe('不显示')
})

test('A figure stands against its target and last month; a share tells of how many it is', () => {
  expect(figureTarget({ value: 94.9, of: 412, target: { least: 95, most: null } })).toEqual({ text: '目标 95 以上', isMet: false })
  expect(figureTarget({ value: 0, of: null, target: { least: null, most: 0 } })).toEqual({ text: '目标 不超过 0', isMet: true })
  expect(figureTarget({ value: null, of: 0, target: { least: 95, most: null } })?.isMet).toBeNull()
  expect(figureTarget({ value: 0, of: 1, target: { least: 90, most: null } })?.isMet).toBeNull()
  expect(figureBeside({ value: 98.4, of: 412, before: null, unit: '%', ofUnit: '件' })).toBe('共 412 件')
  expect(figureBeside({ value: 5, of: null, before: 8, unit: '件', ofUnit: '件' })).toBe('比上月同期少 3 件')
  expect(figureBeside({ value: 5, of: null, before: 5, unit: '件', ofUnit: '件' })).toBe('与上月同期持平')
})
