import fc from 'fast-check'
import { expect, test } from 'vitest'
import { enqueue, settle } from '@yihu/domain'
import type { Answered, OutboxItem } from '@yihu/domain'
import { withoutOld } from './arrived.ts'
import { wordsOf } from './items.ts'

const CHANGED = { subject: { kind: 'household', id: '1', label: '3单元501室' }, act: 'visit', result: 'met', notes: '儿子欠了赌债', verified: [{ person: 'p', field: 'phone', as: 'wrong', value: '13900001234' }] }
const item = (id: number, given: Partial<OutboxItem>): OutboxItem => ({ id: String(id), kind: 'visit.record', key: null, at: '2026-05-07T02:00:00Z', body: CHANGED, state: 'applied', tries: 0, notBefore: 0, error: null, answer: null, current: null, ...given })

test('改过的电话、写的记录送到以后不再留在手机里，没送到的、没收的一字不少', () => {
  const [arrived, waiting, refused] = withoutOld([item(1, {}), item(2, { state: 'waiting' }), item(3, { state: 'refused' })])
  expect([arrived, waiting, refused].map((one) => one && wordsOf(one))).toEqual(['3单元501室 · 见到', ...[2, 3].map(() => '3单元501室 · 见到 · 联系电话改为 13900001234 · 儿子欠了赌债')])
  expect(JSON.stringify(arrived)).not.toMatch(/13900001234|赌债/u)
})

test('送到的路线不留，别的送到的留最近三十件，等着送的全留', () => {
  const kept = withoutOld([...Array.from({ length: 40 }, (_, id) => item(id, { kind: 'case.report', body: {} })), item(40, { kind: 'track.points' }), item(41, { kind: 'track.points', state: 'waiting' })])
  expect([kept.length, kept[0]?.id, kept.at(-1)?.id]).toEqual([30, '11', '41'])
})

test('不管哪几条送到、先后怎样，送到的走访一个字的记录也不留，没送到的一个字不少', () => {
  const outcome = fc.constantFrom<Answered['outcome'] | 'lost'>('applied', 'clash', 'refused', 'failed', 'lost')
  fc.assert(fc.property(fc.array(fc.record({ notes: fc.string({ minLength: 1 }), outcome }), { minLength: 1, maxLength: 50 }), (visits) => {
    const made = visits.map(({ notes }, id) => ({ id: String(id), kind: 'visit.record', key: null, at: '2026-05-07T02:00:00Z', body: { ...CHANGED, notes } }))
    const sent = made.reduce<readonly OutboxItem[]>(enqueue, [])
    const fates = visits.flatMap(({ outcome: fate }, id): Answered[] => (fate === 'lost' ? [] : [{ id: String(id), outcome: fate, answer: null, error: null, current: null }]))
    for (const { id, state, body } of withoutOld(settle(sent, { sent, fates, now: 0 }))) {
      if (state === 'applied') expect(body).toEqual({ subject: CHANGED.subject, act: 'visit', result: 'met' })
      else expect(body).toEqual(made[Number(id)]?.body)
    }
  }))
})
