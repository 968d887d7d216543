import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import type { AnswerOf, fillChecklist, listChecklists, listSanctions, PoolCard, SanctionRow } from '@yihu/contracts'
import { openTestApp, useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { upsertUser } from '../identity/index.ts'
import { sendTextsWith } from '../notices/index.ts'

const app = useApp()
type Refusal = { error?: { code: string; message: string; fields?: Record<string, string> } }
const B12 = 'd370305.s002.c01.g001.e01.b012'

let firm = ''
let caseId = ''

const impose = (form: object, { as = 'duty', id = newId(app().clock.now()) } = {}) => app().request<SanctionRow & Refusal>('POST', 'checks/sanctions', { as, body: { id, sanction: { organisationId: firm, caseIds: [caseId], text: '在项目例会上通报', dueOn: '2027-12-31', ...form } } })
const about = async (as = 'duty') => (await app().request<AnswerOf<typeof listSanctions>>('GET', `checks/sanctions?organisation=${firm}`, { as })).body

beforeAll(async () => {
  firm = (await app().request<{ card: PoolCard }>('POST', 'pool/organisation', { as: 'community01', body: { areaPath: B12, source: 'survey', asOf: '2026-01-05', values: { kind: 'enterprise', name: '某市政工程公司' } } })).body.card.id
  const list = (await app().request<AnswerOf<typeof listChecklists>>('GET', 'checks/lists', { as: 'grid001' })).body.lists.find(({ name }) => name.startsWith('电动自行车')) ?? expect.fail('the list is shipped')
  const answers = list.items.map((item, at) => ({ itemId: item.id, value: item.kind === 'number' ? (at === 5 ? 4 : 0) : item.dangerWhen && 'is' in item.dangerWhen && item.dangerWhen.is.includes('yes') ? 'no' : 'yes' }))
  const { body } = await app().request<AnswerOf<typeof fillChecklist>>('POST', 'checks/sheets', { as: 'grid001', body: { id: newId(app().clock.now()), at: new Date(app().clock.now()).toISOString(), listId: list.id, version: list.version, subject: { kind: 'place', label: '12号楼车棚', areaPath: B12, ...AT_BUILDING_12 }, answers } })
  caseId = (await app().find(body.dangers[0]?.caseNumber ?? '')).id
})

test('隐患的责任单位先通报，再犯约谈，再犯上报主管部门；要更重的写明理由；撤销的不算次数，记录还在', async () => {
  expect((await about()).suggested).toBe('notice')
  const id = newId(app().clock.now())
  const first = await impose({ grade: 'notice' }, { id })
  expect(first.body).toMatchObject({ grade: 'notice', organisation: { name: expect.stringContaining('某市政工程公司') as string }, by: '汤值班', cases: [{ caseId }], withdrawn: null })
  expect((await impose({ grade: 'notice' }, { id })).body).toEqual(first.body)
  expect((await impose({ grade: 'talk' }, { id })).body.error?.code).toBe('conflict')
  expect((await about()).suggested).toBe('talk')
  expect((await impose({ grade: 'report' })).body.error?.fields).toEqual({ 'sanction.reason': '按次序这一次是“约谈”，要更重的请写明理由' })
  app().clock.advance(86_400_000)
  const grave = await impose({ grade: 'report', reason: '拒不整改，已伤到人' })
  expect(grave.body).toMatchObject({ grade: 'report', reason: '拒不整改，已伤到人' })
  const back = (as: string) => app().request<SanctionRow & Refusal>('POST', `checks/sanctions/${grave.body.id}/withdrawal`, { as, body: { reason: '查明是另一家公司' } })
  expect((await back('duty')).body.withdrawn).toMatchObject({ by: '汤值班', reason: '查明是另一家公司' })
  expect((await back('duty')).body.error?.code).toBe('conflict')
  const { suggested, sanctions } = await about()
  expect([suggested, sanctions.map(({ grade, withdrawn }) => [grade, withdrawn !== null])]).toEqual(['talk', [['report', true], ['notice', false]]])
  app().clock.advance(366 * 86_400_000)
  expect((await about()).suggested).toBe('notice')
})

test('两个值班长同时点短信，单位只收到一条；短信平台没收的，不算告诉了，还能再发', async () => {
  const unit = (await app().request<{ card: PoolCard }>('POST', 'pool/organisation', { as: 'community01', body: { areaPath: B12, source: 'survey', asOf: '2026-01-05', values: { kind: 'contractor', name: '某装修', phone: '10051230078' } } })).body.card.id
  const day = new Date(app().clock.now() + 8 * 3_600_000 + 5 * 86_400_000).toISOString().slice(0, 10)
  const { id } = (await impose({ organisationId: unit, grade: 'notice', dueOn: day })).body
  const answers = ['{"Code":"isv.BUSINESS_LIMIT_CONTROL"}', '{"Code":"OK"}', '{"Code":"OK"}']
  let heard = 0
  const gateway = createServer((_, response) => { response.end(answers[heard++]) })
  await new Promise<void>((resolve) => { gateway.listen(0, '127.0.0.1', resolve) })
  const other = await openTestApp({ beside: app() })
  try {
    sendTextsWith(other.context, { keyId: 'k', keySecret: 's', sign: '雪宫街道', templates: { login: 'SMS_1', helper: 'SMS_2', unit: 'SMS_3' }, origin: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}` }) // listens on a port
    const tell = () => other.request<{ sanction: SanctionRow } & Refusal>('POST', `checks/sanctions/${id}/telling`, { as: 'duty', body: { how: 'text' } })
    expect((await tell()).body.error?.code).toBe('sanction-unreachable')
    expect((await Promise.all([tell(), tell()])).map(({ body }) => body.error?.code).toSorted()).toEqual(['conflict', undefined])
    expect(heard).toBe(2)
  } finally {
    await other.close()
    await new Promise((resolve) => { gateway.close(resolve) })
  }
})

test('只有值班长处理责任单位、看处理过哪些；墙上的屏、社区、受理都看不到；没有这个单位、不是隐患的案件不收', async () => {
  expect((await impose({ grade: 'notice' }, { as: 'community01' })).status).toBe(403)
  await app().context.db.transact(systemScope, (tx) => upsertUser(tx, { at: app().clock.now(), username: 'hall', name: '大厅屏', roles: ['screen'], areas: ['d370305.s002'], units: [], password: { demo: true } }))
  for (const as of ['hall', 'community01', 'accept']) expect((await app().request('GET', 'checks/sanctions', { as })).status, as).toBe(403)
  expect((await impose({ grade: 'notice', organisationId: newId(app().clock.now()) })).body.error?.code).toBe('not-found')
  const { body: other } = await app().request<{ id: string }>('POST', 'cases', { as: 'duty', body: { text: '路灯不亮', ...AT_BUILDING_12 } })
  expect((await impose({ grade: 'notice', caseIds: [other.id] })).body.error?.fields).toHaveProperty(['sanction.caseIds'])
})

test('责任单位要告诉到：施工、监理分得清，告知书写明为什么、到哪天；短信没发出去不算告诉了；答复记一次，过期没答复看得出', async () => {
  const unit = async (kind: string, name: string, values: object = {}) => (await app().request<{ card: PoolCard }>('POST', 'pool/organisation', { as: 'community01', body: { areaPath: B12, source: 'survey', asOf: '2026-01-05', values: { kind, name, ...values } } })).body.card.id
  const [builder, watcher] = [await unit('contractor', '某建工', { phone: '10051230077' }), await unit('supervisor', '某监理')]
  const day = (days: number) => new Date(app().clock.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)
  expect((await impose({ organisationId: builder, grade: 'notice', dueOn: day(-1) })).body.error?.fields).toEqual({ 'sanction.dueOn': '期限已经过了' })
  const [told, other] = [(await impose({ organisationId: builder, grade: 'notice', dueOn: day(5) })).body, (await impose({ organisationId: watcher, grade: 'notice', dueOn: day(5) })).body]
  expect([told.organisation, other.organisation]).toMatchObject([{ kindName: '施工单位', hasPhone: true }, { kindName: '监理单位', hasPhone: false }])
  expect(told.letter).toContain('某建工（施工单位）：')
  expect(told.letter).toMatch(new RegExp(`隐患：12号楼车棚，.+：[是否\\d].*（\\d{8}-\\d+）.*\\n现给予通报。在项目例会上通报\\n请在 ${day(5)} 前改好`, 'u'))
  expect(JSON.stringify(told)).not.toContain('10051230077')
  const tell = (id: string, how: string, as = 'duty') => app().request<{ sanction: SanctionRow; words: string | null } & Refusal>('POST', `checks/sanctions/${id}/telling`, { as, body: { how } })
  expect((await tell(told.id, 'text', 'community01')).status).toBe(403)
  expect((await tell(other.id, 'text')).body.error?.message).toContain('台账里没有这个单位的电话')
  const twice = await Promise.all([tell(told.id, 'text'), tell(told.id, 'text')])
  expect(twice.map(({ body }) => body.error?.code).toSorted()).toEqual(['conflict', undefined])
  const sent = twice.find(({ status }) => status === 200)?.body ?? expect.fail('one of them told')
  expect([sent.words, sent.sanction.told]).toMatchObject([expect.stringContaining(`某建工：街道检查查出由贵单位负责的 1 处隐患，给予通报。请在 ${day(5)} 前改好`) as string, { how: 'text', by: '汤值班' }])
  expect([(await tell(told.id, 'hand')).body.error?.code, (await tell(other.id, 'hand')).body.sanction.told?.how]).toEqual(['conflict', 'hand'])
  const answer = (on: string, as = 'duty') => app().request<SanctionRow & Refusal>('POST', `checks/sanctions/${told.id}/answer`, { as, body: { on, text: '水泥袋已清走，由王工负责' } })
  expect((await answer(day(1))).body.error?.fields).toHaveProperty(['on'])
  expect((await answer(day(0))).body.answer).toMatchObject({ on: day(0), text: '水泥袋已清走，由王工负责', by: '汤值班' })
  expect((await answer(day(0))).body.error?.code).toBe('conflict')
  app().clock.advance(6 * 86_400_000)
  const late = async (id: string) => (await app().request<AnswerOf<typeof listSanctions>>('GET', `checks/sanctions?organisation=${id}`, { as: 'duty' })).body.sanctions.map(({ isUnanswered }) => isUnanswered)
  expect([await late(builder), await late(watcher)]).toEqual([[false], [true]])
  await app().request('POST', `checks/sanctions/${other.id}/withdrawal`, { as: 'duty', body: { reason: '查明不是这一家' } })
  expect([await late(watcher), (await tell(other.id, 'post')).body.error?.code]).toEqual([[false], 'sanction-over'])
})
