import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, gridBalance, gridCoverage, LeaveRow, listLeaves, listOwnRounds, listRounds, RoundRow } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { upsertUser } from '../../platform/identity/index.ts'

const app = useApp()
const DAY = 86_400_000
const G001 = 'd370305.s002.c01.g001'
const ask = async <T>(as: string, url: string) => (await app().request<T>('GET', url, { as })).body
const board = (as: string) => ask<AnswerOf<typeof listRounds>>(as, 'grid/rounds')
const own = async (as: string) => (await ask<AnswerOf<typeof listOwnRounds>>(as, 'grid/own-rounds')).rounds
const idOf = async (name: string) => (await board('duty')).people.find((one) => one.name === name)?.id ?? ''
const dayAfter = (days: number) => new Date(app().clock.now() + 8 * 3_600_000 + days * DAY).toISOString().slice(0, 10)
const person = (username: string, name: string, areas: string[]) => app().context.db.transact(systemScope, (tx) => upsertUser(tx, { at: app().clock.now(), username, name, roles: ['grid-worker'], areas, units: ['community-01'], password: { demo: true } }))
const leave = (as: string, body: object) => app().request<LeaveRow & { error?: { code: string } }>('POST', 'grid/leaves', { as, body })

beforeAll(() => person('grid002', '洪网格', ['d370305.s002.c01.g002']))

describe('巡查班次', () => {
  it('还没轮到顶岗的日子，顶岗的人手机里已经排着替谁走，休假的人那里已经没有；撤销马上换回来', async () => {
    const round = { name: '晚间走访', areaPath: G001, userId: await idOf('高网格'), weekdays: [1, 2, 3, 4, 5, 6, 7], from: '18:30', to: '20:00', begins: dayAfter(0), ends: null, listId: null }
    await app().request('PUT', `grid/rounds/${newId(app().clock.now())}`, { as: 'community01', body: { version: 0, round } })
    const { body } = await leave('community01', { userId: round.userId, since: dayAfter(3), until: dayAfter(4) })
    expect(body.state).toBe('planned')
    expect((await own('grid002')).map(({ day, instead, areaName }) => [day, instead, areaName])).toEqual([3, 4].map((days) => [dayAfter(days), '高网格', '桑家社区 / 桑家社区第1网格']))
    expect((await own('grid001')).map(({ day }) => day)).toEqual([0, 1, 2, 5, 6].map(dayAfter))
    await app().request('POST', `grid/leaves/${body.id}/undo`, { as: 'community01' })
    expect([(await own('grid002')).length, (await own('grid001')).length]).toEqual([0, 7])
  })

  it('走到没有，每一天照那天的安排算：改了时间、取消了，过去的不跟着变；排之前的日子不算没走', async () => {
    const id = newId(app().clock.now())
    const round = { name: '早踏早查', areaPath: 'd370305.s002.c02.g003', userId: await idOf('李网格'), weekdays: [1, 2, 3, 4, 5, 6, 7], from: '10:30', to: '11:30', begins: dayAfter(-5), ends: null, listId: null }
    const save = (version: number, change: object = {}) => app().request<RoundRow>('PUT', `grid/rounds/${id}`, { as: 'duty', body: { version, round: { ...round, ...change } } })
    const told = async () => (await board('community02')).places
    await save(0)
    for (let day = 0; day < 2; day += 1) {
      app().clock.advance(3_600_000)
      await app().request('POST', 'grid/visits', { as: 'grid003', body: { id: newId(app().clock.now()), visit: { subject: { kind: 'grid', id: '370305002002001' }, result: 'met' } } })
      app().clock.advance(DAY - 3_600_000)
    }
    const place = { path: round.areaPath, name: '胜辛社区 / 胜辛社区第1网格', evenings: 0, walkedEvenings: 0 }
    expect(await told()).toEqual([{ ...place, planned: 2, walked: 2 }])
    await save(1, { from: '20:30', to: '21:30', weekdays: [1] })
    expect(await told()).toEqual([{ ...place, planned: 2, walked: 2 }])
    expect((await board('community02')).rounds).toMatchObject([{ version: 2, form: { from: '20:30' } }])
    await app().request('DELETE', `grid/rounds/${id}?version=2`, { as: 'duty' })
    const { rounds, places } = await board('community02')
    expect([rounds, places]).toEqual([[], [{ ...place, planned: 2, walked: 2 }]])
  })
})

describe('一个人管几处', () => {
  it('管两个社区的网格员休假，每个社区的活分给本社区的人；看得到两处的人，班次、覆盖、负荷里两处都在，别处的不在', async () => {
    await person('grid004', '跨网格', ['d370305.s002.c01.g002', 'd370305.s002.c02.g003'])
    const { workers } = await ask<AnswerOf<typeof listLeaves>>('duty', 'grid/leaves')
    const { body } = await leave('duty', { userId: workers.find(({ name }) => name === '跨网格')?.id, since: dayAfter(30), until: dayAfter(31) })
    expect(body.pieces.map(({ name, to }) => [name, to.name])).toEqual([['桑家社区 / 桑家社区第2网格', expect.stringMatching(/洪网格|高网格/u)], ['胜辛社区 / 胜辛社区第1网格', '李网格']])
    const seen = await ask<AnswerOf<typeof gridBalance>>('grid004', 'grid/balance')
    expect([seen.area.name, seen.grids.map(({ name }) => name).toSorted()]).toEqual(['桑家社区第2网格、胜辛社区第1网格', ['桑家社区第2网格', '胜辛社区第1网格']])
    const { rows, routines } = await ask<AnswerOf<typeof gridCoverage>>('grid004', 'grid/coverage')
    expect([rows.map(({ name }) => name), routines.find(({ id }) => id === 'daily-patrol')?.whole.total]).toEqual([['桑家社区第2网格', '胜辛社区第1网格'], 2])
    expect((await board('grid004')).people.map(({ areaName }) => areaName).toSorted()).toEqual(['桑家社区第2网格', '桑家社区第2网格', '胜辛社区第1网格', '胜辛社区第1网格'])
  })
})
