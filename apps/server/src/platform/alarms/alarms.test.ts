import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AlarmDetail, AlarmRow, AnswerOf, dryRunScenario, listAlarms, listInside, listLayers, listScenarios, ScenarioDetail } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from '../../../test/street.ts'
import { alarmBriefs, tickAlarms } from './index.ts'

const app = useApp()
const STREET = 'd370305.s002'
let key = ''

beforeAll(async () => {
  const { request } = app()
  key = (await request<{ key: string }>('POST', 'api-keys', { as: 'admin', body: { name: '网关', areas: [STREET], permissions: ['reading.send'], days: 30 } })).body.key
  await request('PUT', 'device-products/level', { as: 'duty', body: { name: '雷达水位计', kind: '水位计', points: [{ name: 'level', title: '水位', unit: 'm', period: 300 }] } })
  for (const [id, place] of [['L1', AT_BUILDING_12], ['L2', IN_SHENGXIN]] as const) await request('POST', 'devices', { as: 'duty', body: { id, name: `${id}水位`, productId: 'level', ...place } })
  await set({ version: 0, isOn: true })
})

function set(body: { version: number; isOn: boolean; settings?: Record<string, unknown>; area?: string }, as = 'duty') {
  return app().request<ScenarioDetail & { error?: { code: string; fields?: Record<string, string> } }>('PUT', 'scenarios/river-level/settings', { as, body: { area: STREET, settings: {}, ...body } })
}

async function send(device: string, level: number, minutesAgo = 0): Promise<void> {
  const answer = await app().request('POST', 'readings', { headers: { 'x-api-key': key }, body: { readings: [{ device, ts: app().clock.now() - minutesAgo * 60_000, values: { level } }] } })
  expect(answer).toMatchObject({ status: 202, body: { refused: [] } })
}

async function alarms(query = '', as = 'duty'): Promise<AlarmRow[]> {
  return (await app().request<AnswerOf<typeof listAlarms>>('GET', `alarms?${query}`, { as })).body.alarms
}

async function detail(id: string, as = 'duty'): Promise<AlarmDetail> {
  return (await app().request<AlarmDetail>('GET', `alarms/${id}`, { as })).body
}

async function act(id: string, body: Record<string, unknown>, as = 'duty') {
  const { version } = await detail(id)
  return app().request<AlarmDetail & { error?: { code: string } }>('POST', `alarms/${id}/acts`, { as, body: { version, ...body } })
}

describe('水位过警戒', () => {
  let id = ''

  test('满十分钟才响，说得出为什么、按哪一版参数，当即立案并写明期限', async () => {
    for (const minutes of [12, 6]) await send('L1', 2.3, minutes)
    expect(await alarms()).toEqual([])
    await send('L1', 2.3)
    const [alarm, ...others] = await alarms()
    expect(others).toEqual([])
    expect(alarm).toMatchObject({ scenario: { id: 'river-level' }, severity: 'major', state: 'ringing', what: '水位 2.3 m，高了', device: { id: 'L1' }, nextCall: { who: '责任单位' } })
    id = alarm?.id ?? ''
    const shown = await detail(id)
    expect(shown.why).toMatchObject({ rule: ['水位高于 2 m满 10 分钟，降到 1.85 m 才解除', expect.stringContaining('06-01 至 09-30') as string], settings: { version: 1, areaName: '雪宫街道' } })
    expect(shown.why.readings.map(({ value }) => value)).toEqual(['2.3 m', '2.3 m', '2.3 m'])
    expect(Date.parse(shown.raisedAt)).toBe(app().clock.now() - 2 * 60_000)
    const made = await app().find(shown.case?.number ?? '')
    expect(made).toMatchObject({ source: 'device', class: { code: 'A100402' } })
    expect(made.dueAt).toBe(new Date(app().clock.now() + 2 * 3_600_000).toISOString())
  })

  test('同一条消息再来、更多读数，仍是一条告警一件案件', async () => {
    await send('L1', 2.3)
    await send('L1', 2.35, 1)
    expect((await alarms()).map((alarm) => alarm.id)).toEqual([id])
    expect((await detail(id)).story.filter(({ kind }) => kind === 'case')).toHaveLength(1)
  })

  test('地图上的告警分场景、带场景的图样，圈出来只看这个场景', async () => {
    const layer = (await app().request<AnswerOf<typeof listLayers>>('GET', 'layers', { as: 'duty' })).body.layers.find(({ id: of }) => of === 'alarms')
    expect(layer).toMatchObject({ count: 1, kinds: [{ word: '河道水位', icon: 'wave', count: 1 }] })
    const { lon, lat } = AT_BUILDING_12
    const ring = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x = 0, y = 0]) => ({ lon: lon + x / 1000, lat: lat + y / 1000 }))
    const titles = async (only: string) => (await app().request<AnswerOf<typeof listInside>>('POST', 'layers/inside', { as: 'duty', body: { ring, layers: [{ id: 'alarms', only }] } })).body.layers.flatMap(({ things }) => things.map(({ title }) => title))
    expect([await titles('河道水位,烟火'), await titles('烟火')]).toEqual([['重要 · 水位 2.3 m，高了'], []])
  })

  test('确认后有人接着，步骤勾得掉，别人拿旧版本的操作不作数', async () => {
    const old = (await detail(id)).version
    expect((await act(id, { act: 'acknowledge' }, 'grid001')).body).toMatchObject({ state: 'acknowledged', holder: { name: '高网格' }, nextCall: null })
    expect((await act(id, { act: 'come', version: old })).body.error?.code).toBe('alarm-changed')
    const stepped = await act(id, { act: 'step', index: 0, note: '上下游都在涨' }, 'grid001')
    expect(stepped.body.playbook[0]).toMatchObject({ state: 'done', settled: { by: '高网格', note: '上下游都在涨' } })
    expect((await act(id, { act: 'step', index: 99 })).status).toBe(400)
    expect((await act(id, { act: 'mark-false', reason: '浪' })).body.error?.code).toBe('alarm-open')
  })

  test('过了保证水位升为紧急并再响，退到解除线才解除，案件经过里有记录', async () => {
    app().clock.advance(6 * 60_000)
    await send('L1', 3, 5)
    await send('L1', 3)
    expect(await detail(id)).toMatchObject({ severity: 'critical', state: 'ringing' })
    await send('L1', 1.9)
    expect((await detail(id)).state).toBe('ringing')
    app().clock.advance(60_000)
    await send('L1', 1.8)
    const ended = await detail(id)
    expect(ended).toMatchObject({ state: 'cleared', cleared: { how: 'signal' } })
    expect((await app().find(ended.case?.number ?? '')).timeline.map(({ text }) => text).join()).toContain('解除（信号恢复）')
  })

  test('半小时内又涨上来算同一条，不另立案', async () => {
    app().clock.advance(12 * 60_000)
    await send('L1', 2.2, 11)
    await send('L1', 2.2)
    expect(await alarms()).toMatchObject([{ id, returns: 1, state: 'acknowledged', case: { number: (await detail(id)).case?.number } }])
  })

  test('人工解除写明误报；解除后不能再确认，误报数看得到', async () => {
    const cleared = await act(id, { act: 'clear', reason: '杂物顶住浮子', isFalse: true })
    expect(cleared.body).toMatchObject({ state: 'cleared', cleared: { how: 'person', isFalse: true, reason: '杂物顶住浮子' }, trust: { rang: 1, falseAlarms: 1 } })
    expect((await act(id, { act: 'acknowledge' })).body.error?.code).toBe('alarm-cleared')
    expect((await act(id, { act: 'mark-false', reason: '再说一次' })).status).toBe(200)
  })

  test('别的社区看不到这条告警，也动不了', async () => {
    expect(await alarms('state=cleared', 'community02')).toEqual([])
    expect((await app().request('POST', `alarms/${id}/acts`, { as: 'community02', body: { act: 'note', version: 1, note: '看看' } })).status).toBe(404)
  })
})

describe('场景', () => {
  test('参数按场景的规定检查，写明哪一项；别人刚改过则不覆盖', async () => {
    const wrong = await set({ version: 1, isOn: true, settings: { warning: 99, nothing: 1 } })
    expect(wrong.body.error).toMatchObject({ code: 'input-invalid', fields: { 'settings.warning': '请填写 0 至 20 之间的数（m）', 'settings.nothing': '没有这一项参数' } })
    expect((await set({ version: 0, isOn: true })).body.error?.code).toBe('conflict')
    expect((await set({ version: 0, isOn: true, area: `${STREET}.c01` }, 'grid001')).status).toBe(403)
  })

  test('社区可以有自己的参数；试跑说出本可响几次、在哪里，没有任何效果', async () => {
    app().clock.advance(3_600_000)
    for (const minutes of [30, 20, 10, 0]) await send('L2', 1.2, minutes)
    const before = await alarms()
    const tried = await app().request<AnswerOf<typeof dryRunScenario>>('POST', 'scenarios/river-level/dry-run', { as: 'duty', body: { area: `${STREET}.c02`, settings: { warning: 1, guarantee: 9 } } })
    expect(tried.body).toMatchObject({ count: 1, rings: [{ device: { id: 'L2' }, severity: 'major', clearedAt: null, point: { lon: IN_SHENGXIN.lon, lat: IN_SHENGXIN.lat } }], present: { count: 0 }, devices: 1, readings: 4 })
    expect(tried.body.says).toContain('本可响 1 次，现在的参数响 0 次')
    expect(await alarms()).toEqual(before)
    await set({ version: 0, isOn: true, area: `${STREET}.c02`, settings: { warning: 1, guarantee: 9 } })
    await send('L2', 1.3)
    expect(await alarms()).toMatchObject([{ device: { id: 'L2' } }])
    const there = await app().request<AnswerOf<typeof listScenarios>>('GET', `scenarios?area=${STREET}.c02`, { as: 'duty' })
    expect(there.body.scenarios.find((one) => one.id === 'river-level')).toMatchObject({ isOn: true, setAt: { name: '胜辛社区', version: 1 }, devices: 1, open: 1 })
  })

  test('有期限的专项没有截止日期不能申请打开；没有这个场景就说没有', async () => {
    const { request } = app()
    const open = (endsOn: string | null) => request<ScenarioDetail & { error?: unknown }>('PUT', 'scenarios/special-watch/settings', { as: 'duty', body: { area: STREET, version: 0, isOn: true, settings: {}, endsOn, legalBasis: '市应急办〔2026〕12 号通知' } })
    expect((await open(null)).body.error).toMatchObject({ fields: { endsOn: '这个场景必须填截止日期，到期自动停用' } })
    expect((await open('2026-06-01')).body).toMatchObject({ isOn: false, campaign: { requests: [{ endsOn: '2026-06-01' }] } })
    expect((await request('GET', 'scenarios/no-such', { as: 'duty' })).status).toBe(404)
  })
})

describe('叫人的梯子', () => {
  let id = ''
  const calls = async () => (await detail(id)).ladder.map(({ role, state, reached }) => [role, state, reached.join()])

  test('当即找责任单位；没人确认，五分钟后找网格员，十分钟后找值班长，各找一次', async () => {
    const { clock, context } = app()
    await set({ version: 1, isOn: true, area: `${STREET}.c02`, settings: { warning: 1.5, guarantee: 9 } })
    clock.advance(2 * 3_600_000)
    await app().settle()
    await tickAlarms(context)
    expect(await alarms(`area=${STREET}.c02`)).toEqual([])
    for (const minutes of [20, 10, 0]) await send('L2', 2, minutes)
    id = (await alarms('device=L2'))[0]?.id ?? ''
    await Promise.all([tickAlarms(context), tickAlarms(context)])
    expect(await calls()).toEqual([['责任单位', 'called', '辛书记,李网格'], ['网格员', 'waiting', ''], ['值班长', 'waiting', '']])
    clock.advance(5 * 60_000)
    await tickAlarms(context)
    clock.advance(5 * 60_000)
    await tickAlarms(context)
    await tickAlarms(context)
    expect(await calls()).toEqual([['责任单位', 'called', '辛书记,李网格'], ['网格员', 'called', '李网格'], ['值班长', 'called', '汤值班,于值班']])
    const told = await app().request<{ notices: { title: string; text: string; kind: string }[] }>('GET', 'notices', { as: 'grid003' })
    expect(told.body.notices[0]).toMatchObject({ kind: 'alarm.called', title: '重要告警：河道水位', text: expect.stringContaining('水位 2 m，高了') as string })
  })

  test('稍后再响：到时间没处理完，再找同一个人；有人在路上就不再找', async () => {
    const { clock, context } = app()
    await act(id, { act: 'snooze', minutes: 30 })
    clock.advance(29 * 60_000)
    await tickAlarms(context)
    expect((await detail(id)).state).toBe('snoozed')
    clock.advance(60_000)
    await tickAlarms(context)
    expect((await detail(id)).story.map(({ kind }) => kind).slice(-2)).toEqual(['woke', 'called'])
    await act(id, { act: 'come' }, 'grid003')
    clock.advance(3_600_000)
    await tickAlarms(context)
    expect((await detail(id)).story.at(-1)).toMatchObject({ kind: 'come', by: '李网格' })
  })

  test('设备在维护：只记不叫、不立案；维护完了还没恢复，从头叫人，照样立案；叫着的时候进了维护就停下', async () => {
    const { clock, context, request } = app()
    await request('POST', 'devices', { as: 'duty', body: { id: 'L3', name: 'L3水位', productId: 'level', ...IN_SHENGXIN } })
    const mark = (minutes: number) => request('POST', 'devices/L3/marks', { as: 'duty', body: { mark: 'maintenance', until: new Date(clock.now() + minutes * 60_000).toISOString(), note: '换雷达' } })
    await mark(30)
    for (const minutes of [20, 10, 0]) await send('L3', 2, minutes)
    const [quiet] = await alarms('device=L3')
    await tickAlarms(context)
    expect(quiet).toMatchObject({ state: 'ringing', isQuiet: true, case: null, nextCall: null })
    clock.advance(31 * 60_000)
    await app().settle()
    await tickAlarms(context)
    const loud = await detail(quiet?.id ?? '')
    expect(loud).toMatchObject({ isQuiet: false, case: { number: expect.any(String) as string } })
    expect(loud.story.map(({ kind }) => kind)).toEqual(['raised', 'quiet', 'loud', 'called', 'case'])
    await mark(60)
    await app().settle()
    clock.advance(10 * 60_000)
    await tickAlarms(context)
    expect((await detail(loud.id)).story.at(-1)).toMatchObject({ kind: 'quiet' })
    await request('POST', 'devices/L3/marks', { as: 'duty', body: { mark: 'none' } })
    await app().settle()
    await tickAlarms(context)
    expect((await detail(loud.id)).story.map(({ kind }) => kind).slice(-3), '提前修完，当即叫人').toEqual(['quiet', 'loud', 'called'])
    await mark(60)
    await app().settle()
    await tickAlarms(context)
    await mark(1)
    await app().settle()
    await tickAlarms(context)
    clock.advance(2 * 60_000)
    await tickAlarms(context)
    expect((await detail(loud.id)).story.map(({ kind }) => kind).slice(-3), '维护改短了，按改短的算').toEqual(['quiet', 'loud', 'called'])
    await mark(60)
    await app().settle()
    await tickAlarms(context)
    await sql`update device set maintenance_until = null where id = 'L3'`.execute(context.db.owner)
    clock.advance(6 * 60_000)
    await tickAlarms(context)
    expect((await detail(loud.id)).story.map(({ kind }) => kind).slice(-3), '没听到维护结束，过几分钟也会看到').toEqual(['quiet', 'loud', 'called'])
    await act(loud.id, { act: 'clear', reason: '修好了' })
  })

  test('交接简报写着未解除的告警和失联的设备', async () => {
    const sections = await app().context.db.transact(systemScope, async (tx) => {
      const items = []
      for (const { compose } of alarmBriefs) items.push(...(await compose(tx, app().context, { street: STREET, from: app().clock.now() - 8 * 3_600_000, to: app().clock.now(), now: app().clock.now() })))
      return items
    })
    expect(Object.fromEntries(sections.map((one) => [one.id, one.count]))).toMatchObject({ 'alarms-open': 1, 'alarms-critical': 0, 'alarms-ringing': 0, 'devices-silent': 3 })
  })

  test('场景关了，它的告警当即解除', async () => {
    await set({ version: 2, isOn: false, area: `${STREET}.c02` })
    await app().settle()
    await tickAlarms(app().context)
    expect((await detail(id)).cleared).toMatchObject({ how: 'settings' })
  })
})

describe('爱误报的设备', () => {
  test('误报三次以后要多持续三分钟才响，自己恢复的只记不叫；说得出为什么', async () => {
    const { clock, context } = app()
    const flood = async (level: number): Promise<void> => {
      clock.advance(3_600_000)
      for (const minutes of [12, 6, 0]) await send('L1', level, minutes)
    }
    for (const _ of [1, 2]) {
      await flood(1)
      await flood(2.4)
      const [alarm] = await alarms('device=L1')
      await act(alarm?.id ?? '', { act: 'clear', reason: '树枝', isFalse: true })
    }
    await flood(1)
    await flood(2.4)
    const [held] = await alarms('device=L1')
    expect(held).toMatchObject({ state: 'held', case: null })
    clock.advance(3 * 60_000)
    await tickAlarms(context)
    const rung = await detail(held?.id ?? '')
    expect(rung).toMatchObject({ state: 'ringing', case: { number: expect.any(String) as string }, trust: { falseAlarms: 3, holdMinutes: 3 } })
    expect(rung.trust.advice).toContain('误报 3 次，所以要多持续 3 分钟才响')
    await flood(1)
    await flood(2.4)
    clock.advance(60_000)
    await send('L1', 1)
    expect((await alarms('state=cleared&device=L1'))[0]).toMatchObject({ cleared: { how: 'short' }, case: null })
  })
})

describe('老人家的门', () => {
  const HOUR = 3_600_000
  let person = ''
  const says = async (values: Record<string, number>): Promise<void> => {
    await app().request('POST', 'readings', { headers: { 'x-api-key': key }, body: { readings: [{ device: 'DOOR', ts: app().clock.now(), values }] } })
  }
  /** Until noon of the first day on which so many hours have passed. */
  const untilNoonAfter = (hours: number): void => {
    const noon = Math.ceil((app().clock.now() + hours * HOUR - 4 * HOUR) / (24 * HOUR)) * 24 * HOUR + 4 * HOUR
    app().clock.advance(noon - app().clock.now())
  }

  test('一天多没开门：本人没登记电话就接着找家属，由值班长打；网格员接手，到时立案，老人卡片上看得到', async () => {
    const { request, clock, context } = app()
    await request('PUT', 'device-products/door', { as: 'duty', body: { name: '门磁', kind: '门磁', points: [{ name: 'door', title: '开门' }, { name: 'battery', title: '电量' }] } })
    await request('POST', 'devices', { as: 'duty', body: { id: 'DOOR', name: '王家门磁', productId: 'door', address: '12号楼2单元301', ...AT_BUILDING_12 } })
    await request('PUT', 'scenarios/elder-door/settings', { as: 'duty', body: { area: STREET, version: 0, isOn: true, settings: {} } })
    person = (await request<{ id: string }>('POST', 'care', {
      as: 'community01', body: {
        kind: 'elder-alone', areaPath: 'd370305.s002.c01.g001.e01.b012', room: '2单元301', name: '王桂兰', consent: { by: 'self', day: '2026-05-01', scopes: ['door'] },
        contacts: [{ kind: 'family', name: '王建国', phone: '10051230002', consentDay: '2026-05-01' }], devices: [{ deviceId: 'DOOR', scope: 'door' }],
      },
    })).body.id
    await says({ door: 1, battery: 80 })
    untilNoonAfter(26)
    await says({ battery: 79 })
    await tickAlarms(context)
    const [alarm] = await alarms('device=DOOR')
    expect(alarm).toMatchObject({ scenario: { id: 'elder-door' }, severity: 'minor', state: 'ringing', case: null })
    const shown = await detail(alarm?.id ?? '')
    expect(shown.ladder.slice(0, 3).map(({ state }) => state)).toEqual(['nobody', 'called', 'waiting'])
    expect(shown.story.map(({ text }) => text).join()).toContain('打电话给 王**（100****0002）')
    clock.advance(HOUR)
    await tickAlarms(context)
    expect((await act(shown.id, { act: 'come' }, 'grid001')).body).toMatchObject({ state: 'coming', holder: { name: '高网格' }, case: { number: expect.any(String) as string } })
    await says({ door: 1 })
    expect((await detail(shown.id)).cleared).toMatchObject({ how: 'signal' })
    expect((await request('GET', `care/${person}`, { as: 'community01' })).body).toMatchObject({ alarms: [{ title: '老人门磁长时无活动', state: '已解除', deviceName: '王家门磁' }] })
  })

  test('登记了外出就不响，回来以后照看', async () => {
    const { request, context, clock } = app()
    const until = new Date(clock.now() + 72 * HOUR).toISOString()
    const { version } = (await request<{ version: number }>('GET', `care/${person}`, { as: 'community01' })).body
    const form = { kind: 'elder-alone', areaPath: 'd370305.s002.c01.g001.e01.b012', room: '2单元301', phone: '10051230001', consent: { by: 'self', day: '2026-05-01', scopes: ['door'] } }
    expect((await request('PUT', `care/${person}`, { as: 'community01', body: { ...form, version, contacts: [{ kind: 'family', name: '王建国', phone: '10051230002', consentDay: '2026-05-01' }], devices: [{ deviceId: 'DOOR', scope: 'door' }] } })).status).toBe(200)
    expect((await request('POST', `care/${person}/away`, { as: 'community01', body: { until, saidBy: '儿子' } })).status).toBe(200)
    await app().settle()
    untilNoonAfter(40)
    await says({ battery: 78 })
    await tickAlarms(context)
    expect(await alarms('device=DOOR')).toEqual([])
    untilNoonAfter(30)
    await says({ battery: 77 })
    await tickAlarms(context)
    const [again] = await alarms('device=DOOR')
    expect(again).toMatchObject({ scenario: { id: 'elder-door' } })
    expect((await detail(again?.id ?? '')).story.map(({ text }) => text).join(), '登记了电话，先打给本人').toContain('打电话给 王**（100****0001）')
  })
})

describe('演练', () => {
  test('台面上看得到、梯子走得完，不通知任何人，不立案；收尾照常', async () => {
    const { request, clock, context } = app()
    const unread = async () => (await request<{ notices: unknown[] }>('GET', 'notices', { as: 'grid001' })).body.notices.length
    const before = await unread()
    const { body, status } = await request<AlarmDetail>('POST', 'alarm-drills', { as: 'duty', body: { scenario: 'river-level', device: 'L1' } })
    expect(status).toBe(201)
    clock.advance(15 * 60_000)
    await tickAlarms(context)
    const shown = await detail(body.id)
    expect(shown).toMatchObject({ isDrill: true, state: 'ringing', case: null, may: { makeCase: false } })
    expect(shown.story.map(({ text }) => text)).toContain('演练：此时会找网格员（消息），没有真的通知')
    expect(await unread()).toBe(before)
    expect((await act(body.id, { act: 'make-case' })).body.case).toBeNull()
    expect((await act(body.id, { act: 'clear', reason: '演练结束' })).body.state).toBe('cleared')
  })

  test('场景没有看着的设备不能演练', async () => {
    const answer = await app().request<{ error?: { code: string } }>('POST', 'alarm-drills', { as: 'duty', body: { scenario: 'gas-leak', device: 'L1' } })
    expect(answer.body.error?.code).toBe('scenario-not-watching')
  })
})
