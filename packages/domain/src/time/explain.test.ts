import { describe, expect, it } from 'vitest'
import { computeDeadline } from './deadline.ts'
import { explainDeadline } from './explain.ts'
import { cardOf, isOverdue, remainingText } from './remaining.ts'
import { DEFAULT_CALENDAR as calendar } from './work-calendar.ts'

describe('the explanation of a due time', () => {
  it('reads like a resident would count', () => {
    const deadline = computeDeadline({
      calendar,
      start: '2026-04-29 09:12',
      limit: { amount: 6, unit: 'working-day' },
    })
    expect(explainDeadline(deadline)).toEqual([
      '起算 4月29日 09:12，当天不计，从 4月30日开始数',
      '期限 6 个工作日',
      '跳过 5月1日至5月5日（放假）',
      '5月9日（周六）调休上班，算工作日',
      '跳过 5月10日（周日）',
      '到期 5月11日 17:30',
      `按工作日历 ${calendar.version} 计算`,
    ])
  })

  it('tells pauses, extensions and years without a notice', () => {
    const deadline = computeDeadline({
      calendar,
      start: '2026-12-28 09:00',
      limit: { amount: 2, unit: 'working-day' },
      pauses: [{ from: '2026-12-30 09:00', to: '2027-01-04 10:00', reason: '等配件' }],
      extensions: [{ workingDays: 1, approvedAt: '2026-12-29 10:00', reason: '需要开挖' }],
    })
    expect(explainDeadline(deadline)).toEqual([
      '起算 12月28日 09:00，当天不计，从 12月29日开始数',
      '期限 2 个工作日',
      '延期 1 个工作日（12月29日 10:00 批准：需要开挖）',
      '12月30日 09:00 至 2027年1月4日 10:00 暂停计时（等配件），4 个工作日不计',
      '到期 2027年1月6日 17:30',
      `按工作日历 ${calendar.version} 计算`,
      '2027 年的放假安排还没有发布，按普通周末计算；发布后会重新计算',
    ])
  })

  it('says from when an hour limit runs, and how long it stood', () => {
    const deadline = computeDeadline({
      calendar,
      start: '2026-05-09 20:00',
      limit: { amount: 4, unit: 'working-hour' },
      pauses: [{ from: '2026-05-11 09:30', to: '2026-05-11 14:00', reason: '等钥匙' }],
      urging: { at: '2026-05-11 14:00', limit: { amount: 1, unit: 'urgent-hour' } },
    })
    expect(explainDeadline(deadline)).toEqual([
      '收到 5月9日 20:00，不在服务时间，从 5月11日 08:30 起算',
      '期限 4 个工作小时',
      '跳过 5月10日（周日）',
      '5月11日 09:30 至 5月11日 14:00 暂停计时（等钥匙），3 小时不计',
      '到期 5月11日 17:00',
      '督办另行计时，要求在 5月11日 15:00 前办结',
      `按工作日历 ${calendar.version} 计算`,
    ])
  })

  it('says that the clock stands', () => {
    const deadline = computeDeadline({
      calendar,
      start: '2026-05-08 20:00',
      limit: { amount: 4, unit: 'urgent-hour' },
      pauses: [{ from: '2026-05-08 21:00', to: null, reason: '住户外出' }],
    })
    expect(explainDeadline(deadline)).toContain('暂停计时中，恢复后重新计算到期时间')
    expect(explainDeadline(deadline)).toContain('5月8日 21:00 起暂停计时（住户外出）')
  })
})

describe('the card of a case', () => {
  const dueAt = '2026-05-11 17:30'
  it('is yellow from the working day before, over a weekend too, and red after', () => {
    expect(cardOf({ now: '2026-05-08 23:59', dueAt, calendar })).toBe('green')
    expect(cardOf({ now: '2026-05-09 00:00', dueAt, calendar })).toBe('yellow')
    expect(cardOf({ now: '2026-05-11 17:30', dueAt, calendar })).toBe('yellow')
    expect(cardOf({ now: '2026-05-11 17:30:01', dueAt, calendar })).toBe('red')
    expect(cardOf({ now: '2026-06-11', dueAt: null, calendar })).toBe('green')
  })

  it('of an hour limit is yellow when four fifths are used', () => {
    const limit = { amount: 5, unit: 'working-hour' } as const
    expect(cardOf({ now: '2026-05-11 16:29', dueAt, calendar, limit })).toBe('green')
    expect(cardOf({ now: '2026-05-11 16:30', dueAt, calendar, limit })).toBe('yellow')
    const urgent = { amount: 10, unit: 'urgent-hour' } as const
    expect(cardOf({ now: '2026-05-11 15:29', dueAt, calendar, limit: urgent })).toBe('green')
    expect(cardOf({ now: '2026-05-11 15:30', dueAt, calendar, limit: urgent })).toBe('yellow')
  })
})

describe('the time left', () => {
  it.each([
    ['2026-05-08 09:00', '2026-05-11 17:30', '还剩 2 个工作日'],
    ['2026-05-09 18:00', '2026-05-11 17:30', '还剩 1 个工作日'],
    ['2026-05-11 14:20', '2026-05-11 17:30', '还剩 3 小时'],
    ['2026-05-11 17:05', '2026-05-11 17:30', '还剩 25 分钟'],
    ['2026-05-11 17:30', '2026-05-11 17:30', '马上到期'],
    ['2026-05-11 17:30:20', '2026-05-11 17:30', '超期 不到 1 分钟'],
    ['2026-05-12 21:40', '2026-05-11 17:30', '超期 1 天 4 小时'],
    ['2026-05-01 08:00', '2026-05-02 09:00', '还剩 1 天 1 小时'],
    ['2026-05-11 19:50', '2026-05-11 17:30', '超期 2 小时 20 分钟'],
  ])('at %s with due time %s reads %s', (now, dueAt, text) => {
    expect(remainingText(now, dueAt, calendar)).toBe(text)
  })

  it('stands while the clock stands', () => {
    expect(remainingText('2026-05-11', null, calendar)).toBe('暂停计时')
  })
})

describe('overdue', () => {
  it('is closed or open after the due time, and never without one', () => {
    const due = { dueAt: '2026-05-11 17:30', now: '2026-05-12' }
    expect(isOverdue({ ...due, closedAt: '2026-05-11 17:30' })).toBe(false)
    expect(isOverdue({ ...due, closedAt: '2026-05-11 17:30:01' })).toBe(true)
    expect(isOverdue({ ...due, closedAt: null })).toBe(true)
    expect(isOverdue({ dueAt: null, closedAt: null, now: '2026-05-12' })).toBe(false)
  })
})
