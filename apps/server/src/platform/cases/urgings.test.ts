import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_CALENDAR } from '@yihu/domain'
import { clockOf, medianOf } from './coordination-clock.ts'
import type { CoordinationLine } from './repo-coordination.ts'
import { roundsOf } from './urgings.ts'

const KINDS = ['urge', 'answer-urge', 'reply', 'pass-check', 'reopen'] as const

/** Lines as the trace keeps them; closing moves the case to its end. */
function linesOf(kinds: readonly (typeof KINDS)[number][]): CoordinationLine[] {
  return kinds.map((kind, seq) => ({
    case_id: 'c', seq, at: new Date(seq * 3_600_000), kind, actor_id: null, actor_name: 'x', unit_id: null, from_state: 'handling',
    to_state: kind === 'reply' ? 'replied' : kind === 'pass-check' ? 'closed' : 'handling', payload: {},
  }))
}

test('每次督办恰好属于一轮；只有最后一轮可以还开着；答复和办结结束一轮，回复居民不结束', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...KINDS), { maxLength: 30 }), (kinds) => {
    const lines = linesOf(kinds)
    const rounds = roundsOf(lines)
    expect(rounds.flatMap(({ urges }) => urges.map(({ seq }) => seq))).toEqual(lines.filter(({ kind }) => kind === 'urge').map(({ seq }) => seq))
    expect(rounds.slice(0, -1).every(({ isEnded }) => isEnded)).toBe(true)
    const lastUrge = lines.findLastIndex(({ kind }) => kind === 'urge')
    const isOver = lines.slice(lastUrge + 1).some(({ kind }) => kind === 'answer-urge' || kind === 'pass-check')
    if (lastUrge >= 0) expect(rounds.at(-1)?.isEnded).toBe(isOver)
    for (const { answer, urges } of rounds) if (answer) expect(Number(answer.seq)).toBeGreaterThan(Number(urges.at(-1)?.seq))
  }))
})

test('督办的钟按工作时间走：中午和下班不算，答复以后停在答复那一刻', () => {
  const from = Date.parse('2026-05-07T16:30:00+08:00')
  const open = clockOf({ from, until: null, limit: { amount: 4, unit: 'working-hour' }, calendar: DEFAULT_CALENDAR, now: from })
  // One hour is left of Thursday, three run on Friday morning.
  expect(open.dueAt).toBe(new Date('2026-05-08T11:30:00+08:00').toISOString())
  const late = clockOf({ from, until: Date.parse('2026-05-08T15:00:00+08:00'), limit: { amount: 4, unit: 'working-hour' }, calendar: DEFAULT_CALENDAR, now: Date.parse('2026-06-01T09:00:00+08:00') })
  expect(late).toMatchObject({ card: 'red', dueText: null })
})

test('中位数不被一个特别慢的拉走，没有答复就没有中位数', () => {
  expect(medianOf([])).toBeNull()
  expect(medianOf([1, 2, 400])).toBe(2)
  expect(medianOf([1, 3])).toBe(2)
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }), (hours) => {
    const median = medianOf(hours) ?? -1
    expect(hours.filter((one) => one <= median).length * 2).toBeGreaterThanOrEqual(hours.length)
    expect(hours.filter((one) => one >= median).length * 2).toBeGreaterThanOrEqual(hours.length)
  }))
})
