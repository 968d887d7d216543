import { describe, expect, it } from 'vitest'
import type { AppealProgress } from '@yihu/contracts'
import { useApp } from './app.ts'
import { AT_BUILDING_12 } from './street.ts'

const app = useApp()

describe('从居民的话到销号', () => {
  it('居民报事，受理、立案、派遣、处置、核查、评价、销号，每一步都看得见', async () => {
    const { appeal, find, move, request, clock } = app()
    const receipt = await appeal({ text: '桑家小区12号楼前烧烤摊占道经营，油烟很大，半夜还在吵', ...AT_BUILDING_12, contact: { name: '张三', phone: '10051234567' } })
    const registered = await find(receipt.number)
    expect(registered).toMatchObject({ state: 'registered', areaName: '桑家社区 / 桑家社区第1网格 / 桑家小区 / 12号楼', reporter: { name: '张*', phone: '100****4567' } })
    expect(registered.deadline?.dueAt).toBe('2026-05-13T09:30:00.000Z')

    const { id } = registered
    await move('accept', id, { move: 'accept' })
    await move('duty', id, { move: 'file', classCode: 'S0504' })
    const dispatched = await move('dispatch', id, { move: 'dispatch', unitId: 'dept-urban' })
    expect(dispatched.dispatch?.ruleId).toBe('urban')
    await move('urban', id, { move: 'claim' })
    clock.advance(3_600_000)
    await move('urban', id, { move: 'reply', text: '已劝离摊贩，安排晚间巡查', measures: '晚 9 点至 12 点定岗' })
    await move('accept', id, { move: 'start-check' })
    const query = `queryCode=${receipt.queryCode}`
    const progress = await request<AppealProgress>('GET', `appeals/${receipt.number}?${query}`)
    expect(progress.body).toMatchObject({ canRate: true, reply: { text: '已劝离摊贩，安排晚间巡查\n晚 9 点至 12 点定岗' }, unitName: '区综合行政执法局' })
    const rated = await request<AppealProgress>('POST', `appeals/${receipt.number}/rating`, { body: { queryCode: receipt.queryCode, solved: true, satisfaction: 5 } })
    expect(rated.body.rating).toEqual({ solved: true, satisfaction: 5 })
    await move('duty', id, { move: 'pass-check', note: '现场已清' })
    const archived = await move('accept', id, { move: 'archive' })
    expect(archived).toMatchObject({ state: 'archived', outcome: 'solved', moves: [] })
    expect(archived.timeline.map((entry) => entry.kind)).toEqual([
      'registered', 'accept', 'file', 'dispatch', 'claim', 'reply', 'start-check', 'rate', 'pass-check', 'archive',
    ])
  })

  it('规则说可以直接派的，系统当场派出并说明依据', async () => {
    const { appeal, find } = app()
    const receipt = await appeal({ text: '暴露垃圾：楼下暴露垃圾没人清，垃圾堆放发臭', ...AT_BUILDING_12 })
    const found = await find(receipt.number)
    expect(found).toMatchObject({ state: 'dispatched', unit: { id: 'dept-sanitation' } })
    expect(found.dispatch?.ruleText).toContain('暴露垃圾')
  })

  it('同一个手机重复提交，只算一件，回执也一样', async () => {
    const { appeal } = app()
    const form = { text: '路灯不亮', clientId: 'phone-1-draft-7' }
    expect(await appeal(form)).toEqual(await appeal(form))
  })

  it('查询码不对看不到别人的诉求', async () => {
    const { appeal, request } = app()
    const receipt = await appeal({ text: '井盖坏了' })
    const answer = await request<{ error: { code: string } }>('GET', `appeals/${receipt.number}?queryCode=AAAAAAAA`)
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'query-code-wrong' } } })
  })
})
