import { describe, expect, test } from 'vitest'
import type { AnswerOf, CaseRow, findCaller, listHandlers, listPaces, moveCases, promiseCase, showDeskSetting, suggestAddresses, suggestUnits } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { filed, handling } from '../../../test/steps.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from '../../../test/street.ts'

const app = useApp()
const PEDLAR = { text: '桑家小区门口有流动摊贩占道，堵得车出不来', ...AT_BUILDING_12 }

const make = (as: string, moves: readonly object[]) => app().request<AnswerOf<typeof moveCases>>('POST', 'cases/moves', { as, body: { moves } })

describe('many cases at once', () => {
  test('each case is moved on its own: one that cannot be is told, the others are done', async () => {
    const [first, second, done] = [await app().raise(PEDLAR), await app().raise(PEDLAR), await filed(app())]
    const { status, body } = await make('accept', [first, done, second].map(({ id, version }) => ({ id, version, move: 'accept' })))
    expect(status).toBe(200)
    expect(body.results.map(({ id, stateLabel, error }) => [id, stateLabel, error?.code ?? null])).toEqual([
      [first.id, '待立案', null], [done.id, '待派遣', 'move-not-now'], [second.id, '待立案', null],
    ])
  })

  test('a colleague was faster: the clash is that case’s alone, and says what it is now', async () => {
    const raised = await app().raise(PEDLAR)
    await app().move('accept', raised.id, { move: 'accept' })
    const { body } = await make('accept', [{ id: raised.id, version: raised.version, move: 'accept' }])
    expect(body.results).toMatchObject([{ error: { code: 'case-changed' }, stateLabel: '待立案', version: raised.version + 1 }])
  })

  test('a case out of sight answers like none at all', async () => {
    const { body } = await make('accept', [{ id: '01900000-0000-7000-8000-000000000000', move: 'accept' }])
    expect(body.results).toMatchObject([{ number: null, error: { code: 'not-found' } }])
  })

  test('a hundred and one are too many, a form with holes is refused before anything moves', async () => {
    const raised = await app().raise(PEDLAR)
    expect((await make('accept', Array.from({ length: 101 }, () => ({ id: raised.id, move: 'accept' })))).status).toBe(400)
    expect((await make('accept', [{ id: raised.id, move: 'accept' }, { id: raised.id, move: 'urge' }])).status).toBe(400)
    expect((await app().find(raised.number)).state).toBe('registered')
  })

  test('the rules say for each case whom they would send it to', async () => {
    const one = await filed(app())
    const { body } = await app().request<AnswerOf<typeof suggestUnits>>('GET', `cases/unit-suggestions?ids=${one.id}`, { as: 'dispatch' })
    expect(body.suggestions).toMatchObject([{ id: one.id, unit: { id: one.dispatch?.unit.id, name: one.dispatch?.unit.name } }])
  })
})

describe('lists', () => {
  const list = async (query: string) => (await app().request<{ cases: CaseRow[]; next: string | null }>('GET', `cases?${query}`, { as: 'duty' })).body

  test('nearest first, page by page, and what has no place last', async () => {
    await app().raise({ text: '胜辛社区路灯不亮', ...IN_SHENGXIN })
    await app().raise({ text: '不知道在哪里的一件事' })
    const near = `sort=distance&lon=${AT_BUILDING_12.lon}&lat=${AT_BUILDING_12.lat}`
    const whole = (await list(`${near}&limit=100`)).cases.map(({ id }) => id)
    const paged: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const page = await list(`${near}&limit=2${next ? `&cursor=${next}` : ''}`)
      paged.push(...page.cases.map(({ id }) => id))
      next = page.next
    }
    expect(paged).toEqual(whole)
    expect((await app().request('GET', 'cases?sort=distance', { as: 'duty' })).status).toBe(400)
  })

  test('urged ones come before all others when urgency counts', async () => {
    const late = await filed(app())
    await app().move('duty', late.id, { move: 'urge', note: '今天办完' })
    const { cases, next } = await list('sort=urgent&limit=1')
    expect(cases.map(({ id }) => id)).toEqual([late.id])
    expect((await list(`sort=urgent&limit=1&cursor=${next}`)).cases[0]?.id).not.toBe(late.id)
  })

  test('a page asks which of the changed cases still belong to its list', async () => {
    const [stays, goes] = [await app().raise(PEDLAR), await filed(app())]
    expect((await list(`desk=accept&ids=${stays.id},${goes.id}`)).cases.map(({ id }) => id)).toEqual([stays.id])
  })
})

describe('by person', () => {
  test('who took a case on has it in their list, and everybody who sees the case sees who; the counter equals the list', async () => {
    const taken = await handling(app())
    const mine = async (as: string, person: string) => (await app().request<{ cases: CaseRow[] }>('GET', `cases?person=${person}&limit=200`, { as })).body.cases
    const own = await mine('urban', 'me')
    expect(own.map(({ id }) => id)).toContain(taken.id)
    const handler = own.find(({ id }) => id === taken.id)?.handler
    expect(handler?.name).toBeTruthy()
    expect(await mine('duty', 'me')).toEqual([])
    const { body } = await app().request<AnswerOf<typeof listHandlers>>('GET', 'cases/handlers', { as: 'duty' })
    const line = body.people.find(({ id }) => id === handler?.id)
    expect(line).toMatchObject({ name: handler?.name, open: (await mine('duty', handler?.id ?? '')).length })
    await app().move('urban', taken.id, { move: 'return', reason: 'not-my-duty', note: '不归我们管' })
    expect((await mine('urban', 'me')).map(({ id }) => id)).not.toContain(taken.id)
  })
})

describe('how soon', () => {
  test('from report to acceptance: median and ninth decile, by source, and what still waits is counted', async () => {
    const ask = async () => (await app().request<AnswerOf<typeof listPaces>>('GET', 'cases/paces?days=1', { as: 'duty' })).body
    const before = await ask()
    const [soon] = [await app().raise(PEDLAR), await app().raise(PEDLAR)]
    await app().move('accept', soon.id, { move: 'accept' })
    const after = await ask()
    expect(after.all.answered - before.all.answered).toBe(1)
    expect(after.all.waiting - before.all.waiting).toBe(1)
    expect(after.all.medianMinutes).toBeGreaterThanOrEqual(0)
    expect(after.all.p90Minutes).toBeGreaterThanOrEqual(after.all.medianMinutes ?? 0)
    expect(after.sources.reduce((sum, { answered }) => sum + answered, 0)).toBe(after.all.answered)
  })
})

describe('the promise', () => {
  test('what the clerk reads to the caller is when the case is then due', async () => {
    const { body } = await app().request<AnswerOf<typeof promiseCase>>('GET', 'cases/promise', { as: 'accept' })
    expect(body).toMatchObject({ limitText: '5 个工作日', warnings: [] })
    const raised = await app().raise({ text: '说不清楚的一件事' })
    expect(Math.abs(Date.parse(body.dueAt ?? '') - Date.parse(raised.dueAt ?? ''))).toBeLessThan(60_000)
    expect((await app().request('GET', 'cases/promise?classCode=nonsense', { as: 'accept' })).status).toBeGreaterThanOrEqual(400)
    expect((await app().request('GET', 'cases/promise', { as: 'urban' })).status).toBe(403)
  })
})

describe('the caller', () => {
  const PHONE = '13500007788'
  const call = (as: string, phone: string) => app().request<AnswerOf<typeof findCaller>>('POST', 'callers', { as, body: { phone } })

  test('earlier cases are found by the number however it is written, names masked, and the look is in the audit trail', async () => {
    const { number } = await app().raise({ ...PEDLAR, contact: { name: '王桂兰', phone: '+86 135-0000-7788' } })
    const { body } = await call('accept', PHONE)
    expect(body).toMatchObject({ name: '王**', phone: '135****7788', total: 1, cases: [{ number }] })
    const { body: trail } = await app().request<{ rows: { action: string; object: string }[] }>('GET', 'audit?action=caller.lookup', { as: 'auditor' })
    expect(trail.rows[0]).toMatchObject({ action: 'caller.lookup', object: '135****7788' })
  })

  test('what was told in confidence is never found by a number', async () => {
    await app().request('POST', 'cases', { as: 'accept', body: { text: '举报楼下有人私拉电线', isSecret: true, contact: { phone: '13600001111' } } })
    expect((await call('accept', '13600001111')).body).toMatchObject({ total: 0, cases: [] })
  })

  test('only those who take calls may look', async () => {
    expect((await call('urban', PHONE)).status).toBe(403)
  })
})

test.for([['桑家小区12', '桑家小区12号楼'], ['12号楼', '桑家小区12号楼'], ['桓公路31', '桑家小区'], ['胜辛', '胜辛社区']])('typing «%s» offers %s', async ([typed = '', offered = '']) => {
  const { body } = await app().request<AnswerOf<typeof suggestAddresses>>('POST', 'addresses/find', { body: { q: typed }, as: 'accept' })
  expect(body.addresses[0]?.text).toContain(offered)
})

test('two people on one case see each other until one leaves or falls silent', async () => {
  const { id } = await app().raise(PEDLAR)
  const here = async (as: string, isLeaving = false) => (await app().request<{ people: { name: string }[] }>('POST', `cases/${id}/presence`, { as, body: { isLeaving } })).body.people.length
  expect(await here('accept')).toBe(0)
  expect(await here('duty')).toBe(1)
  expect(await here('accept')).toBe(1)
  await here('duty', true)
  expect(await here('accept')).toBe(0)
  await here('duty')
  app().clock.advance(55_000)
  expect(await here('accept')).toBe(0)
})

test('a desk is kept per person, and another page of the same person is not overwritten', async () => {
  const url = 'me/desk'
  const first = (await app().request<AnswerOf<typeof showDeskSetting>>('GET', url, { as: 'accept' })).body
  expect(first).toMatchObject({ revision: 0, views: [] })
  const changed = { ...first, isCompact: true, views: [{ name: '超期的占道', desk: 'accept', search: { due: 'overdue' } }] }
  expect((await app().request('PUT', url, { as: 'accept', body: { ...changed, views: [{ ...changed.views[0], search: { due: 'overdue', q: '赵大娘13912345678' } }] } })).body).toEqual({ ...changed, revision: 1 })
  expect((await app().request('PUT', url, { as: 'accept', body: changed })).status).toBe(409)
  expect((await app().request('PUT', url, { as: 'accept', body: { ...changed, revision: 1, isCompact: false } })).body).toMatchObject({ revision: 2, isCompact: false })
  expect((await app().request('GET', url, { as: 'duty' })).body).toMatchObject({ revision: 0 })
})
