import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnswerOf, listAlarms, listDeadLetters } from '@yihu/contracts'
import { buildSensing, buildStreet } from '@yihu/town'
import { openTestApp } from '../../test/app.ts'
import type { TestApp } from '../../test/app.ts'
import { systemScope } from '../kernel/db/index.ts'
import { switchOnAll, tickAlarms } from '../platform/alarms/index.ts'
import { bringInDevices } from '../platform/devices/index.ts'
import { openDeviceDoor } from '../platform/intake/index.ts'
import type { DeviceDoor } from '../platform/intake/index.ts'
import { liveDemo } from './live.ts'
import { demoSecret } from './secret.ts'

const SEED = 'live-test'
const STREET = 'd370305.s002'
/** What may ring of it; cameras see cars, bins, goods and stalls besides. */
const TROUBLES = ['bracelet', 'charger-overheat', 'elder-care', 'enterprise-fire', 'fire-lane', 'full-bin', 'gas-leak', 'hydrant-pressure', 'lift-trapped', 'one-key-call', 'road-flooding', 'road-occupying', 'smoke-detector', 'trading-outside']
let app: TestApp
let door: DeviceDoor
let url = ''

beforeAll(async () => {
  app = await openTestApp()
  app.clock.set(new Date().toISOString())
  const { devices, products } = buildSensing(buildStreet({ seed: SEED }), { seed: SEED })
  await app.context.db.transact(systemScope, async (tx) => {
    await bringInDevices(tx, {
      products: products.map((product) => ({ ...product, points: product.points.map((point) => ({ ...point, words: {} })) })),
      devices: devices.map(({ point: [lon, lat], ...device }) => ({ ...device, lon, lat, areaName: device.areaPath, secret: demoSecret(SEED, device.id) })), at: new Date(app.clock.now()),
    })
    await switchOnAll(tx, { path: STREET, at: app.clock.now(), by: '测试' })
  })
  door = await openDeviceDoor(app.context, { port: 0, host: '127.0.0.1' })
  url = await app.listen()
})
afterAll(async () => {
  await door.close()
  await app.close()
})

const live = (seed: string) => liveDemo({ seed, minutes: 90, speed: 1800, speakers: 400, until: app.clock.now(), url, mqttUrl: `mqtt://127.0.0.1:${door.port}`, log: () => undefined })
const readings = async () => (await sql<{ line: string }>`select d.id || ' ' || r.point || ' ' || extract(epoch from r.at) || ' ' || r.value as line from reading r join device d on d.no = r.device_no order by 1`.execute(app.context.db.owner)).rows.map(({ line }) => line)
const letters = async () => (await app.request<AnswerOf<typeof listDeadLetters>>('GET', 'dead-letters?limit=200', { as: 'duty' })).body.letters
const alarms = async () => (await app.request<AnswerOf<typeof listAlarms>>('GET', 'alarms?limit=200', { as: 'duty' })).body.alarms

test('演示街道从真的入口活起来：条条有确认，坏消息和走错的钟留在没读懂的消息里，险情响了；同一种子同一时刻再走一遍，一个读数、一条告警也不多', async () => {
  const first = await live(SEED)
  expect(first.devices).toEqual({ connected: first.devices.connected, refused: 0 })
  expect(first.devices.connected).toBeGreaterThan(350)
  expect(first.messages.acknowledged).toBe(first.messages.sent)
  expect([first.reports.taken, first.sightings.taken]).toEqual([first.reports.sent, first.sightings.sent])
  await tickAlarms(app.context)
  const [stored, rang, unread] = [await readings(), await alarms(), await letters()]
  expect(new Set(unread.map(({ reason }) => reason))).toEqual(new Set(['not-json', 'future']))
  expect(rang.filter(({ scenario }) => !TROUBLES.includes(scenario.id)).map(({ what, device }) => `${device.id} ${what}`)).toEqual([])
  expect(rang.length).toBeGreaterThan(4)
  const again = await live(SEED)
  expect(again.messages).toEqual(first.messages)
  await tickAlarms(app.context)
  expect(await readings()).toEqual(stored)
  expect((await alarms()).map(({ id }) => id)).toEqual(rang.map(({ id }) => id))
  expect((await letters()).map(({ id, times }) => [id, times])).toEqual(unread.map(({ id, times }) => [id, times * 2]))
})

test('不是演示街道的种子：设备一台也进不来，说得出有几台', async () => {
  const { devices, messages } = await live('another')
  expect([devices.connected, messages.acknowledged]).toEqual([0, 0])
  expect(devices.refused).toBeGreaterThan(350)
})
