import { expect, test } from 'vitest'
import type { OutboxItem } from '@yihu/domain'
import { withoutOld } from './arrived.ts'
import { wordsOf } from './items.ts'

const CHANGED = { subject: { kind: 'household', id: '1', label: '3单元501室' }, act: 'visit', result: 'met', verified: [{ person: 'p', field: 'phone', as: 'wrong', value: '13900001234' }] }
const item = (id: number, given: Partial<OutboxItem>): OutboxItem => ({ id: String(id), kind: 'visit.record', key: null, at: '2026-05-07T02:00:00Z', body: CHANGED, state: 'applied', tries: 0, notBefore: 0, error: null, answer: null, current: null, ...given })

test('改过的电话送到以后不再留在手机里，没送到的、没收的一字不少', () => {
  const [arrived, waiting, refused] = withoutOld([item(1, {}), item(2, { state: 'waiting' }), item(3, { state: 'refused' })])
  expect([arrived, waiting, refused].map((one) => one && wordsOf(one))).toEqual(['3单元501室 · 见到', '3单元501室 · 见到 · 联系电话改为 13900001234', '3单元501室 · 见到 · 联系电话改为 13900001234'])
  expect(JSON.stringify(arrived)).not.toContain('13900001234')
})

test('送到的路线不留，别的送到的留最近三十件，等着送的全留', () => {
  const kept = withoutOld([...Array.from({ length: 40 }, (_, id) => item(id, { kind: 'case.report', body: {} })), item(40, { kind: 'track.points' }), item(41, { kind: 'track.points', state: 'waiting' })])
  expect([kept.length, kept[0]?.id, kept.at(-1)?.id]).toEqual([30, '11', '41'])
})
