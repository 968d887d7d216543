import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AlarmDetail, AnswerOf, listAlarms, takeIntake } from '@yihu/contracts'
import { openTestApp, useApp } from '../../../test/app.ts'
import type { TestApp } from '../../../test/app.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { lockEmergencies, tickAlarms } from '../alarms/index.ts'

const app = useApp()
const STREET = 'd370305.s002'
const MINUTE = 60_000
let key = ''

beforeAll(async () => {
  const { request } = app()
  key = (await request<{ key: string }>('POST', 'api-keys', { as: 'admin', body: { name: '消防平台', areas: [STREET], permissions: ['reading.send'], days: 30 } })).body.key
  for (const id of ['smoke-detector', 'smoke-and-fire', 'charger-overheat', 'enterprise-fire']) await request('PUT', `scenarios/${id}/settings`, { as: 'duty', body: { area: STREET, version: 0, isOn: true, settings: {} } })
  await request('PUT', 'device-products/smoke', { as: 'duty', body: { name: '烟感', kind: '独立式感烟火灾探测报警器', points: [{ name: 'smoke', title: '烟雾报警', min: 0, max: 1 }] } })
  await request('PUT', 'device-products/eye', { as: 'duty', body: { name: '摄像机', kind: '摄像机', points: [{ name: 'people', title: '人数', min: 0 }] } })
  const device = async (id: string, productId: string, place: object) => expect((await request('POST', 'devices', { as: 'duty', body: { id, name: id, productId, ...place } })).status).toBe(201)
  await device('S101', 'smoke', { ...AT_BUILDING_12, address: '12号楼101' })
  await device('S102', 'smoke', { ...AT_BUILDING_12, address: '12号楼102' })
  await device('FAR', 'smoke', { ...IN_SHENGXIN, address: '胜辛3号楼' })
  await device('S101B', 'smoke', { ...AT_BUILDING_12, address: '12号楼101' })
  await request('PUT', 'device-products/charger', { as: 'duty', body: { name: '充电桩', kind: '充电桩', points: [{ name: 'temperature', title: '插口温度', min: -40, max: 250 }] } })
  await device('CHARGE', 'charger', { ...AT_BUILDING_12, address: '12号楼101' })
  await request('PUT', 'device-products/panel', { as: 'duty', body: { name: '消防主机', kind: '火灾报警控制器（经用户信息传输装置）', points: [{ name: 'manual', title: '手动按钮' }] } })
  await device('PANEL', 'panel', { ...IN_SHENGXIN, address: '胜辛厂房' })
  await device('EYE', 'eye', AT_BUILDING_12)
  await device('EYE2', 'eye', AT_BUILDING_12)
})

const headers = () => ({ 'x-api-key': key, 'content-type': 'application/json' })
const smoke = async (device: string, value: number) => expect((await app().request('POST', 'readings', { headers: headers(), body: { readings: [{ device, ts: app().clock.now(), values: { smoke: value } }] } })).status).toBe(202)
const readings = (all: readonly { device: string; values: object }[]) => ({ readings: all.map((one) => ({ ...one, ts: app().clock.now() })) })
const send = async (all: readonly { device: string; values: object }[]) => expect((await app().request('POST', 'readings', { headers: headers(), body: readings(all) })).status).toBe(202)
const see = async (at = app().clock.now(), { by = 'EYE', through = app() }: { by?: string; through?: TestApp } = {}) =>
  (await through.request<AnswerOf<typeof takeIntake>>('POST', 'intake/generic', { headers: headers(), body: { device: by, id: `${by}-${at}`, at, seen: { label: 'fire', kind: 'fire', zone: 'view', score: 0.9, dwellMs: 9000 } } })).body
/** What is told while another server asks whether a fire is a case already: it waits, and nothing of cases is held meanwhile that the other may want. */
const tellMeanwhile = async (tell: () => Promise<{ status: number }>) => {
  let told: Promise<{ status: number }> | undefined
  const { db } = app().context
  await db.transact(systemScope, async (tx) => {
    await lockEmergencies(tx, ['fire'])
    told = tell()
    await expect.poll(async () => (await sql<{ n: number }>`select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`.execute(tx)).rows[0]?.n).toBe(1)
    await sql`select 1 from case_counter for update nowait`.execute(tx)
    await sql`select 1 from case_file for update nowait`.execute(tx)
  })
  return (await told)?.status
}
const pass = async (ms: number) => {
  app().clock.advance(ms)
  await tickAlarms(app().context)
}
const alarmOf = async (device: string) => {
  const { alarms: [alarm] } = (await app().request<AnswerOf<typeof listAlarms>>('GET', `alarms?device=${device}`, { as: 'duty' })).body
  return (await app().request<AlarmDetail>('GET', `alarms/${alarm?.id}`, { as: 'duty' })).body
}
const remarks = async (number: string) => (await app().find(number)).timeline.map(({ text }) => text).join('\n')

describe('一场火只立一件案', () => {
  let number = ''

  test('烟感响满三分钟立案；旁边的摄像机两分钟后看到火，不另立案，案件里写明为什么是同一件', async () => {
    await smoke('S101', 1)
    await pass(20_000)
    await pass(3 * MINUTE)
    number = (await alarmOf('S101')).case?.number ?? ''
    expect(number).not.toBe('')
    await pass(2 * MINUTE)
    expect(await see()).toMatchObject({ signals: [number], parked: 0 })
    expect(await remarks(number)).toContain('EYE疑似火情（fire，区域 view），请立即核实。（桑家社区')
    expect(await remarks(number)).toMatch(/都是火情，相距 0 米，前后 2 分钟，算同一件/u)
    await see()
    expect((await remarks(number)).match(/EYE疑似火情/gu), '十分钟内再看到，不再记一遍').toHaveLength(1)
  })

  test('摄像机的告警到了立案的时候也并进来，告警的经过里写着并到哪件、为什么', async () => {
    for (let half = 0; half < 8; half += 1) {
      await pass(MINUTE / 2)
      await see()
    }
    const alarm = await alarmOf('EYE')
    expect(alarm.case?.number).toBe(number)
    expect(alarm.story.map(({ text }) => text).join('\n')).toMatch(new RegExp(`并入案件 ${number}：都是火情，相距 0 米，前后 \\d+ 分钟，算同一件`, 'u'))
    expect(await remarks(number)).toMatch(/又一条告警：.*EYE：.*（烟火；都是火情/u)
  })

  test('同一栋楼另一户的烟感是另一处，另立一件；别的小区的也是', async () => {
    for (const device of ['S102', 'FAR']) await smoke(device, 1)
    await pass(20_000)
    await pass(3 * MINUTE)
    const [next, far] = [(await alarmOf('S102')).case?.number, (await alarmOf('FAR')).case?.number]
    expect(new Set([number, next, far]).size).toBe(3)
  })

  test('先是摄像机看到火立了案，同处的烟感后响，并进那一件；过了一刻钟再响的另立', async () => {
    app().clock.advance(60 * MINUTE)
    for (const device of ['S101', 'S102', 'FAR']) await smoke(device, 0)
    await pass(30 * MINUTE)
    const { signals: [seen = ''] } = await see()
    expect([(await app().find(seen)).source, seen === number]).toEqual(['camera', false])
    await smoke('S101', 1)
    await pass(20_000)
    await pass(3 * MINUTE)
    expect((await alarmOf('S101')).case?.number).toBe(seen)
    app().clock.advance(16 * MINUTE)
    await smoke('S102', 1)
    await pass(20_000)
    await pass(3 * MINUTE)
    expect((await alarmOf('S102')).case?.number).not.toBe(seen)
  })

  test('正在申请作废的案件没有人去，另一只烟感再响，另立一件；迟到一刻钟以上的画面说的是先前的事，也不并进来', async () => {
    app().clock.advance(60 * MINUTE)
    for (const device of ['S101', 'S102']) await smoke(device, 0)
    await pass(30 * MINUTE)
    await smoke('S101B', 1)
    await pass(20_000)
    await pass(3 * MINUTE)
    const first = (await alarmOf('S101B')).case?.number ?? ''
    const { signals: [late] } = await see(app().clock.now() - 40 * MINUTE)
    expect([late !== undefined, late === first]).toEqual([true, false])
    await app().move('duty', (await app().find(first)).id, { move: 'request-void', reason: '报警器误报' })
    await smoke('S101', 1)
    await pass(20_000)
    await pass(3 * MINUTE)
    const second = (await alarmOf('S101')).case?.number ?? ''
    expect([second !== '', second === first]).toEqual([true, false])
  })

  test('充电桩过热的案件四个小时办结，同一地址的烟感响了不并进去：另立一件，一小时办结', async () => {
    app().clock.advance(60 * MINUTE)
    for (const device of ['S101', 'S101B']) await smoke(device, 0)
    await pass(30 * MINUTE)
    expect((await app().request('POST', 'readings', { headers: headers(), body: { readings: [{ device: 'CHARGE', ts: app().clock.now(), values: { temperature: 90 } }] } })).status).toBe(202)
    await pass(30_000)
    await pass(11 * MINUTE)
    const charger = (await alarmOf('CHARGE')).case?.number ?? ''
    await smoke('S101', 1)
    await pass(20_000)
    await pass(3 * MINUTE)
    const fire = (await alarmOf('S101')).case?.number ?? ''
    expect([charger !== '', fire !== '', charger === fire]).toEqual([true, true, false])
  })

  test('两台服务器同一秒听到同一场火：两路摄像机同时说，或两只烟感同时到了立案的时候，都只立一件', async () => {
    const second = await openTestApp({ beside: app() })
    try {
      for (let round = 0; round < 6; round += 1) {
        app().clock.advance(60 * MINUTE)
        const seen = await Promise.all([see(undefined, { by: 'EYE' }), see(undefined, { by: 'EYE2', through: second })])
        expect(new Set(seen.flatMap(({ signals }) => signals)).size, `摄像机，第 ${round + 1} 场`).toBe(1)
        for (const device of ['S101', 'S101B']) await smoke(device, 0)
        await pass(60 * MINUTE)
        for (const device of ['S101', 'S101B']) await smoke(device, 1)
        await pass(20_000)
        app().clock.advance(3 * MINUTE)
        await Promise.all([tickAlarms(app().context), tickAlarms(second.context)])
        const numbers = [(await alarmOf('S101')).case?.number, (await alarmOf('S101B')).case?.number]
        expect([numbers[0] !== undefined, new Set(numbers).size], `烟感，第 ${round + 1} 场`).toEqual([true, 1])
      }
    } finally {
      await second.close()
    }
  })

  test('别的服务器正在问是不是同一场火：一条消息先求助后报火，先等它问完再动案件，两边不会互相等死', async () => {
    app().clock.advance(60 * MINUTE)
    await app().raise({ text: '今天的第一件' })
    const now = app().clock.now()
    const items = [{ device: 'EYE', id: 'help-1', text: '有人求助' }, { device: 'EYE2', id: 'fire-1', at: now, seen: { label: 'fire', kind: 'fire' } }]
    expect(await tellMeanwhile(() => app().request('POST', 'intake/generic', { headers: headers(), body: items }))).toBe(202)
  })

  test('一批读数里有解除的也有起火的，也是这样', async () => {
    app().clock.advance(60 * MINUTE)
    await send([{ device: 'CHARGE', values: { temperature: 20 } }])
    await pass(60 * MINUTE)
    await send([{ device: 'CHARGE', values: { temperature: 90 } }])
    await pass(30_000)
    await pass(11 * MINUTE)
    const charger = (await alarmOf('CHARGE')).case?.number ?? ''
    expect(await tellMeanwhile(() => app().request('POST', 'readings', { headers: headers(), body: readings([{ device: 'CHARGE', values: { temperature: 20 } }, { device: 'PANEL', values: { manual: 1 } }]) }))).toBe(202)
    expect(await remarks(charger)).toMatch(/告警 .* 解除/u)
    expect((await alarmOf('PANEL')).case).not.toBeNull()
  })
})
