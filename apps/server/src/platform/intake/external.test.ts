import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { Aedes } from 'aedes'
import { connectAsync } from 'mqtt'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnswerOf, listDeadLetters } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { createLog } from '../../kernel/log.ts'
import { openDeviceDoor } from './index.ts'

const app = useApp()
let broker: Aedes
let server: Server
let url = ''

/** Somebody else's broker: shared subscriptions of one member are like plain ones. */
beforeAll(async () => {
  broker = await Aedes.createBroker({
    authorizeSubscribe: (_, sub, answer) => {
      sub.topic = sub.topic.replace(/^\$share\/[^/]+\//u, '')
      answer(null, sub)
    },
  })
  server = createServer(broker.handle)
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => { resolve() }) })
  const { port } = server.address() as AddressInfo // it listens on a port
  url = `mqtt://127.0.0.1:${port}`
})
afterAll(async () => {
  await new Promise<void>((resolve) => { broker.close(() => { resolve() }) })
  await new Promise<void>((resolve) => { server.close(() => { resolve() }) })
})

test('用外部的消息服务器：读数照收，Frigate 的识别结果也收，没登记的设备留下原文和原因', async () => {
  await app().request('PUT', 'device-products/one', { as: 'duty', body: { name: '一点', kind: '传感器', points: [{ name: 'a', title: '甲' }] } })
  await app().request('POST', 'devices', { as: 'duty', body: { id: 'E1', name: 'E1', productId: 'one', ...AT_BUILDING_12 } })
  const door = await openDeviceDoor(app().context, { port: 0, host: '127.0.0.1', url, links: 1 })
  const client = await connectAsync(url)
  await client.publishAsync('d/E1/telemetry', JSON.stringify({ ts: app().clock.now(), values: { a: 5 } }), { qos: 1 })
  // Frigate speaks of its cameras on its own topic.
  const seconds = app().clock.now() / 1000
  await client.publishAsync('frigate/events', JSON.stringify({ type: 'update', before: {}, after: { id: 'f-1', camera: 'E1', label: 'car', start_time: seconds - 60, frame_time: seconds, score: 0.8, current_zones: ['fire-lane'] } }), { qos: 1 })
  await client.publishAsync('d/GHOST/telemetry', '{"values":{"a":1}}', { qos: 1 })
  const letters = async () => (await app().request<AnswerOf<typeof listDeadLetters>>('GET', 'dead-letters?sender=GHOST', { as: 'duty' })).body.letters
  await expect.poll(letters).toMatchObject([{ reason: 'device-unknown' }])
  const told = async (text: string) => (await sql.raw(`${text} where device_no = (select no from device where id = 'E1')`).execute(app().context.db.owner)).rows
  await expect.poll(() => told('select value from reading')).toEqual([{ value: 5 }])
  await expect.poll(() => told('select label, zone from sighting')).toEqual([{ label: 'car', zone: 'fire-lane' }])
  await client.endAsync()
  await door.close()
})

/** Somebody else's broker that has kept a session: what has waited comes in one piece with the answer to the connection. */
async function keptBy(payloads: readonly string[]): Promise<Server> {
  const topic = 'd/E2/telemetry'
  const waiting = payloads.map((payload, n) => Buffer.concat([Buffer.from([0x32, topic.length + payload.length + 4, 0, topic.length]), Buffer.from(topic), Buffer.from([0, n + 1]), Buffer.from(payload)]))
  const kept = createServer((socket) => {
    socket.on('data', (bytes) => {
      for (let at = 0; at < bytes.length; at += 2 + (bytes[at + 1] ?? 0)) {
        if (bytes[at] === 0x10) socket.write(Buffer.concat([Buffer.from([0x20, 2, 1, 0]), ...waiting]))
        if (bytes[at] === 0x82) socket.write(Buffer.from([0x90, 6, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0, 1, 1, 1, 1]))
      }
    })
  })
  await new Promise<void>((resolve) => { kept.listen(0, '127.0.0.1', () => { resolve() }) })
  return kept
}

test('服务器停了一会儿再来：外部消息服务器里等着的读数，随连接的应答一起到的也一条不少', async () => {
  await app().request('POST', 'devices', { as: 'duty', body: { id: 'E2', name: 'E2', productId: 'one', ...AT_BUILDING_12 } })
  const said = Array.from({ length: 60 }, (_, n) => n)
  const kept = await keptBy(said.map((n) => JSON.stringify({ ts: app().clock.now() - n * 1000, values: { a: n } })))
  const { port } = kept.address() as AddressInfo // it listens on a port
  const door = await openDeviceDoor(app().context, { port: 0, host: '127.0.0.1', url: `mqtt://127.0.0.1:${port}`, links: 1 })
  const values = async () => (await sql<{ value: number }>`select value from reading where device_no = (select no from device where id = 'E2') order by value`.execute(app().context.db.owner)).rows.map(({ value }) => value)
  await expect.poll(values).toEqual(said)
  await door.close()
  await new Promise<void>((resolve) => { kept.close(() => { resolve() }) })
})

test('外部消息服务器晚些才起来：一起来就连上；设备沉默以后再开口，错过的命令再发一次，只一次', async () => {
  const late = createServer((socket) => { broker.handle(socket) })
  const listening = async (at: number) => { await new Promise<void>((resolve) => { late.listen(at, '127.0.0.1', () => { resolve() }) }) }
  await listening(0)
  const { port } = late.address() as AddressInfo // it listens on a port
  await new Promise<void>((resolve) => { late.close(() => { resolve() }) })
  const door = await openDeviceDoor(app().context, { port: 0, host: '127.0.0.1', url: `mqtt://127.0.0.1:${port}`, links: 1 })
  await listening(port)
  await app().request('POST', 'devices/E1/commands', { as: 'duty', body: { kind: 'say', text: '今天大风' } })
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`)
  const heard: string[] = []
  client.on('message', (_, payload) => { heard.push(payload.toString()) })
  await client.subscribeAsync('d/E1/command', { qos: 1 })
  const value = async () => (await sql<{ value: number }>`select value from reading_last where device_no = (select no from device where id = 'E1')`.execute(app().context.db.owner)).rows[0]?.value
  app().clock.advance(11 * 60_000)
  await expect.poll(async () => {
    await client.publishAsync('d/E1/telemetry', JSON.stringify({ ts: app().clock.now(), values: { a: 9 } }), { qos: 1 })
    return value()
  }).toBe(9)
  await expect.poll(() => heard.some((text) => text.includes('今天大风'))).toBe(true)
  await expect.poll(async () => (await sql`select from device_command where device_id = 'E1' and delivered_at is not null`.execute(app().context.db.owner)).rows.length).toBe(1)
  heard.length = 0
  app().clock.advance(11 * 60_000)
  await client.publishAsync('d/E1/telemetry', JSON.stringify({ ts: app().clock.now(), values: { a: 10 } }), { qos: 1 })
  await expect.poll(value).toBe(10)
  expect(heard, '正在说话时收到过，就不再发').toEqual([])
  await client.endAsync()
  await door.close()
  await new Promise<void>((resolve) => { late.close(() => { resolve() }) })
})

/** A log that keeps its lines. */
function noted() {
  const lines: string[] = []
  return { lines, log: createLog({ to: { write: (line) => { lines.push((JSON.parse(line) as { msg: string }).msg) } } }) } // as the log writes it
}

test('外部消息服务器连不上，也停得下来；四条线路都不通，日志只写一次', async () => {
  const { log, lines } = noted()
  const mute = createServer(() => undefined)
  await new Promise<void>((resolve) => { mute.listen(0, '127.0.0.1', () => { resolve() }) })
  const { port } = mute.address() as AddressInfo // it listens on a port
  await new Promise<void>((resolve) => { mute.close(() => { resolve() }) })
  const door = await openDeviceDoor({ ...app().context, log }, { port: 0, host: '127.0.0.1', url: `mqtt://127.0.0.1:${port}`, links: 4 })
  await app().request('POST', 'devices/E1/commands', { as: 'duty', body: { kind: 'say', text: '等着' } })
  await app().settle()
  await door.close()
  expect(lines).toEqual(['external MQTT broker: not reachable, trying again'])
})

test('前面的代理接了又挂、或者接了不出声：服务照样起来，说一次，停得下来', async () => {
  for (const [answer, said] of [[(socket: Socket) => { socket.end() }, ['external MQTT broker: not reachable, trying again']], [() => undefined, []]] as const) {
    const { log, lines } = noted()
    const sockets: Socket[] = []
    const proxy = createServer((socket) => {
      sockets.push(socket.resume())
      answer(socket)
    })
    await new Promise<void>((resolve) => { proxy.listen(0, '127.0.0.1', () => { resolve() }) })
    const { port } = proxy.address() as AddressInfo // it listens on a port
    const door = await openDeviceDoor({ ...app().context, log }, { port: 0, host: '127.0.0.1', url: `mqtt://127.0.0.1:${port}`, links: 2 })
    await door.close()
    expect(lines).toEqual(said)
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => { proxy.close(() => { resolve() }) })
  }
})

test('外部消息服务器不认密码：说清楚，隔得越来越久再试，密码改对了就接上', async () => {
  const { log, lines } = noted()
  const knocks: number[] = []
  let isRight = false
  const strict = await Aedes.createBroker({
    authenticate: (_client, _name, _secret, answer) => {
      knocks.push(performance.now())
      answer(isRight ? null : Object.assign(new Error('no'), { returnCode: 4 as const }), isRight)
    },
    authorizeSubscribe: (_, sub, answer) => { answer(null, sub) },
  })
  const guarded = createServer(strict.handle)
  await new Promise<void>((resolve) => { guarded.listen(0, '127.0.0.1', () => { resolve() }) })
  const { port } = guarded.address() as AddressInfo // it listens on a port
  const door = await openDeviceDoor({ ...app().context, log }, { port: 0, host: '127.0.0.1', url: `mqtt://me:wrong@127.0.0.1:${port}`, links: 1 })
  await expect.poll(() => knocks.length, { timeout: 10_000 }).toBe(3)
  const [first = 0, second = 0, third = 0] = knocks
  expect(third - second).toBeGreaterThan(second - first)
  isRight = true
  await expect.poll(() => lines, { timeout: 10_000 }).toEqual(['external MQTT broker: it refuses this server; look at the user name and password of YIHU_MQTT_URL', 'external MQTT broker: connected'])
  await door.close()
  await new Promise<void>((resolve) => { strict.close(() => { resolve() }) })
  await new Promise<void>((resolve) => { guarded.close(() => { resolve() }) })
})
