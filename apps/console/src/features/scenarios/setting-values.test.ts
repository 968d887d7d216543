import { expect, test } from 'vitest'
import { changedOf, valueText } from './setting-values.ts'

test('only what differs from the defaults becomes a setting', () => {
  const parameters = [{ name: 'high', default: 3 }, { name: 'night', default: [{ from: '22:00', to: '06:30' }] }, { name: 'words', default: ['烟'] }]
  expect(changedOf(parameters, { high: 3, night: [{ from: '22:00', to: '06:30' }], words: ['烟', '火'] })).toEqual({ words: ['烟', '火'] })
})

test('defaults are said as people say them', () => {
  expect(valueText({ kind: 'duration', unit: '小时', options: [] }, 48)).toBe('48 小时')
  expect(valueText({ kind: 'hours', unit: null, options: [] }, [{ from: '22:00', to: '06:30' }])).toBe('22:00–06:30')
  expect(valueText({ kind: 'season', unit: null, options: [] }, { from: '06-01', to: '09-30' })).toBe('06-01 至 09-30')
  expect(valueText({ kind: 'choice', unit: null, options: [{ value: 'close', label: '严' }] }, 'close')).toBe('严')
})
