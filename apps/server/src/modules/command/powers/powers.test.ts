import { describe, expect, test } from 'vitest'
import type { AnswerOf, listDistrictCalls, listPowers, listUnitScores } from '@yihu/contracts'
import { useApp } from '../../../../test/app.ts'
import { filed } from '../../../../test/steps.ts'

const app = useApp()
const POWER = { basis: '区委办〔2026〕3号', scope: '区级部门办理街道呼叫的事项', since: '2026-01-01', until: null }

const save = (as: string, code: string, body: object) => app().request('PUT', `powers/${code}`, { as, body })
const score = (as: string, callId: string, body: object) => app().request<{ error?: { code: string } }>('PUT', `powers/assessment/scores/${encodeURIComponent(callId)}`, { as, body })

/** The call of a case to the urban management bureau. */
async function called() {
  const one = await filed(app())
  await app().move('dispatch', one.id, { move: 'escalate', unitId: 'dept-urban', question: '夜间占道要联合执法' })
  const { body } = await app().request<AnswerOf<typeof listDistrictCalls>>('GET', 'coordination/calls?days=7', { as: 'duty' })
  const call = body.calls.find(({ caseId }) => caseId === one.id)
  if (!call) throw new Error('no call')
  return { one, call }
}

describe('五项权力下放', () => {
  test('没有登记考核评价权，就不能给区级部门评分；登记了、部门答复了才能评，再评一次以后一次为准', async () => {
    const { one, call } = await called()
    expect((await score('duty', call.id, { score: 4, note: '应答及时' })).body.error?.code).toBe('call-unanswered')
    await app().move('urban', one.id, { move: 'answer-call', agreed: true, note: '今晚去' })
    expect((await score('duty', call.id, { score: 4, note: '应答及时' })).body.error?.code).toBe('power-not-held')
    expect((await save('admin', 'assessment', POWER)).status).toBe(200)
    expect((await score('duty', call.id, { score: 3, note: '应答及时' })).status).toBe(200)
    expect((await score('duty', call.id, { score: 5, note: '当晚就解决了' })).status).toBe(200)
    const { body } = await app().request<AnswerOf<typeof listUnitScores>>('GET', 'powers/assessment/scores', { as: 'urban' })
    expect(body).toMatchObject({ scores: [{ callId: call.id, score: 5, note: '当晚就解决了' }], units: [{ count: 1, mean: 5 }] })
  })

  test('过期的权力不能再用；谁登记的、凭哪份文件都留痕', async () => {
    const { one, call } = await called()
    await app().move('urban', one.id, { move: 'answer-call', agreed: true, note: '今晚去' })
    expect((await save('admin', 'assessment', { ...POWER, until: '2026-01-31' })).status).toBe(200)
    expect((await score('duty', call.id, { score: 4, note: '应答及时' })).body.error?.code).toBe('power-not-held')
    expect((await save('admin', 'assessment', { ...POWER, until: '2025-01-31' })).status).toBe(400)
    const { body } = await app().request<AnswerOf<typeof listPowers>>('GET', 'powers', { as: 'auditor' })
    expect(body.powers).toHaveLength(5)
    expect(body.powers[0]).toMatchObject({ code: 'assessment', isInForce: false, held: { basis: POWER.basis } })
    expect(body.powers[1]).toMatchObject({ code: 'consent', isInForce: false, held: null })
  })

  test('登记是管理员的事，评分是值班长的事；社区都看不到', async () => {
    expect((await save('duty', 'planning', POWER)).status).toBe(403)
    expect((await score('admin', 'x', { score: 4, note: '好' })).status).toBe(403)
    expect((await app().request('GET', 'powers', { as: 'community01' })).status).toBe(403)
    expect((await score('duty', 'no-such-call', { score: 4, note: '好' })).status).toBe(404)
  })
})
