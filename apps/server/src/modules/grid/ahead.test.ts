import { beforeAll, expect, test } from 'vitest'
import type { AnswerOf, LeaveRow, listDue, listLeaves, PoolCard, RoutineRow, sendActions } from '@yihu/contracts'
import { isOwnOn } from '@yihu/domain'
import { useApp } from '../../../test/app.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { upsertUser } from '../../platform/identity/index.ts'

const app = useApp()
const DAY = 86_400_000
const B12 = 'd370305.s002.c01.g001.e01.b012'
const ask = async <T>(as: string, url: string) => (await app().request<T>('GET', url, { as })).body
const ahead = (as: string) => ask<AnswerOf<typeof listDue>>(as, 'grid/due?state=ahead&known=true')
const today = async (as: string) => (await ask<AnswerOf<typeof listDue>>(as, 'grid/due')).items
const dayAfter = (days: number) => new Date(app().clock.now() + 8 * 3_600_000 + days * DAY).toISOString().slice(0, 10)
const FORM = { act: 'visit', subject: 'household', tags: ['single-elder'], kinds: [], area: null, begins: null, ends: null, season: null, how: '上门', isActive: true }
const routine = async (id: string, form: object) => expect((await app().request<RoutineRow>('PUT', `grid/routines/${id}`, { as: 'duty', body: { version: 0, routine: { ...FORM, ...form } } })).status).toBe(200)

let household = ''

beforeAll(async () => {
  await app().context.db.transact(systemScope, (tx) => upsertUser(tx, { at: app().clock.now(), username: 'grid002', name: '洪网格', roles: ['grid-worker'], areas: ['d370305.s002.c01.g002'], units: ['community-01'], password: { demo: true } }))
  const { body: { card } } = await app().request<{ card: PoolCard }>('POST', 'pool/household', { as: 'grid001', body: { areaPath: B12, source: 'survey', asOf: '2026-01-05', values: { kind: 'family', number: 'H1' }, tags: ['single-elder'] } })
  household = card.id
})

test('几天里才开始的专项和季节巡查先带在手机里，今天的清单里还没有；八天以后才开始的不带', async () => {
  await routine('survey', { name: '入户普查', rhythm: 'once', begins: dayAfter(3), ends: dayAfter(20) })
  await routine('summer', { name: '防汛走访', rhythm: 'week', season: { from: dayAfter(5).slice(5), to: dayAfter(60).slice(5) } })
  await routine('later', { name: '下月普查', rhythm: 'once', begins: dayAfter(9), ends: dayAfter(20) })
  const { items, spans } = await ahead('grid001')
  expect(items.map(({ routineName, subject, dueFrom }) => [routineName, subject.id, dueFrom]).toSorted()).toEqual([['入户普查', household, dayAfter(3)], ['防汛走访', household, dayAfter(5)]].toSorted())
  expect([items.every(({ known }) => (known?.length ?? 0) > 0), spans]).toEqual([true, []])
  expect((await today('grid001')).map(({ routineName }) => routineName)).not.toContain('入户普查')
  expect((await ahead('grid003')).items).toEqual([])
})

test('还没轮到顶岗的日子：要去的门先带在手机里，登记的情况不带；哪几天归谁两边一致，当天以前看不到也记不了；撤销就没有了', async () => {
  const { workers } = await ask<AnswerOf<typeof listLeaves>>('duty', 'grid/leaves')
  const leave = await app().request<LeaveRow>('POST', 'grid/leaves', { as: 'community01', body: { userId: workers.find(({ name }) => name === '高网格')?.id, since: dayAfter(2), until: dayAfter(3) } })
  const [theirs, own] = [await ahead('grid002'), await ahead('grid001')]
  const lent = theirs.items.filter(({ subject }) => subject.id === household)
  expect(lent.map(({ routine: id }) => id)).toContain('monthly-visit')
  expect(lent.every(({ known }) => (known ?? []).length === 0)).toBe(true)
  expect(theirs.items.map(({ subject }) => subject.id)).toContain('370305002001001')
  expect(theirs.spans).toEqual(expect.arrayContaining([{ path: 'd370305.s002.c01.g001', from: dayAfter(2), to: dayAfter(3), isMine: true }]))
  expect(own.spans?.map(({ isMine, ...span }) => ({ ...span, isMine: !isMine })).toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual(theirs.spans?.toSorted((a, b) => (a.path < b.path ? -1 : 1)))
  expect((await ahead('grid003')).spans).toEqual([])
  expect((await today('grid002')).map(({ subject }) => subject.id)).not.toContain(household)
  const visit = (as: string) => app().request('POST', 'grid/visits', { as, body: { id: newId(app().clock.now()), visit: { subject: { kind: 'household', id: household }, result: 'met' } } })
  expect((await visit('grid002')).status).toBe(404)

  app().clock.advance(2 * DAY)
  // While another stands in, whoever is away takes along what comes back to them.
  expect(await today('grid001')).toEqual([])
  expect((await ahead('grid001')).items.map(({ routine: id, subject }) => `${id} ${subject.id}`)).toEqual(expect.arrayContaining([`monthly-visit ${household}`, 'daily-patrol 370305002001001']))
  expect((await ahead('grid002')).items.filter(({ routine: id }) => id === 'monthly-visit')).toEqual([])
  expect((await visit('grid002')).status).toBe(201)
  await app().request('POST', `grid/leaves/${leave.body.id}/undo`, { as: 'community01' })
  expect([(await ahead('grid002')).spans, (await ahead('grid001')).spans]).toEqual([[], []])
})

test('还没轮到顶岗的人，居民只按门牌叫：姓名要等到了那天、或者本来就归他管才有', async () => {
  const pool = async (register: string, form: object) => (await app().request<{ card: PoolCard }>('POST', `pool/${register}`, { as: 'grid001', body: { areaPath: B12, source: 'survey', asOf: '2026-01-05', ...form } })).body.card.id
  const house = await pool('house', { values: { unit: '3', room: '501', floor: 5, use: '自住' } })
  const [veteran, chief] = [await pool('person', { values: { name: '单雄信' }, tags: ['veteran'] }), await pool('person', { values: { name: '程咬金' }, tags: ['veteran'] })]
  const relate = (body: object) => app().request('POST', 'pool-relations', { as: 'community01', body: { fromRegister: 'person', source: 'party', ...body } })
  await relate({ kind: 'resides', role: 'owner', fromId: veteran, to: { register: 'house', id: house } })
  await relate({ kind: 'post', role: 'building-chief', fromId: chief, to: { area: B12 } })
  await routine('veterans', { name: '退役军人电话', act: 'call', subject: 'person', tags: ['veteran'], rhythm: 'week' })
  const { workers } = await ask<AnswerOf<typeof listLeaves>>('duty', 'grid/leaves')
  const leave = await app().request<LeaveRow>('POST', 'grid/leaves', { as: 'community01', body: { userId: workers.find(({ name }) => name === '高网格')?.id, since: dayAfter(1), until: dayAfter(2) } })
  const named = (items: AnswerOf<typeof listDue>['items']) => items.filter(({ routine: id }) => id === 'veterans').map(({ subject }) => subject.label).toSorted()
  expect(named((await ahead('grid002')).items)).toEqual(['桑家小区12号楼 3单元501室 的居民', '桑家小区12号楼 的居民'])
  expect(named(await today('grid001'))).toEqual([expect.stringContaining('单**') as string, expect.stringContaining('程咬金') as string])
  app().clock.advance(DAY)
  expect(named(await today('grid002'))).toEqual([expect.stringContaining('单**') as string, expect.stringContaining('程咬金') as string])
  await app().request('POST', `grid/leaves/${leave.body.id}/undo`, { as: 'community01' })
})

test('两个人管一个网格，一个休假：留下的人前后几天还是自己的，什么也不少、不重；分给第三个人的楼，那几天归他', async () => {
  const worker = (username: string, name: string, area: string) => app().context.db.transact(systemScope, (tx) => upsertUser(tx, { at: app().clock.now(), username, name, roles: ['grid-worker'], areas: [area], units: ['community-01'], password: { demo: true } }))
  await worker('grid011', '同网格', 'd370305.s002.c01.g001')
  const { workers } = await ask<AnswerOf<typeof listLeaves>>('duty', 'grid/leaves')
  const { body: leave } = await app().request<LeaveRow>('POST', 'grid/leaves', { as: 'community01', body: { userId: workers.find(({ name }) => name === '高网格')?.id, since: dayAfter(2), until: dayAfter(3) } })
  const shared = workers.find(({ name }) => name === '同网格')?.id
  expect(leave.pieces.filter(({ to }) => to.id === shared).length).toBeGreaterThan(0)
  const { items, spans = [] } = await ahead('grid011')
  expect(spans.filter(({ isMine }) => isMine)).toEqual([])
  const days = [0, 1, 2, 3, 4, 8].map(dayAfter)
  for (const { path, to } of leave.pieces) expect(days.map((day) => isOwnOn(path, day, spans)), path).toEqual(days.map((day) => to.id === shared || day < leave.since || day > leave.until || leave.pieces.some((one) => one.to.id === shared && one.path.startsWith(`${path}.`))))
  expect(items.filter(({ dueFrom }) => dueFrom <= dayAfter(0))).toEqual([])
  await app().request('POST', `grid/leaves/${leave.id}/undo`, { as: 'community01' })
})

test('顶岗那几天没有信号时记的，顶岗结束以后才传上来也算；不是那几天的不算，过了八天、撤销了的也不算', async () => {
  const { workers } = await ask<AnswerOf<typeof listLeaves>>('duty', 'grid/leaves')
  const userId = workers.find(({ name }) => name === '高网格')?.id
  await app().request('POST', 'grid/leaves', { as: 'community01', body: { userId, since: dayAfter(0), until: dayAfter(0) } })
  const made = (ms: number) => ({ id: newId(ms), kind: 'visit.record', at: new Date(ms).toISOString(), body: { subject: { kind: 'household', id: household }, result: 'met', notes: '都好', verified: [{ field: '*', as: 'right' }] } })
  const [then, plain] = [made(app().clock.now()), { ...made(app().clock.now() + 1), body: { subject: { kind: 'grid', id: '370305002001001' }, result: 'met' } }]
  app().clock.advance(DAY)
  const later = made(app().clock.now())
  const send = async (actions: object[]) => (await app().request<AnswerOf<typeof sendActions>>('POST', 'patrol/actions', { as: 'grid002', body: { device: 'a5a1b2c3-0000-4000-8000-000000000002', sentAt: new Date(app().clock.now()).toISOString(), actions } })).body.results.map(({ outcome, error }) => error?.code ?? outcome)
  expect(await send([then, plain, later])).toEqual(['applied', 'applied', 'not-found'])
  expect(await send([then])).toEqual(['applied'])
  const late = { ...then, id: newId(app().clock.now() + 5) }
  app().clock.advance(8 * DAY)
  expect(await send([late])).toEqual(['not-found'])
  const undone = await app().request<LeaveRow>('POST', 'grid/leaves', { as: 'community01', body: { userId, since: dayAfter(0), until: dayAfter(1) } })
  const early = made(app().clock.now())
  await app().request('POST', `grid/leaves/${undone.body.id}/undo`, { as: 'community01' })
  app().clock.advance(2 * DAY)
  expect(await send([early])).toEqual(['not-found'])
})

test('一页一页翻，一条不漏一条不重', async () => {
  const seen: string[] = []
  for (let cursor = ''; ;) {
    const page: AnswerOf<typeof listDue> = await ask('duty', `grid/due?state=ahead&limit=1${cursor && `&cursor=${cursor}`}`)
    seen.push(...page.items.map(({ id }) => id))
    if (page.next === null) break
    cursor = page.next
  }
  expect(seen).toEqual((await ahead('duty')).items.map(({ id }) => id))
  expect(new Set(seen).size).toBe(seen.length)
})
