import { expect, test } from 'vitest'
import type { BundleArea, DueItem } from '@yihu/contracts'
import { enqueue, settle } from '@yihu/domain'
import { dueNow } from './due.ts'

const item = (id: string, dueOn: string, path: string): DueItem => ({
  id, routine: 'monthly', routineName: '每月必访', act: 'visit', subject: { kind: 'household', id, label: `${id}室`, path }, dueFrom: '2026-05-01', dueOn, isDestroyed: false, lastDoneAt: null, why: '独居老人户',
})
const area = (path: string, lat: number): BundleArea => ({ code: path, level: 'building', name: path, path, address: null, point: { lon: 118.3, lat }, geometry: null })
const due = [item('远', '2026-05-31', 'g.b2.u1'), item('近', '2026-05-31', 'g.b1.u1'), item('早', '2026-05-10', 'g.b2.u1')]
const bundle = { areas: [area('g.b1', 36.81), area('g.b2', 36.82)], cases: [], hasMoreCases: false, classes: [] }
const visit = (id: string, result: string, at = '2026-05-07T02:00:00Z') => ({ id: `v${id}`, kind: 'visit.record', at, key: null, body: { subject: { kind: 'household', id }, routine: 'monthly', result } })
const order = (outbox: Parameters<typeof dueNow>[0]['outbox'], spot: Parameters<typeof dueNow>[1] = { lon: 118.3, lat: 36.81 }) => dueNow({ due, outbox, bundle }, spot).map(({ item: { id }, isTried }) => (isTried ? `${id}（去过）` : id))

test('先到期的在前，同一天的近的在前；不知道自己在哪里就照原来的先后；办了的不再排，没人的还在、写明去过', () => {
  expect(order([])).toEqual(['早', '近', '远'])
  expect(order([], null)).toEqual(['早', '远', '近'])
  expect(order([visit('早', 'met'), visit('远', 'nobody')].reduce(enqueue, []))).toEqual(['近', '远（去过）'])
})

test('每日必巡第二天还要巡：昨天巡过的、没有被接受的都不算今天的，今天巡过的才不再排', () => {
  const today = [{ ...item('网格', '2026-05-08', 'g'), dueFrom: '2026-05-08' }]
  const told = (outbox: Parameters<typeof dueNow>[0]['outbox']) => dueNow({ due: today, outbox, bundle }, null).map(({ item: { id } }) => id)
  const fated = (at: string, outcome: 'applied' | 'refused') => {
    const outbox = enqueue([], visit('网格', 'met', at))
    return settle(outbox, { sent: outbox, fates: [{ id: 'v网格', outcome, answer: null, error: null, current: null }], now: 0 })
  }
  // 2026-05-07T16:00Z is midnight in Shanghai.
  expect([told(fated('2026-05-07T15:59:00Z', 'applied')), told(fated('2026-05-07T16:00:00Z', 'refused'))]).toEqual([['网格'], ['网格']])
  expect([told(fated('2026-05-07T16:00:00Z', 'applied')), told(enqueue([], visit('网格', 'met', '2026-05-08T01:00:00Z')))]).toEqual([[], []])
})
