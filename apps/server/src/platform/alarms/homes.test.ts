import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AlarmRow, AnswerOf, dryRunScenario, listAlarms } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { tickAlarms } from './index.ts'

const app = useApp()
const STREET = 'd370305.s002'
const HOUR = 3_600_000
const LIVES = 'd370305.s002.c01.g001.e01.b012'
let key = ''

beforeAll(async () => {
  const { request } = app()
  key = (await request<{ key: string }>('POST', 'api-keys', { as: 'admin', body: { name: '网关', areas: [STREET], permissions: ['reading.send'], days: 30 } })).body.key
  await request('PUT', 'device-products/door', { as: 'duty', body: { name: '门磁', kind: '门磁', points: [{ name: 'door', title: '开门' }, { name: 'battery', title: '电量' }] } })
  await request('PUT', 'device-products/meter', { as: 'duty', body: { name: '水表', kind: '智能水表', points: [{ name: 'litres', title: '每小时用水' }] } })
})

const register = (id: string, productId: string, place: object) => app().request('POST', 'devices', { as: 'duty', body: { id, name: id, productId, ...place } })
const set = (scenario: string, body: object) => app().request('PUT', `scenarios/${scenario}/settings`, { as: 'duty', body: { area: STREET, version: 0, isOn: true, settings: {}, ...body } })
const ringing = async (device: string): Promise<AlarmRow[]> => (await app().request<AnswerOf<typeof listAlarms>>('GET', `alarms?device=${device}`, { as: 'duty' })).body.alarms

async function says(device: string, values: Record<string, number>): Promise<void> {
  expect(await app().request('POST', 'readings', { headers: { 'x-api-key': key }, body: { readings: [{ device, ts: app().clock.now(), values }] } })).toMatchObject({ status: 202, body: { refused: [] } })
}

/** Until noon of the first day on which so many hours have passed. */
function untilNoonAfter(hours: number): void {
  const noon = Math.ceil((app().clock.now() + hours * HOUR - 4 * HOUR) / (24 * HOUR)) * 24 * HOUR + 4 * HOUR
  app().clock.advance(noon - app().clock.now())
}

const form = (devices: readonly (readonly [string, 'door' | 'water'])[]) => ({
  kind: 'elder-alone', areaPath: LIVES, room: '2单元301', name: '王桂兰', consent: { by: 'self', day: '2026-05-01', scopes: ['door', 'water'] }, contacts: [], devices: devices.map(([deviceId, scope]) => ({ deviceId, scope })),
})

async function enrol(devices: Parameters<typeof form>[0]): Promise<string> {
  const answer = await app().request<{ id: string }>('POST', 'care', { as: 'duty', body: form(devices) })
  expect(answer.status).toBe(201)
  return answer.body.id
}

async function bind(person: string, devices: Parameters<typeof form>[0]): Promise<void> {
  const { version } = (await app().request<{ version: number }>('GET', `care/${person}`, { as: 'duty' })).body
  expect((await app().request('PUT', `care/${person}`, { as: 'duty', body: { ...form(devices), version } })).status).toBe(200)
}

describe('一户就是一位看护对象', () => {
  test('场景开没开、按哪份参数，看老人住在哪里，不看设备登记在哪里；告警归老人那个网格', async () => {
    await set('elder-care', {})
    await set('elder-care', { area: `${STREET}.c02`, isOn: false })
    await register('METER', 'meter', AT_BUILDING_12)
    await register('DOOR', 'door', { ...IN_SHENGXIN, address: '胜辛社区仓库' })
    await enrol([['METER', 'water'], ['DOOR', 'door']])
    await app().settle()
    await says('METER', { litres: 12 })
    await says('DOOR', { door: 1 })
    app().clock.advance(HOUR)
    await says('METER', { litres: 0 })
    untilNoonAfter(20)
    await says('DOOR', { battery: 90 })
    await says('METER', { litres: 0 })
    await tickAlarms(app().context)
    const [alarm] = [...(await ringing('METER')), ...(await ringing('DOOR'))]
    expect(alarm).toMatchObject({ scenario: { id: 'elder-care' }, state: 'ringing', areaPath: LIVES })
    const { lon = 0, lat = 0 } = alarm?.point ?? {}
    expect([alarm?.address, Math.hypot(lon - AT_BUILDING_12.lon, lat - AT_BUILDING_12.lat) < 0.001], '地点是老人住的地方').toEqual([null, true])
    expect((await app().request('GET', `alarms/${alarm?.id}`, { as: 'grid001' })).status).toBe(200)
    await app().request('PUT', 'scenarios/elder-care/settings', { as: 'duty', body: { area: STREET, version: 1, isOn: false, settings: {} } })
    await app().settle()
    await tickAlarms(app().context)
  })

  test('刚登记到老人名下就来消息，以前认得的还认得，不从头算', async () => {
    await set('elder-door', {})
    await register('D2', 'door', AT_BUILDING_12)
    await says('D2', { door: 1, battery: 90 })
    untilNoonAfter(20)
    const person = await enrol([])
    await bind(person, [['D2', 'door']])
    await says('D2', { battery: 89 })
    await app().settle()
    untilNoonAfter(8)
    await says('D2', { battery: 88 })
    await tickAlarms(app().context)
    expect(await ringing('D2')).toMatchObject([{ scenario: { id: 'elder-door' }, state: 'ringing' }])
    const { rows } = await sql<{ subject: string }>`select subject from trigger_memory where scenario = 'elder-door' and device_id = 'D2'`.execute(app().context.db.owner)
    expect(rows).toEqual([{ subject: `home ${person}` }])
  })

  test('老人先登记了外出，门磁后装：也算外出，不响；网格员换了门磁，外出照旧', async () => {
    await register('D3', 'door', AT_BUILDING_12)
    await register('D4', 'door', AT_BUILDING_12)
    await says('D3', { door: 1, battery: 90 })
    const person = await enrol([])
    const until = new Date(app().clock.now() + 10 * 24 * HOUR).toISOString()
    expect((await app().request('POST', `care/${person}/away`, { as: 'duty', body: { until, saidBy: '儿子' } })).status).toBe(200)
    await bind(person, [['D3', 'door']])
    await app().settle()
    untilNoonAfter(40)
    await says('D3', { battery: 89 })
    await tickAlarms(app().context)
    expect(await ringing('D3')).toEqual([])
    await bind(person, [['D4', 'door']])
    await app().settle()
    expect((await app().request('DELETE', `care/${person}/away`, { as: 'duty' })).status).toBe(200)
    await app().settle()
    untilNoonAfter(30)
    await says('D4', { battery: 89 })
    await tickAlarms(app().context)
    expect(await ringing('D4'), '回来了，最后说话的是换下来的那台，也听得到').toMatchObject([{ scenario: { id: 'elder-door' } }])
  })

  test('老人外出时装上的门磁，消息来得比绑定的通知早：也算外出，不响', async () => {
    await register('D5', 'door', AT_BUILDING_12)
    await says('D5', { door: 1, battery: 90 })
    const person = await enrol([])
    const until = new Date(app().clock.now() + 10 * 24 * HOUR).toISOString()
    expect((await app().request('POST', `care/${person}/away`, { as: 'duty', body: { until, saidBy: '女儿' } })).status).toBe(200)
    await app().settle()
    await bind(person, [['D5', 'door']])
    app().clock.advance(60_000)
    await says('D5', { door: 1, battery: 89 })
    expect((await sql<{ subject: string }>`select subject from trigger_memory where scenario = 'elder-door' and device_id = 'D5'`.execute(app().context.db.owner)).rows, '消息先到').toEqual([{ subject: `home ${person}` }])
    await app().settle()
    untilNoonAfter(40)
    await says('D5', { battery: 88 })
    await tickAlarms(app().context)
    expect(await ringing('D5')).toEqual([])
  })

  test('升级前排着的外出事件没写是谁：按设备算，不出错', async () => {
    const { context, clock } = app()
    await register('D6', 'door', AT_BUILDING_12)
    await says('D6', { door: 1, battery: 90 })
    const payload = { devices: ['D6'], from: clock.now(), until: clock.now() + 10 * 24 * HOUR }
    await context.db.transact(systemScope, (tx) => emit(tx, { topic: 'care.away', scopePath: LIVES, payload }))
    await app().settle()
    untilNoonAfter(40)
    await says('D6', { battery: 89 })
    await tickAlarms(context)
    expect(await ringing('D6')).toEqual([])
  })

  test('试跑时一户的设备消息太多，整户都不走，不拿半户的话说事', async () => {
    const { context, clock, request } = app()
    await register('D7', 'door', AT_BUILDING_12)
    await register('M7', 'meter', AT_BUILDING_12)
    await enrol([['D7', 'door'], ['M7', 'water']])
    await app().settle()
    await says('D7', { door: 1 })
    await sql`insert into reading (device_no, point, at, value, taken_at) select d.no, 'litres', ${new Date(clock.now() - 7 * 24 * HOUR)}::timestamptz + n * interval '1.4 seconds', 1, now()
      from device d, generate_series(1, 400000) n where d.id = 'M7'`.execute(context.db.owner)
    const run = await request<AnswerOf<typeof dryRunScenario>>('POST', 'scenarios/elder-care/dry-run', { as: 'duty', body: { area: LIVES, settings: {}, days: 8 } })
    expect(run.status).toBe(200)
    expect(run.body).toMatchObject({ isCut: true })
    expect(run.body.rings.filter(({ device }) => ['D7', 'M7'].includes(device.id))).toEqual([])
  })
})
