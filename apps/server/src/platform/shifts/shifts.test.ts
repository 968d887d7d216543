import { describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { AnswerOf, Handover, HandoverHead, NoticeRow, onDuty, Roster, ShiftForm } from '@yihu/contracts'
import type { z } from 'zod'
import { useApp } from '../../../test/app.ts'
import { dispatched, handling } from '../../../test/steps.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { caseBriefs } from './case-brief.ts'
import { closeShifts } from './close.ts'
import { composeSections } from './brief.ts'
import { systemScope } from '../../kernel/db/index.ts'

const app = useApp()
type Answer<T> = { status: number; body: T & { error?: { code: string; message: string; current?: unknown } } }

const roster = async (as = 'duty') => (await app().request<Roster>('GET', 'shifts/months/2026-05', { as })).body
const save = (as: string, revision: number, shifts: readonly ShiftForm[]): Promise<Answer<Roster>> => app().request('PUT', 'shifts/months/2026-05', { as, body: { revision, shifts } })
const now = async (as = 'duty') => (await app().request<AnswerOf<typeof onDuty>>('GET', 'shifts/now', { as })).body
const compose = (as: string): Promise<Answer<Handover>> => app().request('POST', 'handovers', { as, body: {} })
const show = async (id: string, as = 'duty') => (await app().request<Handover>('GET', `handovers/${id}`, { as })).body
const give = (as: string, { id, version }: Handover, notes: string): Promise<Answer<Handover>> => app().request('POST', `handovers/${id}/give`, { as, body: { version, notes } })
const take = (as: string, id: string, answer = ''): Promise<Answer<Handover>> => app().request('POST', `handovers/${id}/acknowledge`, { as, body: { answer } })
const noticesOf = async (as: string) => (await app().request<{ notices: z.infer<typeof NoticeRow>[] }>('GET', 'notices', { as })).body.notices

async function monthForms(): Promise<ShiftForm[]> {
  const { staff } = await roster()
  const person = (name: string, role: ShiftForm['people'][number]['role']) => ({ role, userId: staff.find((one) => one.name === name)?.id ?? null, name })
  return ['2026-05-06', '2026-05-07', '2026-05-08'].flatMap((day) => [
    { day, name: '白班', from: '08:30', to: '17:30', people: [person('李主任', 'leader'), person('汤值班', 'chief'), person('苏受理', 'acceptor')] },
    { day, name: '夜班', from: '17:30', to: '08:30', people: [person('于值班', 'chief')] },
  ])
}

describe('值班表', () => {
  it('没有排班时说清楚，不能生成交接简报', async () => {
    expect(await now()).toMatchObject({ current: null, next: null, waiting: null })
    expect((await compose('duty')).body.error?.code).toBe('shift-missing')
  })

  it('一次保存一个月；跨零点的夜班算开始的那一天；社区也看得到谁在值班', async () => {
    const saved = await save('duty', 0, await monthForms())
    expect(saved.status, JSON.stringify(saved.body.error)).toBe(200)
    expect(saved.body).toMatchObject({ revision: 1, warnings: [] })
    expect((await now('community01')).current).toMatchObject({ day: '2026-05-07', name: '白班', people: [{ name: '李主任', userId: null }, { name: '汤值班' }, { name: '苏受理' }] })
    app().clock.set('2026-05-08T02:00:00+08:00')
    expect((await now()).current).toMatchObject({ day: '2026-05-07', name: '夜班', endsAt: '2026-05-08T00:30:00.000Z' })
    app().clock.set('2026-05-07T10:00:00+08:00')
    expect((await now()).next).toMatchObject({ name: '夜班', people: [{ name: '于值班' }] })
  })

  it('两个人同时改一个月，后保存的看到最新的，不覆盖', async () => {
    const forms = await monthForms()
    expect((await save('duty2', 0, forms)).body.error?.code).toBe('conflict')
    const { body } = await save('duty2', 1, forms)
    expect(body.revision).toBe(2)
  })

  it('没有权限的不能排班；不认识的人、别的月份不能排进去', async () => {
    expect((await save('accept', 2, [])).status).toBe(403)
    const [first] = await monthForms()
    if (!first) throw new Error('no form')
    const stranger = { role: 'other' as const, userId: '01900000-0000-7000-8000-000000000000', name: '外人' }
    expect((await save('duty', 2, [{ ...first, people: [stranger] }])).body.error?.message).toContain('“外人”不在可以值班的人员里')
    expect((await save('duty', 2, [{ ...first, day: '2026-06-01' }])).body.error?.code).toBe('roster-invalid')
    expect((await roster()).shifts).toHaveLength(6)
  })
})

describe('交接班', () => {
  it('简报里的每个数字，就是点开的列表的件数', async () => {
    const stall = await handling(app())
    await app().move('dispatch', stall.id, { move: 'urge', note: '请今天办完' })
    await dispatched(app())
    await app().raise({ text: '路灯不亮', ...AT_BUILDING_12 })
    app().clock.advance(60_000)
    const { body } = await compose('duty')
    const items = body.sections.flatMap(({ items: own }) => own)
    const count = (id: string) => items.find((item) => item.id === id)?.count
    expect({ taken: count('taken'), closed: count('closed'), urged: count('urged'), open: count('open'), accept: count('accept') })
      .toEqual({ taken: 3, closed: 0, urged: 1, open: 3, accept: 1 })
    for (const { id, label, count: figure, list } of items) {
      if (!list) continue
      const { desk, search } = list
      const query = new URLSearchParams({ ...search, ...(desk === 'all' ? {} : { desk }), limit: '200' })
      for (const name of ['since', 'until']) if (query.has(name)) query.set(name, `${query.get(name)}:00+08:00`)
      const { body: found } = await app().request<{ cases: unknown[] }>('GET', `cases?${query}`, { as: 'duty' })
      expect(found.cases.length, `${id} ${label}`).toBe(figure)
    }
  })

  it('还没有接入的模块如实写明，接入以后由那个模块来填', async () => {
    const { body } = await compose('duty')
    expect(body.sections.filter(({ isConnected }) => !isConnected).map(({ title }) => title)).toEqual(['需要关注的人员'])
    const source = { id: 'devices', title: '离线设备', compose: async () => [{ id: 'down', label: '离线', count: 2, tone: 'red' as const, list: null }] }
    const span = { street: 'd370305.s002', from: 0, to: 1, now: 1 }
    const sections = await app().context.db.transact(systemScope, (tx) => composeSections(tx, app().context, { briefs: [source], span }))
    expect(sections.map(({ id, isConnected }) => [id, isConnected])).toEqual([['devices', true], ['people-at-risk', false]])
  })

  it('交出以后谁都不能改，数字也停在交班那一刻；交班人不能自己接班', async () => {
    const draft = (await compose('duty')).body
    expect(draft.may).toEqual({ edit: true, acknowledge: false })
    expect((await take('duty2', draft.id)).body.error?.code).toBe('handover-not-given')
    expect((await give('duty', { ...draft, version: draft.version - 1 }, '')).body.error?.code).toBe('conflict')
    const given = (await give('duty', draft, '桑家小区停水，21 点来水，请回访')).body
    expect(given).toMatchObject({ state: 'given', givenBy: '汤值班', notes: '桑家小区停水，21 点来水，请回访', may: { edit: false, acknowledge: false } })
    expect(given.hash).toMatch(/^[0-9a-f]{64}$/u)
    await app().raise({ text: '交班以后才来的一件事', ...AT_BUILDING_12 })
    expect((await compose('duty')).body.error?.code).toBe('handover-given')
    expect((await app().request<{ error: { code: string } }>('PUT', `handovers/${given.id}/notes`, { as: 'duty', body: { version: given.version, notes: '改一改' } })).body.error.code).toBe('handover-given')
    expect((await show(given.id)).sections).toEqual(draft.sections)
    expect((await take('duty', given.id)).body.error?.code).toBe('handover-own')
    await expect(sql`update handover set notes = '悄悄改' where id = ${given.id}`.execute(app().context.db.owner)).rejects.toThrow('stays as it was')
    await expect(sql`delete from handover where id = ${given.id}`.execute(app().context.db.owner)).rejects.toThrow('stays as it was')
    expect((await now()).waiting).toMatchObject({ id: given.id, givenBy: '汤值班' })
    expect((await noticesOf('duty2')).some(({ title }) => title === '汤值班已交班，请接班确认')).toBe(true)
  })

  it('一刻钟没有人确认就再提醒一次，只提醒一次', async () => {
    const briefs = [...caseBriefs]
    app().clock.advance(16 * 60_000)
    await closeShifts(app().context, briefs)
    await closeShifts(app().context, briefs)
    const forgotten = (await noticesOf('duty2')).filter(({ kind }) => kind === 'shift.forgotten')
    expect(forgotten.map(({ title }) => title)).toEqual(['交接班 15 分钟没有人确认'])
  })

  it('下一班确认接班，记下是谁、几点；再确认就告诉是谁确认的', async () => {
    const id = (await now()).waiting?.id ?? ''
    const { body } = await take('duty2', id, '已知，21 点回访')
    expect(body).toMatchObject({ state: 'acknowledged', acknowledgedBy: '于值班', answer: '已知，21 点回访' })
    expect((await take('accept', id)).body.error?.message).toContain('于值班')
    expect((await now()).waiting).toBeNull()
    const { body: trail } = await app().request<{ rows: { action: string; object: string }[] }>('GET', 'audit?action=shift.acknowledge', { as: 'auditor' })
    expect(trail.rows[0]?.object).toBe('2026-05-07 白班')
  })

  it('班次结束时自动生成简报，提醒这一班的人交班；历次交接都在', async () => {
    app().clock.set('2026-05-08T08:31:00+08:00')
    await closeShifts(app().context, caseBriefs)
    const { body } = await app().request<{ handovers: HandoverHead[]; next: string | null }>('GET', 'handovers?limit=1', { as: 'duty' })
    expect(body.handovers).toMatchObject([{ shiftName: '夜班', state: 'draft' }])
    expect((await noticesOf('duty2')).some(({ title }) => title === '夜班已结束，请交班')).toBe(true)
    const older = (await app().request<{ handovers: HandoverHead[] }>('GET', `handovers?limit=9&cursor=${body.next}`, { as: 'duty' })).body.handovers
    expect(older.map(({ shiftName, state }) => [shiftName, state])).toContainEqual(['白班', 'acknowledged'])
    expect((await app().request('GET', `handovers/${older[0]?.id}`, { as: 'grid001' })).status).toBe(403)
    expect((await app().request('GET', `handovers/${older[0]?.id}`, { as: 'community01' })).status).toBe(404)
  })

  it('刚下班的人交的是自己刚结束的那一班，不是已经开始的下一班；可以单独更新它的数字，写好的事项不丢', async () => {
    const own = (await compose('duty2')).body
    expect(own).toMatchObject({ shiftName: '夜班', startsAt: '2026-05-07T09:30:00.000Z', state: 'draft' })
    expect((await compose('duty')).body).toMatchObject({ shiftName: '白班', startsAt: '2026-05-08T00:30:00.000Z' })
    const noted = (await app().request<Handover>('PUT', `handovers/${own.id}/notes`, { as: 'duty2', body: { version: own.version, notes: '夜里停水' } })).body
    app().clock.advance(60_000)
    const renewed = (await app().request<Handover>('POST', 'handovers', { as: 'duty2', body: { id: own.id } })).body
    expect(renewed).toMatchObject({ id: own.id, notes: '夜里停水', version: noted.version + 1 })
    expect(renewed.composedAt > own.composedAt).toBe(true)
    expect((await give('duty2', renewed, renewed.notes)).status).toBe(200)
    expect((await compose('duty2')).body).toMatchObject({ shiftName: '白班' })
    expect((await app().request<{ error: { code: string } }>('POST', 'handovers', { as: 'duty2', body: { id: own.id } })).body.error.code).toBe('handover-given')
  })

  it('删掉排班也删不掉已经有交接记录的班次', async () => {
    const { revision } = await roster()
    const { body } = await save('duty', revision, [])
    expect(body.shifts.map(({ day, name }) => `${day} ${name}`)).toContain('2026-05-07 白班')
  })
})
