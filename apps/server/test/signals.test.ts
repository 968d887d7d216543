import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, CaseDetail, findDuplicates, takeSignals } from '@yihu/contracts'
import { systemScope } from '../src/kernel/db/index.ts'
import { addApiKey, revokeApiKey } from '../src/platform/identity/index.ts'
import { MORNING, useApp } from './app.ts'
import { handling, STALL } from './steps.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from './street.ts'

const app = useApp()
const STREET = 'd370305.s002'
const AT = '2026-05-07T09:59:00+08:00'

async function keyFor(name: string, scopePaths: readonly string[]) {
  const { context } = app()
  return context.db.transact(systemScope, (tx) => addApiKey(tx, { at: Date.parse(MORNING), name, scopePaths }))
}

let key = ''
beforeAll(async () => { ({ key } = await keyFor('水位计平台', [STREET])) })

async function send(signals: unknown, withKey = key) {
  return app().request<AnswerOf<typeof takeSignals>>('POST', 'signals', { body: { signals }, headers: { 'x-api-key': withKey } })
}

describe('成批信号（接口密钥）', () => {
  it('同一编号发多少次都是一件；一批里重复的也是', async () => {
    const signals = [
      { id: 'w-1', at: AT, text: '积水点水位 32 厘米', ...AT_BUILDING_12 },
      { id: 'w-2', at: AT, text: '井盖倾斜', ...IN_SHENGXIN },
      { id: 'w-1', at: AT, text: '积水点水位 32 厘米', ...AT_BUILDING_12 },
    ]
    const first = await send(signals)
    expect(first).toMatchObject({ status: 202, body: { refused: [] } })
    expect(new Set(first.body.taken.map((one) => one.number)).size).toBe(2)
    const again = await send(signals)
    expect(again.body.taken.map(({ id, number }) => [id, number])).toEqual(first.body.taken.map(({ id, number }) => [id, number]))
    expect(again.body.taken.every((one) => !one.isNew)).toBe(true)
  })

  it('两台服务器同时收到同一批，也只有一份', async () => {
    const signals = Array.from({ length: 30 }, (_, n) => ({ id: `burst-${n}`, at: AT, text: `第 ${n} 个告警`, ...AT_BUILDING_12 }))
    const answers = await Promise.all([send(signals), send(signals.toReversed()), send(signals)])
    expect(answers.map((answer) => answer.status)).toEqual([202, 202, 202])
    const numbers = answers.flatMap((answer) => answer.body.taken.map((one) => one.number))
    expect(new Set(numbers).size).toBe(30)
    expect(answers.flatMap((answer) => answer.body.taken.filter((one) => one.isNew))).toHaveLength(30)
  })

  it('坏的一条说明哪里不对，不挡住别的', async () => {
    const { body } = await send([
      { id: 'ok-1', at: AT, text: '路灯离线', ...AT_BUILDING_12 },
      { id: 'bad-1', at: '昨天', text: '路灯离线' },
      { id: 'bad-2', at: AT, text: '' },
      { id: 'bad-3', at: AT, text: '在海里', lon: 0, lat: 0 },
      { id: 'bad-4', at: AT, text: '只有经度', lon: 118.3 },
      { id: 'bad-5', at: '2027-01-01T00:00:00Z', text: '时间在将来' },
      { id: 'bad-6', at: '0001-01-01T00:00:00Z', text: '太早了' },
      { id: 'bad-7', at: AT, text: '没有的分类', classCode: 'Z99' },
      { id: 'bad-\uD800', at: AT, text: '编号不成字' },
      { id: 'bad-8', at: AT, text: '没有的来源', source: 'ufo' },
      'not an object', null, 7, [],
    ])
    expect(body.taken.map((one) => one.id)).toEqual(['ok-1'])
    expect(body.refused.map((one) => one.index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
    for (const { message } of body.refused) expect(message).toMatch(/\p{Script=Han}/u)
  })

  it('密钥只能报自己范围里的事；两个厂家用同样的编号互不相干', async () => {
    const narrow = await keyFor('桑家社区烟感', [`${STREET}.c01`])
    const { body } = await send([{ id: 'w-1', at: AT, text: '烟感报警', ...AT_BUILDING_12 }, { id: 'out', at: AT, text: '别的社区', ...IN_SHENGXIN }, { id: 'nowhere', at: AT, text: '没有位置' }], narrow.key)
    expect(body.taken).toMatchObject([{ id: 'w-1', isNew: true }])
    expect(body.refused.map((one) => one.id)).toEqual(['out', 'nowhere'])
  })

  it('没有密钥、乱写的密钥、停用的密钥都不收；登录的人也不能冒充设备', async () => {
    const old = await keyFor('旧平台', [STREET])
    expect((await send([{ id: 'x-1', at: AT, text: '告警' }], old.key)).status).toBe(202)
    await app().context.db.transact(systemScope, (tx) => revokeApiKey(tx, old.id, Date.parse(MORNING)))
    app().clock.advance(6_000)
    for (const bad of ['', 'x', old.key, `${key}x`]) expect(await send([{ id: 'x-2', at: AT, text: '告警' }], bad)).toMatchObject({ status: 401, body: { error: { code: 'api-key-wrong' } } })
    expect((await app().request('POST', 'signals', { as: 'duty', body: { signals: [] } })).status).toBe(401)
  })

  it('登记人员写上别人的编号，看不到别人的案件', async () => {
    const { appeal, request } = app()
    const secret = await appeal({ text: '举报邻居违建，请保密', ...IN_SHENGXIN, clientId: 'phone-9-draft-1' })
    const { body } = await request<CaseDetail>('POST', 'cases', { as: 'grid001', body: { text: '路灯坏了', source: 'resident', clientId: 'phone-9-draft-1', ...AT_BUILDING_12 } })
    expect(body.number).not.toBe(secret.number)
    expect(body.text).toBe('路灯坏了')
    const again = await request<CaseDetail>('POST', 'cases', { as: 'grid001', body: { text: '路灯坏了', source: 'resident', clientId: 'phone-9-draft-1', ...AT_BUILDING_12 } })
    expect(again.body.number).toBe(body.number)
  })
})

describe('可能重复的案件', () => {
  const of = async (id: string) => (await app().request<AnswerOf<typeof findDuplicates>>('GET', `cases/${id}/duplicates`, { as: 'duty' })).body.duplicates

  it('五十米内、同类、说法相近的列在最前，并说明理由', async () => {
    const { raise } = app()
    const near = await handling(app())
    const here = await raise({ text: '12号楼前烧烤摊油烟太大，半夜很吵', lon: AT_BUILDING_12.lon + 0.0002, lat: AT_BUILDING_12.lat })
    const [first] = await of(here.id)
    expect(first).toMatchObject({ case: { id: near.id }, metres: 18 })
    expect(first?.reasons.join('；')).toMatch(/相距约 18 米/u)
    expect(first?.reasons.join('；')).toMatch(/都提到/u)
  })

  it('一样的话、隔着两百米，是两件事；五十米的圆不会一件接一件连成一串', async () => {
    const { raise } = app()
    const text = '绿化带里有人种菜浇粪，气味难闻'
    const chain: string[] = []
    for (let step = 0; step < 5; step += 1) chain.push((await raise({ text, lon: 118.303 + step * 0.0005, lat: 36.818 })).id) // 45 m apart
    const found = (await of(chain[0] ?? '')).map((one) => one.case.id)
    expect(found).toContain(chain[1])
    for (const far of chain.slice(2)) expect(found).not.toContain(far)
  })

  it('只写了小区或社区的，地图上的中心点不算同一地点', async () => {
    const { raise } = app()
    const noise = await raise({ text: '夜里有人放音响跳舞', address: '桑家小区' })
    const parking = await raise({ text: '消防通道被汽车堵住', address: '桑家小区' })
    expect(noise.point).toEqual(parking.point)
    expect((await of(noise.id)).map((one) => one.case.id)).not.toContain(parking.id)
    const [same] = await of((await raise({ text: '夜里有人放音响跳舞，太吵', address: '桑家小区' })).id)
    expect(same).toMatchObject({ case: { id: noise.id }, metres: null })
  })

  it('已经结束的、已经并入的不再列出', async () => {
    const { raise, move } = app()
    const text = '二单元门口的台阶断了一块'
    const where = { lon: 118.3055, lat: 36.8125 }
    const [a, b, c] = [await raise({ text, ...where }), await raise({ text, ...where }), await raise({ text, ...where })]
    expect((await of(a.id)).map((one) => one.case.id).toSorted()).toEqual([b.id, c.id].toSorted())
    await move('accept', b.id, { move: 'merge', into: a.id, consent: '同意' })
    await move('accept', c.id, { move: 'refuse', reason: 'already-answered', explanation: '已在办理' })
    expect(await of(a.id)).toEqual([])
  })
})

it('同样的事登记两次，附近在办里看得到', async () => {
  const { request } = app()
  const { id } = await handling(app(), { ...STALL, lon: 118.3042, lat: 36.8192 })
  const { body } = await request<{ cases: { id: string; metres: number }[] }>('GET', 'cases/nearby?lon=118.3042&lat=36.8193&metres=50', { as: 'accept' })
  expect(body.cases[0]).toMatchObject({ id, metres: 11 })
})
