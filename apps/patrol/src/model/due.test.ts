import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BundleArea, DueItem, RoutineRow } from '@yihu/contracts'
import { daysAfter, dueOf, enqueue, RHYTHMS, settle } from '@yihu/domain'
import type { Rhythm } from '@yihu/domain'
import { comingUp, dueNow } from './due.ts'

type Outbox = Parameters<typeof dueNow>[0]['outbox']

const item = (id: string, dueOn: string, path: string): DueItem => ({
  id, routine: 'monthly', routineName: '每月必访', act: 'visit', subject: { kind: 'household', id, label: `${id}室`, path }, dueFrom: '2026-05-01', dueOn, isDestroyed: false, lastDoneAt: null, why: '独居老人户',
})
const routine = (id: string, rhythm: Rhythm, more: Partial<RoutineRow['form']> = {}): RoutineRow => ({
  id, of: '独居老人户', version: 0, changedBy: null, changedAt: null, window: null,
  form: { name: '每月必访', act: 'visit', rhythm, subject: 'household', tags: [], kinds: [], area: null, begins: null, ends: null, season: null, how: '上门', isActive: true, ...more },
})
const area = (path: string, lat: number): BundleArea => ({ code: path, level: 'building', name: path, path, address: null, point: { lon: 118.3, lat }, geometry: null })
const due = [item('远', '2026-05-31', 'g.b2.u1'), item('近', '2026-05-31', 'g.b1.u1'), item('早', '2026-05-10', 'g.b2.u1')]
const bundle = { areas: [area('g.b1', 36.81), area('g.b2', 36.82)], cases: [], hasMoreCases: false, classes: [] }
const visit = (id: string, result: string, { at = '2026-05-07T02:00:00Z', act = 'visit', of = 'monthly' } = {}) => ({ id: `v${id}${of}`, kind: 'visit.record', at, key: null, body: { subject: { kind: 'household', id }, routine: of, act, result } })
const at = (day: string) => ({ spot: null, now: Date.parse(`${day}T09:00:00+08:00`) })
const told = (items: readonly DueItem[], { routines = [], outbox = [], spans = [], clock = null, day }: { routines?: readonly RoutineRow[]; outbox?: Outbox; day: string } & Partial<Pick<Parameters<typeof dueNow>[0], 'spans' | 'clock'>>) => dueNow({ due: items, routines, outbox, bundle, spans, clock }, at(day))
const order = (outbox: Outbox, spot: Parameters<typeof dueNow>[1]['spot'] = { lon: 118.3, lat: 36.81 }) => (
  dueNow({ due, routines: [], outbox, bundle, spans: [], clock: null }, { ...at('2026-05-07'), spot }).map(({ item: { id }, isTried }) => (isTried ? `${id}（去过）` : id)))

test('先到期的在前，同一天的近的在前；不知道自己在哪里就照原来的先后；办了的不再排，没人的还在、写明去过', () => {
  expect(order([])).toEqual(['早', '近', '远'])
  expect(order([], null)).toEqual(['早', '远', '近'])
  expect(order([visit('早', 'met'), visit('远', 'nobody')].reduce(enqueue, []))).toEqual(['近', '远（去过）'])
})

test('每日必巡第二天还要巡：昨天巡过的、没有被接受的都不算今天的，今天巡过的才不再排', () => {
  const today = [{ ...item('网格', '2026-05-08', 'g'), dueFrom: '2026-05-08' }]
  const left = (outbox: Outbox) => told(today, { routines: [routine('monthly', 'day')], outbox, day: '2026-05-08' }).map(({ item: { id } }) => id)
  const fated = (when: string, outcome: 'applied' | 'refused') => {
    const outbox = enqueue([], visit('网格', 'met', { at: when }))
    return settle(outbox, { sent: outbox, fates: [{ id: 'v网格monthly', outcome, answer: null, error: null, current: null }], now: 0 })
  }
  // 2026-05-07T16:00Z is midnight in Shanghai.
  expect([left(fated('2026-05-07T15:59:00Z', 'applied')), left(fated('2026-05-07T16:00:00Z', 'refused'))]).toEqual([['网格'], ['网格']])
  expect([left(fated('2026-05-07T16:00:00Z', 'applied')), left(enqueue([], visit('网格', 'met', { at: '2026-05-08T01:00:00Z' })))]).toEqual([[], []])
})

test('一周没有信号，手机自己翻篇：日、周、月到了新的一期，做过的又排上，说得出上次是哪天；专项过了最后一天、停用了的不再排', () => {
  // The server told on 7 May, a Thursday, that all three were done.
  const ids = { 日: 'day', 周: 'week', 月: 'month' } as const
  const routines = Object.values(ids).map((rhythm) => routine(rhythm, rhythm))
  const done = Object.entries(ids).map(([id, rhythm]): DueItem => ({ ...item(id, '2026-05-07', 'g'), routine: rhythm, lastDoneAt: '2026-05-07T01:00:00.000Z' }))
  const asked = (day: string, outbox: Outbox = []) => told(done, { routines, outbox, day }).map(({ item: { id, dueOn } }) => `${id} ${dueOn}`)
  expect(asked('2026-05-07')).toEqual([])
  expect(asked('2026-05-08')).toEqual(['日 2026-05-08'])
  expect(asked('2026-05-11')).toEqual(['日 2026-05-11', '周 2026-05-17'])
  expect(asked('2026-06-01')).toEqual(['日 2026-06-01', '周 2026-06-07', '月 2026-06-30'])
  expect(asked('2026-05-11', enqueue([], visit('日', 'met', { at: '2026-05-11T00:30:00Z', of: 'day' })))).toEqual(['周 2026-05-17'])
  expect(told(done, { routines, day: '2026-06-01' }).at(-1)?.item).toMatchObject({ dueFrom: '2026-06-01', why: '每月必访：独居老人户，上次 5 月 7 日' })
  const campaign = (more: object) => told([{ ...item('户', '2026-05-31', 'g'), routine: 'once' }], { routines: [routine('once', 'once', { begins: '2026-05-01', ends: '2026-05-31', ...more })], day: '2026-06-01' })
  expect([campaign({}), campaign({ ends: '2026-06-30', isActive: false }), campaign({ ends: '2026-06-30' }).map(({ item: { dueOn } }) => dueOn)]).toEqual([[], [], ['2026-06-30']])
})

test('没有信号的几天里，到了季节、到了日子的专项手机自己开始；替人顶岗的只有那几天，自己休假的那几天归别人', () => {
  const coming = [{ ...item('户', '2026-05-31', 'g1.b1'), routine: 'heat', dueFrom: '2026-05-10' }, { ...item('店', '2026-05-31', 'g1.b1'), routine: 'gone', dueFrom: '2026-05-10' }]
  const routines = [routine('heat', 'week', { season: { from: '05-10', to: '05-31' } })]
  const asked = (day: string) => told(coming, { routines, day }).map(({ item: { id, dueFrom, dueOn } }) => `${id} ${dueFrom} ${dueOn}`)
  expect([asked('2026-05-09'), asked('2026-05-10'), asked('2026-05-11')]).toEqual([[], ['户 2026-05-10 2026-05-10', '店 2026-05-10 2026-05-31'], ['户 2026-05-11 2026-05-17', '店 2026-05-10 2026-05-31']])
  const later = (day: string) => comingUp({ due: coming, spans: [], clock: null }, at(day).now).map(({ from, places }) => `${from} ${places}`)
  expect([later('2026-05-09'), later('2026-05-10')]).toEqual([['2026-05-10 1', '2026-05-10 1'], []])
  const lent = [item('自己的', '2026-05-31', 'g1.b1'), item('替人的', '2026-05-31', 'g2.b1')]
  const spans = [{ path: 'g2', from: '2026-05-08', to: '2026-05-09', isMine: true }, { path: 'g1', from: '2026-05-09', to: '2026-05-09', isMine: false }]
  expect(['07', '08', '09', '10'].map((day) => told(lent, { spans, day: `2026-05-${day}` }).map(({ item: { id } }) => id))).toEqual([['自己的'], ['自己的', '替人的'], ['替人的'], ['自己的']])
})

test('手机的钟快了一天，日子照服务器的算：明天的不提前排，今天巡过的明天照样再巡', () => {
  const clock = { behind: -86_400_000, heardAt: Date.parse('2026-05-07T08:00:00+08:00') }
  const patrol = [{ ...item('网格', '2026-05-07', 'g'), dueFrom: '2026-05-07' }]
  const left = (day: string) => told(patrol, { routines: [routine('monthly', 'day')], clock, day, outbox: enqueue([], visit('网格', 'met', { at: '2026-05-08T01:00:00Z' })) }).map(({ item: { dueOn } }) => dueOn)
  expect([left('2026-05-08'), left('2026-05-09')]).toEqual([[], ['2026-05-08']])
})

test('没有信号时谈过的也算访过、访过的不用再打电话，和有信号时一样；没人的不算', () => {
  const calls = [{ ...item('户', '2026-05-31', 'g'), routine: 'calls', act: 'call' as const }]
  const left = (outbox: Outbox) => told(calls, { routines: [routine('calls', 'month', { act: 'call' })], outbox, day: '2026-05-07' }).length
  expect([left(enqueue([], visit('户', 'met'))), left(enqueue([], visit('户', 'nobody'))), left(enqueue([], visit('户', 'met', { act: 'patrol' })))]).toEqual([0, 1, 1])
})

test('哪一天打开，手机和平台算的都一样：从上次做的那天和今天算出，不看手机是哪天取的清单', () => {
  const day = fc.integer({ min: 0, max: 800 }).map((days) => daysAfter('2026-01-01', days))
  fc.assert(fc.property(fc.constantFrom(...(Object.keys(RHYTHMS) as Rhythm[]).filter((one) => one !== 'once')), day, day, fc.option(day, { nil: null }), (rhythm, fetched, later, lastOn) => { // keys of a literal table
    const [first, today] = [fetched, later].toSorted() as [string, string] // two were given
    const plan = routine('plan', rhythm)
    const last = lastOn !== null && lastOn <= first ? lastOn : null
    const window = dueOf(plan.form, null, first)
    const heard: DueItem = { ...item('户', window?.dueOn ?? '', 'g'), routine: 'plan', dueFrom: window?.dueFrom ?? '', lastDoneAt: last === null ? null : new Date(`${last}T09:00:00+08:00`).toISOString() }
    const [shown] = told([heard], { routines: [plan], day: today })
    expect(shown ? { dueFrom: shown.item.dueFrom, dueOn: shown.item.dueOn } : null).toEqual(dueOf(plan.form, last, today))
  }))
})
