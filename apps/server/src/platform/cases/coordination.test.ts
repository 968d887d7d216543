import { describe, expect, test } from 'vitest'
import type { AnswerOf, countCoordination, listCallAlls, listDistrictCalls, listDistrictUnits, listSpecialRequests, listSuspended, listUrgings } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { dispatched, filed, handling } from '../../../test/steps.ts'
import { remindUnanswered } from './index.ts'

const app = useApp()
const HOUR = 3_600_000

const urgings = async (as: string, state = 'open') => (await app().request<AnswerOf<typeof listUrgings>>('GET', `coordination/urgings?state=${state}`, { as })).body.urgings
const calls = async (as: string, query = '') => (await app().request<AnswerOf<typeof listDistrictCalls>>('GET', `coordination/calls?${query}`, { as })).body.calls
const units = async (as: string) => (await app().request<AnswerOf<typeof listDistrictUnits>>('GET', 'coordination/units', { as })).body.units
const callAlls = async (as: string, state = 'open') => (await app().request<AnswerOf<typeof listCallAlls>>('GET', `coordination/call-alls?state=${state}`, { as })).body.callAlls
const requests = async (as: string) => (await app().request<AnswerOf<typeof listSpecialRequests>>('GET', 'coordination/requests', { as })).body.requests
const suspended = async (as: string) => (await app().request<AnswerOf<typeof listSuspended>>('GET', 'coordination/suspended', { as })).body.cases
const notices = async (as: string) => (await app().request<{ notices: { title: string; case: { number: string } | null }[] }>('GET', 'notices', { as })).body.notices

describe('督办', () => {
  test('谁督、为什么、督谁、几时要回复，都在一行上；再督一次不重新计时', async () => {
    const one = await handling(app())
    await app().move('duty', one.id, { move: 'urge', note: '居民三次来电' })
    const first = (await urgings('duty')).find((urging) => urging.case.id === one.id)
    expect(first).toMatchObject({ urges: [{ by: '汤值班', note: '居民三次来电', unitName: '综合指挥中心' }], answer: null, isLate: false, case: { unit: { id: 'dept-urban' } } })
    expect(first?.clock).toMatchObject({ card: 'green' })
    expect(first?.clock.lines.join()).toContain('4 个工作小时')
    app().clock.advance(HOUR)
    await app().move('dispatch', one.id, { move: 'urge', note: '请今天到现场' })
    const again = (await urgings('duty')).find((urging) => urging.case.id === one.id)
    expect(again?.urges.map(({ by }) => by)).toEqual(['汤值班', '裴派遣'])
    expect(again?.clock.dueAt).toBe(first?.clock.dueAt)
    expect((await urgings('urban')).map((urging) => urging.case.id)).toContain(one.id)
    expect((await urgings('sanitation')).map((urging) => urging.case.id)).not.toContain(one.id)
  })

  test('超过时限没有回复：督办人和承办单位各得一次提醒；回复以后留下迟复的记录', async () => {
    const one = await handling(app())
    await app().move('duty', one.id, { move: 'urge', note: '限半天' })
    await remindUnanswered(app().context)
    expect((await notices('duty')).filter(({ title, case: about }) => title.includes('超时') && about?.number === one.number)).toHaveLength(0)
    app().clock.advance(30 * HOUR)
    await remindUnanswered(app().context)
    await remindUnanswered(app().context)
    expect((await notices('duty')).filter(({ title, case: about }) => title === '督办超时没有答复' && about?.number === one.number)).toHaveLength(1)
    expect((await notices('urban')).filter(({ title, case: about }) => title.includes('请尽快答复') && about?.number === one.number)).toHaveLength(1)
    expect((await urgings('duty')).find((urging) => urging.case.id === one.id)).toMatchObject({ isLate: true, clock: { card: 'red' } })
    await app().move('urban', one.id, { move: 'answer-urge', note: '已派两个班组' })
    await app().settle()
    expect((await urgings('duty')).map((urging) => urging.case.id)).not.toContain(one.id)
    expect((await urgings('duty', 'done')).find((urging) => urging.case.id === one.id)).toMatchObject({ isLate: true, answer: { by: '王执法', note: '已派两个班组' }, clock: { dueText: null } })
    expect((await notices('duty')).filter(({ title, case: about }) => title === '督办有了回复' && about?.number === one.number)).toHaveLength(1)
  })
})

describe('街呼区应', () => {
  const escalated = async (question: string) => {
    const one = await filed(app())
    await app().move('dispatch', one.id, { move: 'escalate', unitId: 'dept-sanitation', question })
    return one
  }

  test('不承接要写依据；部门看不到案件了，仍看得到自己的答复；街道按部门统计，每个数字都有清单', async () => {
    const [refused, taken, waiting] = [await escalated('垃圾转运站搬迁'), await escalated('增设收集点'), await escalated('清运频次')]
    expect(await calls('sanitation', 'state=open')).toHaveLength(3)
    expect(await calls('urban')).toHaveLength(0)
    expect(await app().refused('sanitation', refused.id, { move: 'answer-call', agreed: false, note: '不归我们' })).toBe('ground-missing')
    app().clock.advance(2 * HOUR)
    await app().move('sanitation', taken.id, { move: 'answer-call', agreed: true, note: '明天到' })
    app().clock.advance(2 * HOUR)
    expect(await app().request('POST', `cases/${refused.id}/moves`, { as: 'sanitation', body: { move: 'answer-call', agreed: false, note: '选址归资规局', ground: '三定方案第四条' } })).toBeDefined()
    const own = await calls('sanitation')
    expect(own.find(({ caseId }) => caseId === refused.id)).toMatchObject({ state: 'refused', isInSight: false, answer: { ground: '三定方案第四条', by: '郑环卫' }, hours: 4 })
    expect(own.find(({ caseId }) => caseId === taken.id)).toMatchObject({ state: 'agreed', isInSight: true, hours: 2 })
    expect(await units('duty')).toMatchObject([{ unit: { id: 'dept-sanitation' }, calls: 3, open: 1, agreed: 1, refused: 1, late: 0, medianHours: 3, grounds: ['三定方案第四条'] }])
    for (const state of ['open', 'agreed', 'refused'] as const) expect(await calls('duty', `state=${state}&unit=dept-sanitation`)).toHaveLength(1)
    expect((await calls('duty', 'state=open')).map(({ caseId }) => caseId)).toEqual([waiting.id])
  })

  test('两个工作日没有答复：呼叫的人和部门都得到提醒，清单上是红牌', async () => {
    const one = await escalated('跨街道的排水管')
    const [before] = (await calls('duty', 'state=open')).filter(({ caseId }) => caseId === one.id)
    expect(before?.clock.lines.join()).toContain('2 个工作日')
    app().clock.advance(6 * 24 * HOUR)
    await remindUnanswered(app().context)
    expect((await calls('duty', 'state=late')).map(({ caseId }) => caseId)).toContain(one.id)
    expect((await notices('dispatch')).filter(({ title, case: about }) => title === '街呼区应超时没有答复' && about?.number === one.number)).toHaveLength(1)
    expect((await notices('sanitation')).filter(({ title, case: about }) => about?.number === one.number && title.includes('请尽快答复'))).toHaveLength(1)
    app().clock.advance(100 * 24 * HOUR)
    expect((await calls('duty', 'state=open')).map(({ caseId }) => caseId)).toContain(one.id) // however long ago, it still waits
  })
})

describe('一呼百应', () => {
  test('各单位认领、答复，谁还没有回应一目了然；案件回复后呼叫结束', async () => {
    const one = await handling(app())
    await app().move('dispatch', one.id, { move: 'call-all', unitIds: ['dept-sanitation', 'community-01', 'property-01'], note: '请各派两人到现场' })
    app().clock.advance(HOUR / 4)
    await app().move('property01', one.id, { move: 'claim-all', note: '保安队长带队' })
    expect(await app().refused('property01', one.id, { move: 'claim-all' })).toBe('already-claimed')
    app().clock.advance(HOUR / 4)
    await app().move('sanitation', one.id, { move: 'answer-all', note: '一车两人已到' })
    const [open] = (await callAlls('dispatch')).filter((call) => call.case.id === one.id)
    expect(open?.calls).toMatchObject([{ by: '裴派遣', note: '请各派两人到现场' }])
    expect(open?.units.map(({ name, state, minutes, note }) => [name, state, minutes, note])).toEqual([
      ['桑家社区', 'waiting', null, ''], ['桑家物业', 'claimed', 15, '保安队长带队'], ['区环卫中心', 'answered', 30, '一车两人已到'],
    ])
    await app().settle()
    expect((await notices('dispatch')).filter(({ title, case: about }) => title === '有单位认领了呼叫' && about?.number === one.number)).toHaveLength(1)
    await app().move('dispatch', one.id, { move: 'call-all', unitIds: ['community-02'], note: '再请胜辛社区支援' })
    await app().settle()
    const calledTimes = async (as: string) => (await notices(as)).filter(({ title, case: about }) => title.includes('一呼百应') && about?.number === one.number).length
    expect([await calledTimes('property01'), await calledTimes('community02')]).toEqual([1, 1])
    await app().move('urban', one.id, { move: 'reply', text: '已清理' })
    expect((await callAlls('dispatch')).map((call) => call.case.id)).not.toContain(one.id)
    expect((await callAlls('dispatch', 'done')).find((call) => call.case.id === one.id)).toMatchObject({ isOpen: false, closedAt: expect.any(String) as string })
    expect(await app().refused('community01', one.id, { move: 'answer-all', note: '来了' })).toBe('move-not-now')
  })
})

test('每个数字都等于它的清单，街道和部门各按自己看得到的算', async () => {
  for (const as of ['duty', 'urban', 'sanitation', 'community01']) {
    const { body } = await app().request<AnswerOf<typeof countCoordination>>('GET', 'coordination/counts', { as })
    expect(body, as).toMatchObject({
      urge: (await urgings(as)).length, call: (await calls(as, 'state=open')).length, all: (await callAlls(as)).length, special: (await requests(as)).length, suspended: (await suspended(as)).length,
    })
  }
})

describe('延期、挂账、作废', () => {
  test('审批前看得到同意以后的期限，和以前延过几次；同意后的期限就是预告的那个', async () => {
    const one = await handling(app())
    await app().move('urban', one.id, { move: 'request-extension', workingDays: 2, reason: '等吊车' })
    await app().move('duty', one.id, { move: 'approve' })
    await app().move('urban', one.id, { move: 'request-extension', workingDays: 3, reason: '吊车未到' })
    const [asked] = (await requests('duty')).filter((request) => request.case.id === one.id)
    expect(asked).toMatchObject({ kind: 'extension', what: '延期 3 个工作日', reason: '吊车未到', by: '王执法', isOwn: false, extended: [{ workingDays: 2, reason: '等吊车' }] })
    const approved = await app().move('duty', one.id, { move: 'approve' })
    expect(approved.dueAt).toBe(asked?.effect.dueAfter)
    expect(asked?.effect.lines.join()).toContain('延期 3 个工作日')
    expect((await requests('duty')).map((request) => request.case.id)).not.toContain(one.id)
  })

  test('挂账的案件写着为什么、从几时起、谁批准，恢复办理后离开', async () => {
    const one = await handling(app())
    await app().move('urban', one.id, { move: 'request-suspension', reason: 'season', note: '冬季不能铺油' })
    expect((await requests('duty')).find((request) => request.case.id === one.id)).toMatchObject({ kind: 'suspension', effect: { dueAfter: null }, reason: '受季节限制，暂不具备施工条件：冬季不能铺油' })
    await app().move('duty', one.id, { move: 'approve' })
    expect((await suspended('duty')).find((line) => line.case.id === one.id)).toMatchObject({ reason: '受季节限制，暂不具备施工条件', note: '冬季不能铺油', askedBy: '王执法', approvedBy: '汤值班', canResume: true })
    await app().move('urban', one.id, { move: 'resume', note: '开春了' })
    expect((await suspended('duty')).map((line) => line.case.id)).not.toContain(one.id)
  })

  test('申请人自己看得出不能审批自己的申请', async () => {
    const one = await dispatched(app())
    await app().move('duty', one.id, { move: 'request-void', reason: '重复录入' })
    expect((await requests('duty')).find((request) => request.case.id === one.id)).toMatchObject({ isOwn: true, kind: 'void' })
    expect((await requests('duty2')).find((request) => request.case.id === one.id)).toMatchObject({ isOwn: false })
  })
})
