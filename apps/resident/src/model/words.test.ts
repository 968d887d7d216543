import { expect, test } from 'vitest'
import { accuracyWords, clockWords, dayWords, dueWords, markOf, ratingWords, satisfactionWord, slotWords, timeWords } from './words.ts'

const now = Date.parse('2026-05-08T14:32:00+08:00')

test.each([
  ['2026-05-08T14:31:30+08:00', '刚刚'],
  ['2026-05-08T14:20:00+08:00', '12 分钟前'],
  ['2026-05-08T09:05:00+08:00', '今天 09:05'],
  ['2026-05-07T23:59:00+08:00', '昨天 23:59'],
  ['2026-05-01T01:00:00Z', '5月1日 09:00'],
  ['2025-12-31T16:30:00Z', '1月1日 00:30'],
  ['2025-12-31T15:30:00Z', '2025年12月31日 23:30'],
  ['2026-05-08T14:40:00+08:00', '今天 14:40'],
  ['坏的时间', ''],
])('%s 说成「%s」', (at, words) => {
  expect(timeWords(at, now)).toBe(words)
})

test('四步里前面的完成了，后面的还没到', () => {
  expect([1, 2, 3, 4].map((position) => markOf(position, 3))).toEqual(['done', 'done', 'now', 'todo'])
})

test('评价用话说一遍', () => {
  expect(ratingWords({ solved: false, satisfaction: 2 })).toBe('没有解决，不满意（2 星）')
  expect(satisfactionWord(9)).toBe('')
})

test('位置不准时请人再写地址', () => {
  expect(accuracyWords(17.2)).toBe('误差约 18 米')
  expect(accuracyWords(2500)).toContain('请再写一下地址')
  expect(accuracyWords(Number.NaN)).toBe('')
})

test('期限既说还剩多久，也说到哪一天；已经超期的只说超了多久', () => {
  expect(dueWords({ dueText: '还剩 2 个工作日', dueAt: '2026-05-12T09:30:00Z' }, now)).toBe('还剩 2 个工作日，5月12日 17:30 前')
  expect(dueWords({ dueText: '超期 1 天', dueAt: '2026-05-07T09:30:00Z' }, now)).toBe('超期 1 天')
  expect(dueWords({ dueText: null, dueAt: null }, now)).toBe('')
})

test('预约的时间用北京时间说，带上周几', () => {
  const slot = { startsAt: '2026-05-08T01:00:00.000Z', endsAt: '2026-05-08T01:30:00.000Z' }
  expect(slotWords(slot)).toBe('5月8日 周五 09:00 到 09:30')
  expect(slotWords({ startsAt: '2026-05-08T16:30:00.000Z', endsAt: '2026-05-08T17:00:00.000Z' })).toBe('5月9日 周六 00:30 到 01:00')
  expect([dayWords('2026-05-10'), dayWords('胡说'), clockWords(slot)]).toEqual(['5月10日 周日', '', '09:00 到 09:30'])
})
