import { beforeEach, describe, expect, it } from 'vitest'
import type { AppealProgress, CaseDetail } from '@yihu/contracts'
import { systemScope } from '../src/kernel/db/index.ts'
import { MORNING, useApp } from './app.ts'
import { closed, dispatched, filed, handling, replied, STALL } from './steps.ts'

const app = useApp()

beforeEach(() => { app().clock.set(MORNING) })

const day = (date: string) => `${date}T10:00:00+08:00`
const ruleCounts = async (id: string) => {
  const { body } = await app().request<{ rules: { id: string; used: number; returns: number }[] }>('GET', 'duty-rules', { as: 'duty' })
  const { used, returns } = body.rules.find((rule) => rule.id === id) ?? { used: -1, returns: -1 }
  return { used, returns }
}

describe('受理与核实', () => {
  it('不予受理要有理由、写明找谁，居民看得到说明；居民有新情况可以重新办理', async () => {
    const { raise, move, refused, request } = app()
    const { id, number, queryCode } = await raise({ text: '邻居借钱不还，已经起诉到法院' })
    expect(await refused('dispatch', id, { move: 'refuse', reason: 'court-or-arbitration', explanation: '已进入诉讼' })).toBe('move-not-yours')
    const refusal = await move('accept', id, { move: 'refuse', reason: 'court-or-arbitration', competent: '临淄区人民法院', explanation: '这件事法院正在审理，请等待判决。' })
    expect(refusal).toMatchObject({ state: 'closed', outcome: 'refused' })
    const { body } = await request<AppealProgress>('GET', `appeals/${number}?queryCode=${queryCode}`)
    expect(body).toMatchObject({ stateText: '没有受理，原因见下', reply: { text: '这件事法院正在审理，请等待判决。\n临淄区人民法院' }, canSayStillThere: false })
    expect(await move('duty', id, { move: 'reopen', reason: '补充了材料' })).toMatchObject({ state: 'verifying', outcome: null })
  })

  it('派网格员到现场核实，别的网格报不了，回报后立案', async () => {
    const { raise, move, refused } = app()
    const { id } = await raise(STALL)
    await move('accept', id, { move: 'accept' })
    expect(await refused('grid001', id, { move: 'report-verification', found: true, note: '属实' })).toBe('verification-missing')
    const asked = await move('accept', id, { move: 'ask-verification', unitId: 'community-01', note: '请看一下几家摊' })
    expect(asked.moves.map((one) => one.move)).not.toContain('report-verification')
    expect(await refused('grid003', id, { move: 'report-verification', found: true, note: '我来报' })).toBe('not-found')
    expect(await refused('accept', id, { move: 'report-verification', found: true, note: '替报' })).toBe('move-not-yours')
    const reported = await move('grid001', id, { move: 'report-verification', found: true, note: '三家摊，占盲道' })
    expect(reported.timeline.at(-1)).toMatchObject({ title: '核实回报', text: expect.stringContaining('核实：情况属实') as string, by: { name: '高网格' } })
    expect(await refused('grid001', id, { move: 'report-verification', found: false, note: '再报' })).toBe('verification-missing')
    expect(await move('duty', id, { move: 'file', classCode: 'S0504' })).toMatchObject({ state: 'filed', class: { code: 'S0504' } })
  })

  it('网格员当场处理的小事，不派遣直接答复', async () => {
    const { raise, move, refused } = app()
    const { id } = await raise({ ...STALL, text: '12号楼门口有个纸箱挡路' })
    expect(await refused('urban', id, { move: 'handle-self', text: '搬走了' })).toBe('not-found')
    const handled = await move('grid001', id, { move: 'handle-self', text: '已经搬走' })
    expect(handled).toMatchObject({ state: 'replied', unit: { id: 'community-01' }, dispatch: null })
  })

  it('更正分类和地址，要有原因；不存在的分类不收', async () => {
    const { raise, move, refused } = app()
    const { id } = await raise(STALL)
    expect(await refused('accept', id, { move: 'amend', reason: '看错', classCode: 'S9999' })).toBe('class-unknown')
    expect(await refused('urban', id, { move: 'amend', reason: '看错', classCode: 'S0102' })).toBe('not-found')
    expect(await move('accept', id, { move: 'amend', reason: '实为垃圾问题', classCode: 'S0102', address: '12号楼北侧' })).toMatchObject({
      class: { code: 'S0102' }, address: '12号楼北侧', version: 2,
    })
  })
})

describe('派遣、退回、改派', () => {
  it('按规则派遣记一次使用；两个工作日内退回算在规则头上，并回到派遣岗', async () => {
    const { move, refused, request } = app()
    const before = await ruleCounts('urban')
    const { id } = await dispatched(app())
    expect(await ruleCounts('urban')).toEqual({ used: before.used + 1, returns: before.returns })
    app().clock.set(day('2026-05-09')) // a Saturday that is worked: the second working day
    expect(await refused('sanitation', id, { move: 'return', reason: 'not-my-duty', note: '不归我' })).toBe('not-found')
    const returned = await move('urban', id, { move: 'return', reason: 'not-my-duty', note: '属市场监管' })
    expect(returned).toMatchObject({ state: 'filed', unit: null, counters: { returns: 1, hops: 1 } })
    expect(returned.timeline.at(-1)?.text).toContain('原因：不属于本单位职责')
    expect(await ruleCounts('urban')).toEqual({ used: before.used + 1, returns: before.returns + 1 })
    expect((await request('GET', `cases/${id}`, { as: 'urban' })).status).toBe(404)
  })

  it('过了两个工作日不能退回', async () => {
    const { refused } = app()
    const { id } = await dispatched(app())
    app().clock.set(day('2026-05-11'))
    expect(await refused('urban', id, { move: 'return', reason: 'not-my-duty', note: '不归我' })).toBe('return-too-late')
  })

  it('派遣员不按规则选单位，理由写明是自己选的，规则的建议留着；退回不怪规则', async () => {
    const { move } = app()
    const before = await ruleCounts('urban')
    const { id } = await filed(app())
    const sent = await move('dispatch', id, { move: 'dispatch', unitId: 'property-01', note: '先请物业协调' })
    expect(sent.dispatch).toMatchObject({ unit: { id: 'property-01' }, ruleId: null, ruleText: '由派遣员选定', alternatives: [{ unit: { id: 'dept-urban' } }, { ruleId: 'default' }] })
    await move('property01', id, { move: 'return', reason: 'not-my-duty', note: '路面不归物业' })
    expect(await ruleCounts('urban')).toEqual(before)
  })

  it('改派要换单位；原单位不能再动，新单位接办', async () => {
    const { move, refused } = app()
    const { id } = await handling(app())
    expect(await refused('dispatch', id, { move: 'redispatch', unitId: 'dept-urban', reason: '再派' })).toBe('same-unit')
    expect(await refused('dispatch', id, { move: 'redispatch', unitId: 'dept-moon', reason: '再派' })).toBe('unit-unknown')
    expect(await refused('urban', id, { move: 'redispatch', unitId: 'dept-sanitation', reason: '给环卫' })).toBe('move-not-yours')
    expect(await move('dispatch', id, { move: 'redispatch', unitId: 'dept-sanitation', reason: '主要是垃圾' })).toMatchObject({ state: 'dispatched', counters: { hops: 2 } })
    expect(await refused('urban', id, { move: 'reply', text: '好了' })).toBe('not-found')
    expect(await move('sanitation', id, { move: 'claim' })).toMatchObject({ state: 'handling' })
  })
})

describe('延期、挂账、作废要两个人', () => {
  it('延期由第二个人同意，期限顺延并写明；累计不超过十天；到期后不能再申请', async () => {
    const { move, refused } = app()
    const { id, dueAt } = await handling(app())
    await move('urban', id, { move: 'request-extension', workingDays: 6, reason: '等街道统一整治' })
    expect(await refused('urban', id, { move: 'request-extension', workingDays: 1, reason: '再来' })).toBe('request-pending')
    expect(await refused('urban', id, { move: 'approve' })).toBe('move-not-yours')
    const approved = await move('duty', id, { move: 'approve', note: '同意' })
    expect(approved).toMatchObject({ pending: null, counters: { extensions: 6 }, dueAt: '2026-05-21T09:30:00.000Z' })
    expect(dueAt).toBe('2026-05-13T09:30:00.000Z')
    expect(approved.deadline?.lines.join('\n')).toContain('6 个工作日')
    expect(await refused('urban', id, { move: 'request-extension', workingDays: 5, reason: '还不够' })).toBe('extension-too-long')
    app().clock.set(day('2026-05-25'))
    expect(await refused('urban', id, { move: 'request-extension', workingDays: 1, reason: '过期' })).toBe('extension-too-late')
  })

  it('不同意延期，期限不变，申请撤下', async () => {
    const { move } = app()
    const { id, dueAt } = await handling(app())
    await move('urban', id, { move: 'request-extension', workingDays: 3, reason: '人手不够' })
    expect(await move('duty', id, { move: 'decline', note: '理由不充分' })).toMatchObject({ pending: null, dueAt })
  })

  it('挂账停表，恢复后接着走', async () => {
    const { move, refused } = app()
    const { id } = await handling(app())
    await move('urban', id, { move: 'request-suspension', reason: 'season', note: '雨季不能施工' })
    const suspended = await move('duty', id, { move: 'approve' })
    expect(suspended).toMatchObject({ state: 'suspended', dueAt: null, card: 'green' })
    expect(await refused('urban', id, { move: 'reply', text: '好了' })).toBe('move-not-now')
    app().clock.set(day('2026-05-14')) // six working days later, Saturday the 9th among them
    expect(await refused('sanitation', id, { move: 'resume', note: '我来' })).toBe('not-found')
    expect(await move('urban', id, { move: 'resume', note: '雨停了' })).toMatchObject({ state: 'handling', dueAt: '2026-05-21T09:30:00.000Z' })
  })

  it('作废由第二个人同意，申请的人自己不行；作废后什么也做不了', async () => {
    const { raise, move, refused } = app()
    const { id } = await raise({ text: '测试测试测试' })
    const asked = await move('duty', id, { move: 'request-void', reason: '误提交' })
    expect(asked.pendingRequest).toMatchObject({ kind: 'void', by: '汤值班', text: '申请作废：误提交' })
    expect(asked.moves.map((one) => one.move)).not.toContain('approve')
    expect(await refused('duty', id, { move: 'approve' })).toBe('approver-is-requester')
    expect(await refused('duty', id, { move: 'decline', note: '算了' })).toBe('approver-is-requester')
    expect(await refused('accept', id, { move: 'approve' })).toBe('move-not-yours')
    expect(await move('duty2', id, { move: 'approve' })).toMatchObject({ state: 'void', moves: [] })
    expect(await refused('duty', id, { move: 'accept' })).toBe('move-not-now')
    expect(await refused('duty2', id, { move: 'decline', note: '后悔' })).toBe('move-not-now')
  })

  it('没有申请就没有可批的', async () => {
    const { id } = await handling(app())
    expect(await app().refused('duty', id, { move: 'approve' })).toBe('request-missing')
  })
})

describe('街呼区应与一呼百应', () => {
  it('区级部门不承接要写明依据，案件回到派遣岗', async () => {
    const { move, refused, request } = app()
    const { id } = await filed(app())
    const called = await move('dispatch', id, { move: 'escalate', unitId: 'dept-urban', question: '请牵头整治夜市' })
    expect(called).toMatchObject({ state: 'escalated', unit: { id: 'dept-urban' }, dispatch: { ruleText: expect.stringContaining('街呼区应') as string } })
    expect(await refused('sanitation', id, { move: 'answer-call', agreed: true, note: '我来' })).toBe('not-found')
    expect(await refused('urban', id, { move: 'answer-call', agreed: false, note: '不归我' })).toBe('ground-missing')
    expect(await move('urban', id, { move: 'answer-call', agreed: false, note: '夜市归商务部门', ground: '三定方案第四条' })).toMatchObject({ state: 'filed', unit: null })
    expect((await request('GET', `cases/${id}`, { as: 'urban' })).status).toBe(404)
  })

  it('区级部门承接就由它办', async () => {
    const { move } = app()
    const { id } = await handling(app())
    await move('dispatch', id, { move: 'escalate', unitId: 'dept-sanitation', question: '需要大型清运车' })
    expect(await move('sanitation', id, { move: 'answer-call', agreed: true, note: '今晚来' })).toMatchObject({ state: 'handling', unit: { id: 'dept-sanitation' } })
  })

  it('一呼百应叫到的单位看得见、能响应，没叫到的不行', async () => {
    const { move, refused } = app()
    const { id } = await handling(app())
    expect(await refused('dispatch', id, { move: 'call-all', unitIds: ['property-01', 'nobody'], note: '一起来' })).toBe('unit-unknown')
    await move('dispatch', id, { move: 'call-all', unitIds: ['property-01', 'dept-sanitation'], note: '今晚八点集中清理' })
    expect(await refused('urban', id, { move: 'answer-all', note: '我是承办' })).toBe('not-called')
    const answered = await move('sanitation', id, { move: 'answer-all', note: '出两辆车' })
    expect(answered.timeline.at(-1)).toMatchObject({ title: '响应号召', by: { unitName: '区环卫中心' } })
    expect(answered.state).toBe('handling')
    expect(await refused('sanitation', id, { move: 'reply', text: '我来答复' })).toBe('move-not-yours')
  })
})

describe('核查、回访、销号、重办', () => {
  it('返工回到承办单位，次数记下', async () => {
    const { move, refused } = app()
    const { id } = await replied(app())
    expect(await refused('urban', id, { move: 'rework', reason: '自己退' })).toBe('move-not-yours')
    expect(await move('accept', id, { move: 'rework', reason: '摊还在' })).toMatchObject({ state: 'handling', unit: { id: 'dept-urban' }, counters: { reworks: 1 } })
  })

  it('没有评价、没有回访不能销号；联系不上写明情况就可以', async () => {
    const { move, refused } = app()
    const { id } = await replied(app())
    await move('accept', id, { move: 'start-check' })
    expect(await refused('accept', id, { move: 'pass-check', note: '看过了' })).toBe('move-not-yours')
    await move('duty', id, { move: 'pass-check', note: '现场已清' })
    expect(await refused('accept', id, { move: 'archive' })).toBe('contact-missing')
    await move('accept', id, { move: 'record-contact', reached: false, note: '三次无人接听' })
    expect(await move('accept', id, { move: 'archive' })).toMatchObject({ state: 'archived', outcome: 'solved' })
  })

  it('办结不等于解决：居民说没解决，结果改为未解决，十五个工作日内可重新办理，期限重新起算', async () => {
    const { move, request } = app()
    const { id, number, queryCode } = await closed(app())
    const rated = await request<AppealProgress>('POST', `appeals/${number}/rating`, { body: { queryCode, solved: false, satisfaction: 1, comment: '半夜又来了' } })
    expect(rated.status).toBe(200)
    expect((await app().find(number)).outcome).toBe('unsolved')
    app().clock.set(day('2026-05-20'))
    expect(await move('duty', id, { move: 'reopen', reason: '居民未满意' })).toMatchObject({ state: 'filed', unit: null, outcome: null, counters: { reopens: 1 }, dueAt: '2026-05-27T09:30:00.000Z' })
  })

  it('办结超过十五个工作日不能重新办理', async () => {
    const { refused, request } = app()
    const { id, number, queryCode } = await closed(app())
    app().clock.set(day('2026-06-01'))
    expect(await refused('duty', id, { move: 'reopen', reason: '晚了' })).toBe('reopen-too-late')
    const late = await request<{ error: { code: string } }>('POST', `appeals/${number}/still-there`, { body: { queryCode, note: '又来了' } })
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'reopen-too-late' } } })
  })

  it('居民说问题还在：答复后退回重办，办结后重新立案', async () => {
    const { request, find, move } = app()
    const { id, number, queryCode } = await replied(app())
    const again = await request<AppealProgress>('POST', `appeals/${number}/still-there`, { body: { queryCode, note: '今晚又摆了' } })
    expect(again).toMatchObject({ status: 200, body: { state: 'handling' } })
    expect(await find(number)).toMatchObject({ counters: { stillThere: 1, reworks: 1 } })
    await move('urban', id, { move: 'reply', text: '再次清理' })
    await move('accept', id, { move: 'start-check' })
    await move('duty', id, { move: 'pass-check', note: '好了' })
    await request('POST', `appeals/${number}/still-there`, { body: { queryCode, note: '第三次' } })
    expect(await find(number)).toMatchObject({ state: 'filed', counters: { stillThere: 2, reopens: 1 } })
  })

  it('还没答复的事不能评价，告诉居民什么时候可以', async () => {
    const { raise, request } = app()
    const { number, queryCode } = await raise({ text: '井盖松动，过车就响' })
    const early = await request<{ error: { code: string; message: string } }>('POST', `appeals/${number}/rating`, { body: { queryCode, solved: true, satisfaction: 5 } })
    expect(early).toMatchObject({ status: 409, body: { error: { code: 'rating-not-now' } } })
    expect(early.body.error.message).toContain('单位答复以后就可以')
  })
})

describe('督办', () => {
  it('督办是一个记号，承办单位回复后消去，再督办再记', async () => {
    const { move, refused, request } = app()
    const { id } = await handling(app())
    expect(await refused('urban', id, { move: 'answer-urge', note: '在办' })).toBe('urge-missing')
    expect(await refused('accept', id, { move: 'urge', note: '快' })).toBe('move-not-yours')
    expect(await move('dispatch', id, { move: 'urge', note: '居民第三次来电' })).toMatchObject({ isUrged: true, state: 'handling', counters: { urges: 1 } })
    const desk = await request<{ cases: CaseDetail[] }>('GET', 'cases?desk=urge', { as: 'dispatch' })
    expect(desk.body.cases.map((one) => one.id)).toContain(id)
    expect(await refused('sanitation', id, { move: 'answer-urge', note: '不是我' })).toBe('not-found')
    expect(await move('urban', id, { move: 'answer-urge', note: '今晚行动' })).toMatchObject({ isUrged: false })
    expect(await move('dispatch', id, { move: 'urge', note: '还没动' })).toMatchObject({ isUrged: true, counters: { urges: 2 } })
  })
})

it('每一步都进了审计链，链核对无误', async () => {
  const { request, context } = app()
  const { body } = await request<{ streets: { street: string; isIntact: boolean; events: number }[] }>('GET', 'audit/chain', { as: 'auditor' })
  expect(body.streets.every((street) => street.isIntact)).toBe(true)
  const { n } = await context.db.transact(systemScope, (tx) => tx.selectFrom('case_event').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow())
  expect(body.streets.find((street) => street.street !== 'audit')?.events).toBe(n)
})
