import { connectAsync } from 'mqtt'
import type { MqttClient } from 'mqtt'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { AnswerOf, DeadLetter, DeviceDetail, listDeadLetters, replayDeadLetters } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { openDeviceDoor } from './index.ts'
import type { DeviceDoor } from './index.ts'

const app = useApp()
const HOUR = 3_600_000
const secrets = new Map<string, string>()
const open: MqttClient[] = []
let door: DeviceDoor

async function register(id: string, productId = 'meter'): Promise<void> {
  const { status, body } = await app().request<{ secret: string }>('POST', 'devices', { as: 'duty', body: { id, name: `设备 ${id}`, productId, ...AT_BUILDING_12 } })
  expect(status).toBe(201)
  secrets.set(id, body.secret)
}

async function saveProduct(id: string, form: object): Promise<void> {
  expect((await app().request('PUT', `device-products/${id}`, { as: 'duty', body: { kind: '传感器', name: id, ...form } })).status).toBe(200)
}

beforeAll(async () => {
  await saveProduct('meter', { points: [{ name: 'litres', title: '水量', min: 0, max: 1000 }, { name: 'door', title: '门', words: { open: 1, closed: 0 } }] })
  await saveProduct('thermo', { codec: 'milesight-em300-th', points: [{ name: 'temperature', title: '温度' }, { name: 'humidity', title: '湿度' }] })
  for (const id of ['A', 'B', 'FLOOD', 'CALM']) await register(id)
  await register('T1', 'thermo')
  door = await openDeviceDoor(app().context, { port: 0, host: '127.0.0.1' })
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.endAsync(true)))
})
afterAll(async () => {
  await Promise.all(open.map((client) => client.endAsync(true)))
  await door.close()
})

async function connect(id: string, options: { clientId?: string; password?: string } = {}): Promise<MqttClient> {
  const client = await connectAsync(`mqtt://127.0.0.1:${door.port}`, { username: id, password: secrets.get(id) ?? '', clientId: id, reconnectPeriod: 0, connectTimeout: 5000, ...options })
  open.push(client)
  client.on('error', () => undefined)
  return client
}

async function refusalOf(id: string, options: { clientId?: string; password?: string }): Promise<string> {
  return connect(id, options).then(() => 'let in', (error: unknown) => (error instanceof Error ? error.message : 'refused'))
}

const say = (client: MqttClient, id: string, message: unknown, topic = `d/${id}/telemetry`) =>
  client.publishAsync(topic, typeof message === 'string' ? message : JSON.stringify(message), { qos: 1 })

const closed = (client: MqttClient) => new Promise<void>((resolve) => { client.once('close', () => { resolve() }) })

async function shown(id: string): Promise<DeviceDetail> {
  return (await app().request<DeviceDetail>('GET', `devices/${id}`, { as: 'duty' })).body
}

async function letters(sender: string): Promise<DeadLetter[]> {
  return (await app().request<AnswerOf<typeof listDeadLetters>>('GET', `dead-letters?sender=${sender}`, { as: 'duty' })).body.letters
}

async function countReadings(id: string): Promise<number> {
  const { rows: [row] } = await sql<{ n: number }>`select count(*)::int as n from reading where device_no = (select no from device where id = ${id})`.execute(app().context.db.owner)
  return row?.n ?? -1
}

describe('谁能接进来', () => {
  test('密钥不对、冒用别人的连接标识、停用的设备都进不来，设备页上看得到原因', async () => {
    expect(await refusalOf('A', { password: 'wrong' })).toContain('Bad username or password')
    expect((await shown('A')).refused).toMatchObject({ reason: '密钥不对' })
    expect(await refusalOf('A', { clientId: 'B' })).toContain('Identifier rejected')
    expect((await shown('A')).refused?.reason).toContain('连接标识')
    expect(await refusalOf('nobody', { password: 'x' })).toContain('Bad username or password')
    expect(await refusalOf('A', {})).toBe('let in')
  })

  test('冒用别人的标识不会把别人挤下线；换了密钥的设备马上断开', async () => {
    const b = await connect('B')
    await refusalOf('A', { clientId: 'B' })
    await say(b, 'B', { values: { litres: 1 } })
    const gone = closed(b)
    secrets.set('B', (await app().request<{ secret: string }>('POST', 'devices/B/secret', { as: 'duty' })).body.secret)
    await app().settle()
    await gone
    await say(await connect('B'), 'B', { values: { litres: 2 } })
  })

  test('只能订阅自己的命令；通配符和别人的主题都不给', async () => {
    const client = await connect('A')
    for (const topic of ['#', 'd/+/command', 'd/B/command', '$SYS/#', 'd/A/telemetry', '$share/x/d/A/command']) {
      await expect(client.subscribeAsync(topic), topic).rejects.toThrow(/error/iu)
    }
    await expect(client.subscribeAsync('d/A/command')).resolves.toMatchObject([{ topic: 'd/A/command' }])
  })

  test('往别人的主题发：不算别人的读数，留下原因，连接断开', async () => {
    const client = await connect('A')
    const gone = closed(client)
    void say(client, 'A', { values: { litres: 99 } }, 'd/CALM/telemetry').catch(() => undefined)
    await gone
    expect((await letters('A'))[0]).toMatchObject({ reason: 'foreign-topic', topic: 'd/CALM/telemetry' })
    expect(await countReadings('CALM')).toBe(0)
  })
})

describe('坏消息', () => {
  test.each([
    ['not-json', '{"values":{"litres":NaN}}'], ['not-json', ''], ['wrong-form', '[1]'], ['wrong-form', '{"litres":1}'],
    ['not-a-number', '{"values":{"litres":"12.5"}}'], ['not-a-number', '{"values":{"litres":null}}'], ['not-a-number', '{"values":{"litres":1e999}}'],
    ['unknown-point', '{"values":{"gas":1}}'], ['unknown-point', '{"values":{"__proto__":1}}'], ['out-of-range', '{"values":{"litres":1001}}'],
    ['future', '{"ts":"2031-01-01T00:00:00Z","values":{"litres":1}}'], ['too-old', '{"ts":"2019-01-01T00:00:00Z","values":{"litres":1}}'], ['bad-time', '{"ts":"昨天","values":{"litres":1}}'],
  ])('%s：%s 收下、确认、留在没读懂的里面', async (reason, payload) => {
    const client = await connect('A')
    await say(client, 'A', payload)
    expect((await letters('A')).find((letter) => letter.preview === payload)).toMatchObject({ reason, times: 1 })
  })

  test('走错的钟说的是什么时候，照北京时间写，不写外国的格式', async () => {
    await say(await connect('A'), 'A', '{"ts":"2032-01-01T00:00:00Z","values":{"litres":1}}')
    expect((await letters('A')).map(({ detail }) => detail)).toContain('时间 2032-01-01 08:00，比现在晚')
  })

  test('一兆的消息留下开头和原因，连接还能继续用', async () => {
    const client = await connect('A')
    await say(client, 'A', `{"values":{"litres":"${'x'.repeat(1_000_000)}"}}`)
    await say(client, 'A', { ts: app().clock.now(), values: { litres: 7 } })
    expect((await letters('A')).find(({ reason }) => reason === 'too-large')).toMatchObject({ bytes: 65_536 })
    expect((await shown('A')).values[0]).toMatchObject({ value: 7 })
  })

  test('同一条坏消息重发一百遍，只占一行，次数记着', async () => {
    const client = await connect('A')
    await Promise.all(Array.from({ length: 100 }, () => say(client, 'A', '{"values":{"unknown":1}}')))
    expect((await letters('A')).find(({ preview }) => preview.includes('unknown'))).toMatchObject({ times: 100 })
  })

  test('一部分读得懂就先收那一部分；补上测点以后重读，缺的补上，已有的不重复', async () => {
    await say(await connect('CALM'), 'CALM', { ts: app().clock.now() - HOUR, values: { litres: 5, gas: 3 } })
    expect(await countReadings('CALM')).toBe(1)
    const [letter] = await letters('CALM')
    const replay = async () => (await app().request<AnswerOf<typeof replayDeadLetters>>('POST', 'dead-letters/replay', { as: 'duty', body: { ids: [letter?.id] } })).body
    expect(await replay()).toMatchObject({ taken: 0, still: 1 })
    await saveProduct('meter', { version: 1, points: [{ name: 'litres', title: '水量', min: 0, max: 1000 }, { name: 'door', title: '门', words: { open: 1, closed: 0 } }, { name: 'gas', title: '燃气' }] })
    await app().settle()
    expect(await replay()).toMatchObject({ taken: 1, still: 0, results: [{ outcome: '读入 2 个读数' }] })
    expect(await countReadings('CALM')).toBe(2)
    expect(await letters('CALM')).toHaveLength(0)
    expect((await app().request('POST', 'dead-letters/replay', { as: 'grid001', body: { ids: [letter?.id] } })).status).toBe(403)
  })
})

describe('读数', () => {
  test('开关和文字按产品换成数；没有时间的按到达时间，带编号的重发只算一次', async () => {
    const client = await connect('B')
    const before = await countReadings('B')
    await say(client, 'B', { id: 'm-1', values: { door: 'open' } })
    app().clock.advance(1000)
    await say(client, 'B', { id: 'm-1', values: { door: 'open' } })
    await say(client, 'B', [{ id: 'm-2', values: { door: false } }, { id: 'm-2', values: { door: false } }])
    expect(await countReadings('B')).toBe(before + 2)
    expect((await shown('B')).values.find(({ point }) => point === 'door')).toMatchObject({ value: 0, word: 'closed' })
  })

  test('LoRaWAN 报文按型号解码；型号不对和读不懂的部分留下', async () => {
    const client = await connect('T1')
    await say(client, 'T1', '0367F600046850', 'd/T1/uplink/milesight-em300-th')
    expect((await shown('T1')).values).toMatchObject([{ point: 'temperature', value: 24.6 }, { point: 'humidity', value: 40 }])
    await say(client, 'T1', '0367F600EEEE01', 'd/T1/uplink/milesight-em300-th')
    await say(client, 'T1', '01', 'd/T1/uplink/milesight-nothing')
    expect((await letters('T1')).map(({ reason }) => reason).toSorted()).toEqual(['codec-foreign', 'payload-unread'])
  })

  test('提交以后才确认：提交前数据库断了连接，消息不丢，确认在存好之后', async () => {
    const client = await connect('A')
    const { db } = app().context
    const base = app().clock.now()
    const before = await countReadings('A')
    const locked = Promise.withResolvers<undefined>()
    const enough = Promise.withResolvers<undefined>()
    const blocker = db.owner.transaction().execute(async (tx) => {
      await sql`lock table reading in access exclusive mode`.execute(tx)
      locked.resolve(undefined)
      await enough.promise
    })
    await locked.promise
    let acknowledged = 0
    const sent = Array.from({ length: 20 }, (_, n) => say(client, 'A', { ts: base + n, values: { litres: n } }).then(() => { acknowledged += 1 }))
    await new Promise((resolve) => { setTimeout(resolve, 200) })
    expect(acknowledged).toBe(0)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'yihu' and wait_event_type = 'Lock' and datname = current_database()`.execute(db.owner)
    await new Promise((resolve) => { setTimeout(resolve, 100) })
    expect(acknowledged).toBe(0)
    enough.resolve(undefined)
    await blocker
    await Promise.all(sent)
    expect(await countReadings('A')).toBe(before + 20)
  })
})

describe('命令', () => {
  const order = (text: string) => app().request('POST', 'devices/FLOOD/commands', { as: 'duty', body: { kind: 'say', text } })
  const delivered = async () => (await sql<{ count: number }>`select count(*)::int as count from device_command where device_id = 'FLOOD' and delivered_at is not null`.execute(app().context.db.owner)).rows[0]?.count
  const listen = async (options: { isDeaf: boolean }) => {
    const client = await connect('FLOOD')
    const heard: string[] = []
    client.on('message', (_, payload) => { heard.push(String((JSON.parse(payload.toString()) as { text: string }).text)) }) // a command as it was sent
    // A device that breaks down before it has acknowledged.
    if (options.isDeaf) client.handleMessage = () => undefined
    await client.subscribeAsync('d/FLOOD/command', { qos: 1 })
    return { heard, client }
  }

  test('设备收下了的命令，没有回执也不再播第二遍；断线时没收下的，连上再发', async () => {
    await order('今天大风')
    const first = await listen({ isDeaf: false })
    await expect.poll(() => first.heard).toEqual(['今天大风'])
    await expect.poll(delivered).toBe(1)
    await first.client.endAsync(true)
    const deaf = await listen({ isDeaf: true })
    await order('关好门窗')
    await app().settle()
    await expect.poll(() => deaf.heard).toEqual(['关好门窗'])
    await deaf.client.endAsync(true)
    const again = await listen({ isDeaf: false })
    await expect.poll(() => again.heard).toEqual(['关好门窗'])
    await expect.poll(delivered).toBe(2)
    await again.client.subscribeAsync('d/FLOOD/command', { qos: 1 })
    await say(again.client, 'FLOOD', { values: { litres: 1 } })
    expect(again.heard).toEqual(['关好门窗'])
  })

  test('回执也算设备来过，但不算哪个测点来过', async () => {
    app().clock.advance(3 * HOUR)
    const client = await connect('FLOOD')
    const { rows: [command] } = await sql<{ id: string }>`select id from device_command where device_id = 'FLOOD' limit 1`.execute(app().context.db.owner)
    const before = (await shown('FLOOD')).values
    await client.publishAsync('d/FLOOD/reply', JSON.stringify({ id: command?.id, ok: true }), { qos: 1 })
    expect(await shown('FLOOD')).toMatchObject({ lastAt: new Date(app().clock.now()).toISOString(), values: before })
  })
})
