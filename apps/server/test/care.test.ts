import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnswerOf, CareDetail, DeviceCommand, listAlarms, listCare, listDeviceCommands } from '@yihu/contracts'
import { useApp } from './app.ts'
import { AT_BUILDING_12 } from './street.ts'
import { systemScope } from '../src/kernel/db/index.ts'
import { openDeviceDoor } from '../src/platform/intake/index.ts'
import type { DeviceDoor } from '../src/platform/intake/index.ts'
import { absencesOf, callForTest, careContactsFor, noteTestAnswers, sendReminders } from '../src/platform/care/index.ts'

const app = useApp()
const HOUR = 3_600_000
const DAY = 24 * HOUR
const secrets = new Map<string, string>()
let door: DeviceDoor

const FORM = {
  kind: 'elder-alone', areaPath: 'd370305.s002.c01.g001.e01.b012', room: '2单元301', name: '王桂兰', phone: '10051230001', note: '钥匙在对门',
  consent: { by: 'guardian', guardian: '王建国', day: '2026-05-01', scopes: ['call', 'water', 'reminder'] },
  contacts: [
    { kind: 'family', name: '王建国', phone: '10051230002', relation: '儿子', consentDay: '2026-05-01' },
    { kind: 'neighbour', name: '李秀英', phone: '10051230003', consentDay: null },
    { kind: 'building-chief', name: '赵楼长', phone: '10051230004', consentDay: '2026-05-02' },
  ],
  devices: [{ deviceId: 'CALL-1', scope: 'call' }, { deviceId: 'WM-1', scope: 'water' }],
}

const post = <T = CareDetail>(url: string, body: object = {}, as = 'community01') => app().request<T>('POST', url, { as, body })
const card = async (id: string, as = 'community01') => (await app().request<CareDetail>('GET', `care/${id}`, { as })).body
const commands = async (id: string): Promise<DeviceCommand[]> => (await app().request<AnswerOf<typeof listDeviceCommands>>('GET', `devices/${id}/commands`, { as: 'duty' })).body.commands
let person: CareDetail

beforeAll(async () => {
  const points = [{ name: 'sos', title: '求助键' }, { name: 'test', title: '每月试呼' }]
  await app().request('PUT', 'device-products/caller', { as: 'duty', body: { name: '一键呼叫器', kind: '一键呼叫器', points } })
  await app().request('PUT', 'device-products/meter', { as: 'duty', body: { name: '水表', kind: '智能水表', points: [{ name: 'litres', title: '每小时用水' }] } })
  for (const [id, productId] of [['CALL-1', 'caller'], ['CALL-2', 'caller'], ['WM-1', 'meter']] as const) {
    const { body } = await app().request<{ secret: string }>('POST', 'devices', { as: 'duty', body: { id, name: id, productId, ...AT_BUILDING_12 } })
    secrets.set(id, body.secret)
  }
  door = await openDeviceDoor(app().context, { port: 0, host: '127.0.0.1' })
  person = (await post('care', FORM)).body
})
afterAll(() => door.close())

/** A call device that hears its commands, answers them and can press its keys. */
async function device(id: string) {
  const client = await connectAsync(`mqtt://127.0.0.1:${door.port}`, { username: id, password: secrets.get(id) ?? '', clientId: id, reconnectPeriod: 0 })
  const heard: { id: string; kind: string; text?: string; drill?: boolean }[] = []
  client.on('message', (_topic, payload) => { heard.push(JSON.parse(payload.toString()) as (typeof heard)[number]) }) // what this server sends
  await client.subscribeAsync(`d/${id}/command`)
  return {
    heard,
    answer: (command: string, more: object = {}) => client.publishAsync(`d/${id}/reply`, JSON.stringify({ id: command, ...more }), { qos: 1 }),
    press: (point: string) => client.publishAsync(`d/${id}/telemetry`, JSON.stringify({ ts: app().clock.now(), values: { [point]: 1 } }), { qos: 1 }),
    end: () => client.endAsync(true),
  }
}

describe('看护对象', () => {
  test('卡片遮住姓名电话；写明用途才看得到，审计和老人卡片上都留痕', async () => {
    expect(person).toMatchObject({ name: '王**', phone: '100****0001', consent: { by: 'guardian', guardian: '王**' }, devices: [{ scopeName: '一键呼叫' }, { scopeName: '用水' }], mayEdit: true })
    expect(JSON.stringify(await card(person.id))).not.toMatch(/王桂兰|10051230001|钥匙在对门/u)
    expect((await post(`care/${person.id}/reveal`, { purpose: 'visit', note: '敲门不应' }, 'grid001')).body).toMatchObject({ name: '王桂兰', note: '钥匙在对门', contacts: [{ name: '王建国' }, {}, {}] })
    expect((await card(person.id)).history).toContainEqual(expect.objectContaining({ kind: 'revealed', text: '查看姓名电话：上门：敲门不应', by: '高网格' }))
    expect((await post(`care/${person.id}/reveal`, { purpose: 'visit' }, 'urban')).status).toBe(403)
    expect((await app().request('GET', `care/${person.id}`, { as: 'community02' })).status).toBe(404)
    const { rows } = await app().context.db.owner.selectFrom('care_contact').selectAll().execute().then((all) => ({ rows: all }))
    expect(JSON.stringify(rows.map((row) => row.name_cipher.toString()))).not.toContain('王建国')
  })

  test('按姓名、电话、设备都找得到；没有同意的项目不能绑设备，一台设备只看护一位', async () => {
    for (const q of ['王桂兰', '100 5123 0001', 'WM-1']) expect((await app().request<AnswerOf<typeof listCare>>('POST', 'care/find', { body: { q }, as: 'community01' })).body.people, q).toHaveLength(1)
    const second = { ...FORM, name: '李四', devices: [{ deviceId: 'WM-1', scope: 'door' }] }
    expect((await post('care', second)).body).toMatchObject({ error: { code: 'care-consent-missing' } })
    expect((await post('care', { ...FORM, name: '李四' })).body).toMatchObject({ error: { code: 'care-device-taken' } })
    expect((await post('care', { ...FORM, name: '李四', areaPath: 'd370305.s002.c02', devices: [] })).status).toBe(400)
  })

  test('改资料时没填的姓名电话保持原样；告警只叫同意过的联系人，按次序', async () => {
    const contacts = person.contacts.map(({ id, kind, consentDay }) => ({ id, kind, consentDay })).toReversed()
    const { body } = await app().request<CareDetail>('PUT', `care/${person.id}`, { as: 'community01', body: { ...FORM, name: undefined, phone: undefined, version: person.version, contacts } })
    expect(body).toMatchObject({ name: '王**', contacts: [{ kind: 'building-chief' }, { kind: 'neighbour' }, { kind: 'family' }] })
    expect((await app().request('PUT', `care/${person.id}`, { as: 'community01', body: { ...FORM, version: person.version } })).status).toBe(409)
    const rungs = await app().context.db.transact(systemScope, (tx) => careContactsFor(tx, app().context, 'WM-1'))
    expect(rungs).toMatchObject([{ kind: 'building-chief', name: '赵**', phone: '100****0004' }, { kind: 'family', name: '王**' }])
  })

  test('登记外出：谁说的也遮住，到时自己结束，提前回来可以撤', async () => {
    const { clock, context } = app()
    const start = clock.now()
    const away = () => context.db.transact(systemScope, (tx) => absencesOf(tx, ['WM-1', 'CALL-2']))
    expect((await post(`care/${person.id}/away`, { until: new Date(start + 2 * DAY).toISOString(), saidBy: '女儿王敏' })).body).toMatchObject({ away: { saidBy: '女**' } })
    expect(await away()).toEqual(new Map([['WM-1', { from: start, until: start + 2 * DAY }]]))
    expect((await app().request<AnswerOf<typeof listCare>>('GET', 'care?state=away', { as: 'duty' })).body.counts).toEqual({ active: 1, away: 1, ended: 0 })
    expect((await app().request('DELETE', `care/${person.id}/away`, { as: 'community01' })).body).toMatchObject({ away: null })
    expect(await away()).toEqual(new Map())
    expect((await post(`care/${person.id}/away`, { until: new Date(start - 1).toISOString(), saidBy: '本人' })).status).toBe(400)
  })
})

describe('命令和提醒', () => {
  test('没连上的等着，一连上就发；设备回执以后看得到执行了没有', async () => {
    expect((await app().request<DeviceCommand>('POST', 'devices/CALL-2/commands', { as: 'duty', body: { kind: 'say', text: '测试' } })).body).toMatchObject({ state: 'waiting', kindName: '语音播报' })
    expect((await app().request('POST', 'devices/CALL-2/commands', { as: 'grid001', body: { kind: 'restart' } })).status).toBe(403)
    const two = await device('CALL-2')
    await expect.poll(() => two.heard).toMatchObject([{ kind: 'say', text: '测试' }])
    expect(await commands('CALL-2')).toMatchObject([{ state: 'sent' }])
    await two.answer(two.heard[0]?.id ?? '', { ok: false, text: '喇叭坏了' })
    expect(await commands('CALL-2')).toMatchObject([{ state: 'refused', answer: '喇叭坏了' }])
    await two.answer('019d0000-0000-7000-8000-000000000000')
    expect((await app().request<{ letters: unknown[] }>('GET', 'dead-letters?sender=CALL-2', { as: 'duty' })).body.letters).toMatchObject([{ detail: '没有这条命令' }])
    await app().request('POST', 'devices/CALL-2/commands', { as: 'duty', body: { kind: 'restart' } })
    await app().settle()
    await expect.poll(() => two.heard.at(-1)).toMatchObject({ kind: 'restart' })
    await two.end()
  })

  test('吃药提醒到点播一次，可以改、可以到某天为止；错过半小时不再播；天气提醒马上播给同意过的人', async () => {
    const { clock, context } = app()
    const start = clock.now()
    const { body } = await post(`care/${person.id}/reminders`, { deviceId: 'CALL-1', kind: 'medicine', text: '该吃降压药了', times: ['08:00', '18:30'] })
    expect(body.reminders).toMatchObject([{ nextAt: '2026-05-07T10:30:00.000Z', kindName: '吃药' }])
    expect((await post(`care/${person.id}/reminders`, { deviceId: 'WM-1', kind: 'medicine', text: '吃药', times: ['08:00'] })).status).toBe(400)
    const [reminder] = body.reminders
    const change = (form: object) => app().request<CareDetail & { error?: { code: string } }>('PUT', `care/${person.id}/reminders/${reminder?.id ?? ''}`, { as: 'community01', body: { deviceId: 'CALL-1', kind: 'medicine', text: '该吃降压药了', times: ['18:30', '08:00'], ...form } })
    expect((await change({ version: 1, times: ['18:30'], weekdays: [1], text: '周一吃药' })).body.reminders).toMatchObject([{ version: 2, text: '周一吃药', nextAt: '2026-05-11T10:30:00.000Z' }])
    expect((await change({ version: 1 })).body.error?.code).toBe('conflict')
    expect((await change({ version: 2, lastDay: '2026-05-06' })).body.reminders).toMatchObject([{ version: 3, nextAt: null }])
    expect((await change({ version: 3 })).body.reminders).toMatchObject([{ version: 4, lastDay: null, nextAt: '2026-05-07T10:30:00.000Z' }])
    clock.set('2026-05-07T18:30:20+08:00')
    await sendReminders(context)
    await sendReminders(context)
    clock.set('2026-05-08T09:00:00+08:00')
    await sendReminders(context)
    expect((await card(person.id)).history.map(({ text }) => text)).toEqual(expect.arrayContaining(['提醒：该吃降压药了', '2026-05-08 08:00 的提醒错过了时间，没有播']))
    expect((await post<{ devices: number }>('care/weather', { areaPath: 'd370305.s002.c01', text: '今天大风，少出门' })).body).toEqual({ devices: 1 })
    expect((await commands('CALL-1')).map(({ text }) => text)).toEqual(['今天大风，少出门', '该吃降压药了'])
    clock.set(start)
  })
})

describe('每月试呼', () => {
  test('一月一次，只叫设备不叫人；按了试呼键就记下，三天没按请社区去看', async () => {
    const { clock, context } = app()
    const told = async () => JSON.stringify((await app().request('GET', 'notices', { as: 'community01' })).body)
    await callForTest(context)
    await callForTest(context)
    expect((await card(person.id)).testCalls).toMatchObject([{ deviceId: 'CALL-1', month: '2026-05', answeredAt: null }])
    expect((await commands('CALL-1')).filter(({ kind }) => kind === 'test-call')).toHaveLength(1)
    const one = await device('CALL-1')
    await expect.poll(() => one.heard.find(({ kind }) => kind === 'test-call')).toMatchObject({ drill: true })
    clock.advance(HOUR)
    await one.press('test')
    await noteTestAnswers(context)
    expect((await card(person.id)).testCalls).toMatchObject([{ answeredAt: new Date(clock.now()).toISOString() }])
    expect(await told()).not.toContain('试呼')
    await one.end()
    clock.set('2026-06-01T10:05:00+08:00')
    await callForTest(context)
    clock.advance(3 * DAY)
    await noteTestAnswers(context)
    await noteTestAnswers(context)
    expect((await told()).match(/试呼三天没有人按/gu)).toHaveLength(1)
    expect((await card(person.id)).testCalls).toHaveLength(2)
  })

  test('撤回同意：姓名、电话、联系人、提醒都删，设备解绑，只留下曾有看护', async () => {
    expect((await post(`care/${person.id}/end`, { reason: 'withdrawn' })).body).toMatchObject({ name: '已结束', phone: null, contacts: [], devices: [], reminders: [], isEnded: true, mayEdit: false })
    expect(await app().context.db.transact(systemScope, (tx) => careContactsFor(tx, app().context, 'WM-1'))).toEqual([])
    expect((await post(`care/${person.id}/reveal`, { purpose: 'contact' })).status).toBe(404)
  })
})

describe('一位老人的几样设备', () => {
  const HOUR_OF_DAY = (at: number): number => new Date(at + 8 * HOUR).getUTCHours()

  test('水表和门磁地址写得不一样也合起来看；两家陌生人同写「水表井内」不合；来数据以前登记了外出的不报', async () => {
    const { clock, request } = app()
    clock.advance(((15 - HOUR_OF_DAY(clock.now()) + 24) % 24) * HOUR)
    const evening = clock.now() - 19 * HOUR
    await request('PUT', 'device-products/door', { as: 'duty', body: { name: '门磁', kind: '门磁', points: [{ name: 'door', title: '开门' }] } })
    const register = (id: string, productId: string, address: string) => request('POST', 'devices', { as: 'duty', body: { id, name: id, productId, address, ...AT_BUILDING_12 } })
    for (const [id, place] of [['甲', '2单元301'], ['丁', '2单元401'], ['乙', '水表井内']] as const) await register(`WM-${codeOf(id)}`, 'meter', place)
    for (const [id, place] of [['甲', ''], ['丁', '门框上'], ['丙', '水表井内']] as const) await register(`DOOR-${codeOf(id)}`, 'door', place)
    const careFor = async (name: string, devices: object[]) => (await post('care', { ...FORM, name, consent: { ...FORM.consent, scopes: ['water', 'door'] }, devices })).body.id
    const both = (name: string) => [{ deviceId: `WM-${codeOf(name)}`, scope: 'water' }, { deviceId: `DOOR-${codeOf(name)}`, scope: 'door' }]
    await careFor('甲', both('甲'))
    await careFor('乙', both('乙').slice(0, 1))
    const away = await careFor('丁', both('丁'))
    expect((await post(`care/${away}/away`, { from: new Date(evening - DAY).toISOString(), until: new Date(clock.now() + 2 * DAY).toISOString(), saidBy: '女儿' })).status).toBe(200)
    expect((await request('PUT', 'scenarios/elder-care/settings', { as: 'duty', body: { area: 'd370305.s002', version: 0, isOn: true, settings: {} } })).status).toBe(200)
    const { key } = (await request<{ key: string }>('POST', 'api-keys', { as: 'admin', body: { name: '网关', areas: ['d370305.s002'], permissions: ['reading.send'], days: 30 } })).body
    const readings = [
      ...['甲', '丙', '丁'].map((name) => ({ device: `DOOR-${codeOf(name)}`, ts: evening, values: { door: 1 } })),
      ...['甲', '乙', '丁'].flatMap((name) => Array.from({ length: 16 }, (_, hour) => ({ device: `WM-${codeOf(name)}`, ts: evening + (hour + 4) * HOUR, values: { litres: hour === 0 ? 12 : 0 } }))),
    ]
    expect((await request('POST', 'readings', { headers: { 'x-api-key': key }, body: { readings } })).body).toMatchObject({ refused: [] })
    const { alarms } = (await request<AnswerOf<typeof listAlarms>>('GET', 'alarms?limit=50', { as: 'duty' })).body
    expect(alarms.filter(({ scenario }) => scenario.id === 'elder-care').map(({ device: { id } }) => id.split('-')[1])).toEqual([codeOf('甲')])
  })
})

/** Ids of devices are Latin. */
function codeOf(name: string): string {
  return String.fromCodePoint(65 + '甲乙丙丁'.indexOf(name))
}
