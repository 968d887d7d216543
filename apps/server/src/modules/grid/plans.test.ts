import { describe, expect, it } from 'vitest'
import type { AnswerOf, listPlans, PlanRow } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { newId } from '../../kernel/id.ts'

const app = useApp()
const DAY = 86_400_000
const task = { text: '看现场，定方案', unitId: 'property-01', classCode: 'A011006', days: 7, after: [] as number[] }
const form = { name: '桑家小区改造', areaPath: 'd370305.s002.c01.g001.e01', tasks: [{ ...task, title: '管线迁改方案' }, { ...task, title: '公示和停车', unitId: 'community-01', days: 3 }, { ...task, title: '管网施工', days: 30, after: [0, 1] }] }
type Refusal = { error?: { code: string; fields?: object } }

const make = (as: string, { id, plan = form }: { id: string; plan?: object }) => app().request<PlanRow & Refusal>('POST', 'grid/plans', { as, body: { id, plan } })
const pageOf = async (as: string, query = '') => (await app().request<AnswerOf<typeof listPlans>>('GET', `grid/plans?${query}`, { as })).body
const planOf = async (as: string, id: string) => (await pageOf(as)).plans.find((one) => one.id === id) ?? expect.fail('not in sight')
const states = async (id: string) => (await planOf('duty', id)).tasks.map(({ state }) => state)
const change = (as: string, { id, nth, ...body }: { id: string; nth: number; version: number; unitId: string; classCode: string }) => app().request<PlanRow & Refusal>('PUT', `grid/plans/${id}/tasks/${nth}`, { as, body })
const told = async () => (await app().request<{ notices: { kind: string; text: string }[] }>('GET', 'notices', { as: 'duty' })).body.notices.filter(({ kind }) => kind === 'plan.stuck').map(({ text }) => text)

async function close(id: string, nth: number, as: string): Promise<void> {
  const caseId = (await planOf('duty', id)).tasks[nth]?.case?.id ?? ''
  await app().move(as, caseId, { move: 'claim' })
  await app().move(as, caseId, { move: 'reply', text: '方案定了', evidence: [] })
  await app().move('duty', caseId, { move: 'start-check' })
  await app().move('duty', caseId, { move: 'pass-check', note: '看过', evidence: [] })
  await app().settle()
}

async function serve({ isActive }: { readonly isActive: boolean }): Promise<void> {
  expect((await app().request('PUT', 'units/property-01', { as: 'admin', body: { name: '桑家物业', kind: 'property', areaPath: 'd370305.s002.c01', isActive } })).status).toBe(200)
}

describe('并联任务', () => {
  it('不用等的同时立案派出，各有单位和期限；前面的都办完，后面的自动派出，只派一次；任务的进度就是案件的进度', async () => {
    const id = newId(app().clock.now())
    expect((await make('community01', { id })).status).toBe(403)
    expect((await make('duty', { id, plan: { ...form, tasks: [...form.tasks, { ...task, title: '绕圈', after: [3] }] } })).body.error?.fields).toHaveProperty(['plan.tasks'])
    expect((await make('duty', { id, plan: { ...form, tasks: [{ ...task, title: '没有这个单位', unitId: 'nobody' }, ...form.tasks] } })).body.error?.code).toBe('unit-unknown')
    const { body: made } = await make('duty', { id })
    expect(made.tasks.map(({ state, unitName, case: own }) => [state, unitName, own?.stateName])).toEqual([['open', '桑家物业', '待接办'], ['open', '桑家社区', '待接办'], ['waiting', '桑家物业', undefined]])
    expect((await make('duty', { id })).body.tasks).toEqual(made.tasks)
    expect(made.tasks.filter(({ isCritical, to }) => isCritical && to === made.ends)).toHaveLength(1)
    await close(id, 1, 'community01')
    expect(await states(id)).toEqual(['open', 'done', 'waiting'])
    await close(id, 0, 'property01')
    const after = await planOf('community01', id)
    expect(after.tasks.map(({ state }) => state)).toEqual(['done', 'done', 'open'])
    expect((await app().find(after.tasks[2]?.case?.number ?? ''))).toMatchObject({ source: 'plan', title: '管网施工（桑家小区改造）', text: expect.stringContaining('前面的第 1、2 项已办完') as string })
  })

  it('同一个编号再定，任务改过就不算同一个计划，说有冲突，不当作已经定好', async () => {
    const id = newId(app().clock.now())
    await make('duty', { id })
    const other = { ...form, tasks: form.tasks.map((one, nth) => (nth === 2 ? { ...one, days: 60 } : one)) }
    expect([(await make('duty', { id, plan: other })).body.error?.code, (await planOf('duty', id)).tasks[2]?.days]).toEqual(['conflict', 30])
  })

  it('傍晚派出的一天任务，第二天夜里才到期，派出来时不是超期的', async () => {
    const id = newId(app().clock.now())
    app().clock.advance(9 * 3_600_000)
    const { body } = await make('duty', { id, plan: { ...form, tasks: [{ ...task, title: '当天围挡', days: 1 }, { ...task, title: '跟着来', after: [0] }] } })
    expect(body).toMatchObject({ begins: '2026-05-08', tasks: [{ from: '2026-05-08', to: '2026-05-08', case: { isOverdue: false } }, { from: '2026-05-09' }] })
    app().clock.advance(DAY)
    expect((await planOf('duty', id)).tasks[0]?.case?.isOverdue).toBe(false)
    app().clock.advance(DAY)
    // Three days later it is still open: what waits for it cannot begin in the past.
    expect((await planOf('duty', id)).tasks).toMatchObject([{ to: '2026-05-09', case: { isOverdue: true } }, { from: '2026-05-10' }])
  })

  it('轮到的任务单位停用了：别的照派，领导收到通知，写明为什么；改由别的单位办，马上派出；别人先改了不覆盖，派出去的不在这里改', async () => {
    const id = newId(app().clock.now())
    const plan = { ...form, tasks: [{ ...task, title: '公示', unitId: 'community-01' }, { ...task, title: '施工', after: [0] }, { ...task, title: '恢复绿化', unitId: 'community-01', after: [0] }] }
    await make('duty', { id, plan })
    await serve({ isActive: false })
    expect((await planOf('duty', id)).tasks[1]).toMatchObject({ state: 'waiting', problem: '桑家物业已停用。' })
    await close(id, 0, 'community01')
    expect(await states(id)).toEqual(['done', 'stuck', 'open'])
    expect(await told()).toMatchObject([expect.stringContaining('第 2 项“施工”')])
    const to = { id, nth: 1, version: 1, unitId: 'community-01', classCode: 'A011006' }
    expect((await change('community01', to)).status).toBe(403)
    expect((await change('duty', { ...to, unitId: 'property-01' })).body.error?.code).toBe('unit-unknown')
    expect((await change('duty', { ...to, nth: 2 })).body.error?.code).toBe('plan-task-given')
    expect((await change('duty', to)).body).toMatchObject({ version: 2, tasks: [{}, { state: 'open', unitName: '桑家社区', problem: null }, {}] })
    expect((await change('duty', to)).body.error?.code).toBe('conflict')
    await serve({ isActive: true })
  })

  it('轮到的任务单位停用过、又恢复了：页面说现在可以派了，不用换单位，再派一次就派出', async () => {
    const id = newId(app().clock.now())
    await make('duty', { id, plan: { ...form, tasks: [{ ...task, title: '公示', unitId: 'community-01' }, { ...task, title: '施工', after: [0] }] } })
    await serve({ isActive: false })
    await close(id, 0, 'community01')
    expect((await planOf('duty', id)).tasks[1]).toMatchObject({ state: 'stuck', problem: '桑家物业已停用。' })
    await serve({ isActive: true })
    expect((await planOf('duty', id)).tasks[1]).toMatchObject({ state: 'stuck', problem: expect.stringContaining('现在可以派了') as string })
    expect((await change('duty', { id, nth: 1, version: 1, unitId: 'property-01', classCode: 'A011006' })).body.tasks[1]).toMatchObject({ state: 'open', problem: null, unitName: '桑家物业' })
  })

  it('任务的案件作废了不算办完：等它的不派，领导收到通知；改好再派是新的一件，办完了后面的才派', async () => {
    const id = newId(app().clock.now())
    const plan = { ...form, tasks: [{ ...task, title: '公示', unitId: 'community-01' }, { ...task, title: '施工', after: [0] }] }
    const { body: made } = await make('duty', { id, plan })
    const caseId = made.tasks[0]?.case?.id ?? ''
    await app().move('duty', caseId, { move: 'request-void', reason: '立错了' })
    await app().move('duty2', caseId, { move: 'approve' })
    await app().settle()
    expect(await states(id)).toEqual(['stuck', 'waiting'])
    expect(await told()).toContainEqual(expect.stringContaining('第 1 项“公示”：它的案件作废了。'))
    await change('duty', { id, nth: 0, version: 1, unitId: 'community-01', classCode: 'A011006' })
    expect((await planOf('duty', id)).tasks[0]).toMatchObject({ state: 'open', problem: null, case: { stateName: '待接办' } })
    expect((await planOf('duty', id)).tasks[0]?.case?.id).not.toBe(caseId)
    await close(id, 0, 'community01')
    expect(await states(id)).toEqual(['done', 'open'])
  })

  it('计划多了一页一页看，一个不漏', async () => {
    const all = (await pageOf('duty')).plans.map(({ id }) => id)
    const seen: string[] = []
    for (let cursor = ''; ;) {
      const { plans, next } = await pageOf('duty', `limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...plans.map(({ id }) => id))
      if (next === null) break
      cursor = next
    }
    expect([seen, seen.length]).toEqual([all, 6])
  })
})
