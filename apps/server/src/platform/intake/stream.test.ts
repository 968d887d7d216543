import { connectAsync } from 'mqtt'
import type { MqttClient } from 'mqtt'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeviceDetail } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { openDeviceDoor } from './index.ts'
import type { DeviceDoor } from './index.ts'

const app = useApp()
const secrets = new Map<string, string>()
let door: DeviceDoor
const IDS = Array.from({ length: 20 }, (_, n) => `S${n}`)

beforeAll(async () => {
  const points = [{ name: 'a', title: '甲' }, { name: 'b', title: '乙' }]
  await app().request('PUT', 'device-products/two', { as: 'duty', body: { name: '两点', kind: '传感器', points } })
  for (const id of [...IDS, 'FLOOD', 'CALM']) {
    const { body } = await app().request<{ secret: string }>('POST', 'devices', { as: 'duty', body: { id, name: id, productId: 'two', ...AT_BUILDING_12 } })
    secrets.set(id, body.secret)
  }
  door = await openDeviceDoor(app().context, { port: 0, host: '127.0.0.1', perDevice: { perSecond: 5000, burst: 5000 } })
})
afterAll(() => door.close())

const connect = (id: string, port = door.port): Promise<MqttClient> => connectAsync(`mqtt://127.0.0.1:${port}`, { username: id, password: secrets.get(id) ?? '', clientId: id, reconnectPeriod: 0 })

/** A random source that is the same every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

describe('次序', () => {
  test('一万条消息打乱、重复、迟到，结果与按时间排好的一样', async () => {
    const random = seeded(7)
    const now = app().clock.now()
    const sorted = Array.from({ length: 10_000 }, (_, n) => ({ id: IDS[n % IDS.length] ?? '', at: now - Math.floor(random() * 30 * 86_400_000), point: n % 3 === 0 ? 'b' : 'a', value: Math.round(random() * 1000) }))
    const sent = [...sorted, ...sorted.filter((_, n) => n % 4 === 0)].map((message) => ({ message, key: random() })).toSorted((x, y) => x.key - y.key).map(({ message }) => message)
    const clients = new Map(await Promise.all(IDS.map(async (id) => [id, await connect(id)] as const)))
    await Promise.all(sent.map(async ({ id, at, point, value }) => clients.get(id)?.publishAsync(`d/${id}/telemetry`, JSON.stringify({ ts: at, values: { [point]: value } }), { qos: 1 })))
    await Promise.all([...clients.values()].map((client) => client.endAsync()))
    const all = new Map<string, number>()
    const last = new Map<string, { at: number; value: number }>()
    for (const { id, at, point, value } of sorted) {
      const key = `${id}/${point}/${at}`
      all.set(key, Math.max(value, all.get(key) ?? -1))
    }
    for (const [key, value] of all) {
      const [id, point, at] = key.split('/')
      const held = last.get(`${id}/${point}`)
      if (!held || Number(at) > held.at) last.set(`${id}/${point}`, { at: Number(at), value })
    }
    const { rows } = await sql<{ key: string; value: number }>`
      select d.id || '/' || r.point || '/' || round(extract(epoch from r.at) * 1000) as key, value from reading r join device d on d.no = r.device_no where d.id like 'S%'`.execute(app().context.db.owner)
    expect(new Map(rows.map(({ key, value }) => [key, value]))).toEqual(all)
    const shown = await Promise.all(IDS.map(async (id) => (await app().request<DeviceDetail>('GET', `devices/${id}`, { as: 'duty' })).body))
    expect(new Map(shown.flatMap(({ id, values }) => values.map(({ point, at, value }) => [`${id}/${point}`, { at: Date.parse(at ?? ''), value }])))).toEqual(last)
  })
})

describe('一台设备狂发', () => {
  test('它自己慢下来，别的设备照常确认，一条也不丢', async () => {
    const slow = await openDeviceDoor(app().context, { port: 0, host: '127.0.0.1', perDevice: { perSecond: 200, burst: 100 } })
    const [flood, calm] = [await connect('FLOOD', slow.port), await connect('CALM', slow.port)]
    const now = app().clock.now()
    const began = performance.now()
    const flooding = Promise.all(Array.from({ length: 600 }, (_, n) => flood.publishAsync('d/FLOOD/telemetry', JSON.stringify({ ts: now - n, values: { a: n } }), { qos: 1 })))
    const waits: number[] = []
    for (let n = 0; n < 20; n += 1) {
      const from = performance.now()
      await calm.publishAsync('d/CALM/telemetry', JSON.stringify({ ts: now - n, values: { a: n } }), { qos: 1 })
      waits.push(performance.now() - from)
    }
    await flooding
    expect(performance.now() - began).toBeGreaterThan(2000)
    expect(waits.toSorted((a, b) => a - b)[10]).toBeLessThan(200)
    await Promise.all([flood.endAsync(), calm.endAsync()])
    await slow.close()
    const { rows: [row] } = await sql<{ n: number }>`select count(*)::int as n from reading where device_no = (select no from device where id = 'FLOOD')`.execute(app().context.db.owner)
    expect(row?.n).toBe(600)
  })
})
