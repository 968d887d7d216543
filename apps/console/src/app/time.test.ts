import { expect, test } from 'vitest'
import { agoText, exactText, instantText } from './time.ts'

const now = new Date('2026-05-09T09:30:00Z')

test('times are Beijing times whatever the computer is set to', () => {
  expect(instantText('2026-05-09T09:30:00Z', now)).toBe('5月9日 17:30')
  expect(instantText('2026-05-09T16:05:00Z', now)).toBe('5月10日 00:05')
  expect(exactText('2026-05-09T16:05:00+00:00')).toBe('2026-05-10 00:05')
})

test('another year is named, this one is not', () => {
  expect(instantText('2025-12-31T15:59:00Z', now)).toBe('2025年12月31日 23:59')
  expect(instantText('2025-12-31T16:00:00Z', now)).toBe('1月1日 00:00')
})

test('what is not a time is shown as it is', () => {
  expect(instantText('不详', now)).toBe('不详')
  expect(agoText('不详', now)).toBe('不详')
})

test('recent times are told from now', () => {
  expect(agoText('2026-05-09T09:29:40Z', now)).toBe('刚刚')
  expect(agoText('2026-05-09T09:18:00Z', now)).toBe('12 分钟前')
  expect(agoText('2026-05-09T06:30:00Z', now)).toBe('3 小时前')
  expect(agoText('2026-05-07T06:30:00Z', now)).toBe('5月7日 14:30')
})
