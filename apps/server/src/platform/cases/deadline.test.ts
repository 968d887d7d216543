import { DEFAULT_CALENDAR, newCase } from '@yihu/domain'
import type { CaseCore } from '@yihu/domain'
import { describe, expect, it } from 'vitest'
import { explain, reckon } from './deadline.ts'
import type { StageLimits } from './deadline.ts'

const start = Date.parse('2026-05-07T10:00:00+08:00')
const day = { amount: 1, unit: 'working-day' } as const
const limits: StageLimits = { verify: day, accept: day, file: day, dispatch: day, handle: { amount: 5, unit: 'working-day' }, check: day }

function duesOf(change: Partial<CaseCore>, fixed: string | null, stageFrom = start) {
  const core = { ...newCase(start, 'S0102'), ...change }
  const from = { core, limits, calendar: DEFAULT_CALENDAR, fixedDueAt: fixed === null ? null : new Date(fixed) }
  const dues = reckon({ ...from, stageFrom, now: start })
  return { dueAt: dues.dueAt?.toISOString() ?? null, stageDueAt: dues.stageDueAt?.toISOString() ?? null, lines: explain({ ...from, dues })?.lines }
}

describe('期限', () => {
  it('上级指定的期限照用；批准延期后从指定的日子往后推，不回到五个工作日', () => {
    expect(duesOf({}, '2026-06-30T17:30:00+08:00').dueAt).toBe('2026-06-30T09:30:00.000Z')
    const extended = duesOf({ extensions: [{ workingDays: 3, approvedAt: start, reason: '等材料' }] }, '2026-06-30T17:30:00+08:00')
    expect(extended.dueAt).toBe('2026-07-03T09:30:00.000Z')
    expect(extended.lines).toContain('经批准延期 3 个工作日。')
  })

  it('上级指定期限的案件挂账时停表，恢复后按停的工作日顺延', () => {
    const from = Date.parse('2026-05-08T09:00:00+08:00')
    expect(duesOf({ state: 'suspended', pauses: [{ from, to: null, reason: 'season' }] }, '2026-05-15T17:30:00+08:00').dueAt).toBeNull()
    const to = Date.parse('2026-05-12T09:00:00+08:00') // Saturday the 9th is worked: 9th, 11th, 12th
    expect(duesOf({ state: 'handling', pauses: [{ from, to, reason: 'season' }] }, '2026-05-15T17:30:00+08:00').dueAt).toBe('2026-05-20T09:30:00.000Z')
  })

  it('环节的期限不晚于全案的期限', () => {
    const late = Date.parse('2026-05-12T10:00:00+08:00')
    const dues = duesOf({ state: 'handling' }, null, late)
    expect(dues.stageDueAt).toBe(dues.dueAt)
  })
})
