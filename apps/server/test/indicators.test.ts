import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { SCREENS } from '@yihu/contracts'
import type { AnswerOf, CaseRow, IndicatorFigure, listCasePoints, listIndicators, Screen, showIndicator } from '@yihu/contracts'
import { modules } from '../src/app.ts'
import { useApp } from './app.ts'
import { closed, dispatched } from './steps.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from './street.ts'

const app = useApp()
const STREET = 'd370305.s002'
const screens = Object.keys(SCREENS) as Screen[] // keys of a literal table

async function screen(name: Screen, { as = 'duty', area }: { as?: string; area?: string } = {}) {
  return app().request<AnswerOf<typeof listIndicators>>('GET', `indicators?screen=${name}${area ? `&area=${area}` : ''}`, { as })
}

async function figure(id: string, as = 'duty', area = STREET): Promise<AnswerOf<typeof showIndicator>> {
  return (await app().request<AnswerOf<typeof showIndicator>>('GET', `indicators/${id}?area=${area}`, { as })).body
}

interface Listed {
  readonly status: number
  readonly body: { readonly cases: readonly CaseRow[]; readonly next: string | null }
}

/** How many cases the console's list at this address holds, page by page. */
async function lengthOf(address: string, as: string): Promise<number> {
  const search = new URL(address, 'http://x').searchParams
  const since = search.get('since')
  if (since !== null) search.set('since', `${since}:00+08:00`)
  let count = 0
  for (let cursor: string | null = ''; cursor !== null;) {
    const { status, body }: Listed = await app().request<Listed['body']>('GET', `cases?limit=3&${search.toString()}${cursor && `&cursor=${cursor}`}`, { as })
    expect(status, address).toBe(200)
    count += body.cases.length
    cursor = body.next
  }
  return count
}

const isOfCases = ({ list }: IndicatorFigure) => list.startsWith('/desk/all?')

beforeAll(async () => {
  const first = await closed(app(), { text: '屏甲：井盖松动', ...AT_BUILDING_12 })
  await app().request('POST', `appeals/${first.number}/rating`, { body: { queryCode: first.queryCode, solved: true, satisfaction: 5 } })
  await closed(app(), { text: '屏乙：路灯不亮', ...IN_SHENGXIN })
  await dispatched(app(), { text: '屏丙：烧烤摊占道经营', ...AT_BUILDING_12 })
  await app().raise({ text: '屏丁：噪声扰民', ...IN_SHENGXIN })
})

describe('大屏上的数', () => {
  it.each(['duty', 'community01'])('%s 看到的每个案件数，就是点开的列表的长度', async (as) => {
    let looked = 0
    for (const name of screens) {
      const { status, body } = await screen(name, { as })
      expect(status, name).toBe(200)
      for (const one of body.indicators.filter((each) => isOfCases(each))) {
        expect(await lengthOf(one.list, as), `${as} ${one.id}`).toBe(one.of ?? one.value)
        looked += 1
      }
    }
    expect(looked).toBeGreaterThan(20)
  })

  it('每个数都说得出怎么算、从哪里来、截至什么时候、点开去哪里', async () => {
    for (const name of screens) {
      for (const one of (await screen(name)).body.indicators) {
        expect(one, one.id).toMatchObject({ definition: expect.stringMatching(/。$/u), source: expect.stringMatching(/\w/u), list: expect.stringMatching(/^\//u), asOf: new Date(app().clock.now()).toISOString() })
      }
    }
    const ids = modules.flatMap(({ indicators }) => indicators ?? []).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('率说明分母：两件办结、一件评了满意', async () => {
    expect(await figure('cases.satisfied')).toMatchObject({ value: 100, of: 1, target: { least: 90 } })
    expect(await figure('cases.on-time')).toMatchObject({ value: 100, of: 2 })
    expect(await figure('cases.taken')).toMatchObject({ value: 4, before: 0, series: [{ day: '2026-05-07', value: 4 }] })
  })

  it('社区看自己的一版，别人的地方看不到；部门没有大屏', async () => {
    const { body } = await screen('zhili', { as: 'community01' })
    expect(body).toMatchObject({ area: { path: `${STREET}.c01` }, chain: [{ path: `${STREET}.c01` }] })
    expect(body.indicators.find(({ id }) => id === 'cases.taken')?.value).toBe(2)
    expect((await screen('zhili', { as: 'community01', area: `${STREET}.c02` })).status).toBe(404)
    expect((await screen('zhili', { as: 'community01', area: STREET })).status).toBe(404)
    expect((await screen('zhili', { as: 'urban' })).status).toBe(403)
    expect((await screen('zhili', { area: `${STREET}.c01` })).body.indicators.find(({ id }) => id === 'cases.taken')?.value).toBe(2)
  })

  it('现在有多少的数没有过去，每小时记一次；社区只看得到自己记下的', async () => {
    expect((await figure('cases.open')).series).toEqual([])
    const keep = modules.flatMap(({ jobs }) => jobs ?? []).find(({ name }) => name === 'indicator.keep')
    await keep?.run(app().context)
    await keep?.run(app().context)
    expect((await figure('cases.open')).series).toEqual([{ day: '2026-05-07', value: 2 }])
    expect((await figure('cases.open', 'community01', `${STREET}.c01`)).series).toEqual([{ day: '2026-05-07', value: 1 }])
    const { rows } = await app().context.db.transact({ paths: [`${STREET}.c01`], units: [], userId: null }, (tx) => sql<{ path: string }>`select distinct area_path::text as path from indicator_day`.execute(tx))
    expect(rows).toEqual([{ path: `${STREET}.c01` }])
  })

  it('人数不足十个不说；一个数算不出，别的照常', async () => {
    expect((await screen('fuwu')).body.indicators.find(({ id }) => id === 'care.people')).toMatchObject({ state: 'too-few', value: null })
    await sql`alter table alarm rename to alarm_away`.execute(app().context.db.owner)
    app().clock.advance(10_000)
    const { status, body } = await screen('wangge')
    await sql`alter table alarm_away rename to alarm`.execute(app().context.db.owner)
    expect(status).toBe(200)
    expect(body.indicators.find(({ id }) => id === 'alarms.ringing')).toMatchObject({ state: 'failed', value: null })
    expect(body.indicators.find(({ id }) => id === 'cases.open')).toMatchObject({ state: 'measured', value: 2 })
  })

  it('地图上的点是在办的、看得见的', async () => {
    const pointsFor = async (as: string) => (await app().request<AnswerOf<typeof listCasePoints>>('GET', 'cases/points', { as })).body.points.length
    expect(await pointsFor('duty')).toBe(2)
    expect(await pointsFor('community01')).toBe(1)
  })
})
