import { beginTrigger, standing, stepTrigger } from '@yihu/domain'
import type { Message } from '@yihu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AlarmRow, AnswerOf, listAlarms } from '@yihu/contracts'
import { openTestApp, useApp } from '../../../test/app.ts'
import type { TestApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { tickAlarms } from './index.ts'
import { scenarioOf, watchingOf } from './watch.ts'

const app = useApp()
const STREET = 'd370305.s002'
const MINUTE = 60_000
let second: TestApp
let key = ''

beforeAll(async () => {
  second = await openTestApp({ beside: app() })
  const { request } = app()
  key = (await request<{ key: string }>('POST', 'api-keys', { as: 'admin', body: { name: '网关', areas: [STREET], permissions: ['reading.send'], days: 30 } })).body.key
  await request('PUT', 'device-products/level', { as: 'duty', body: { name: '雷达水位计', kind: '水位计', points: [{ name: 'level', title: '水位', unit: 'm' }] } })
  await Promise.all(Array.from({ length: 25 }, (_, n) => request('POST', 'devices', { as: 'duty', body: { id: `W${n}`, name: `水位 ${n}`, productId: 'level', ...AT_BUILDING_12 } })))
  await request('PUT', 'scenarios/river-level/settings', { as: 'duty', body: { area: STREET, version: 0, isOn: true, settings: {} } })
})
afterAll(() => second.close())

interface Sent {
  readonly device: string
  readonly at: number
  readonly level: number
}

async function send(server: TestApp, sent: readonly Sent[]): Promise<void> {
  const answer = await server.request('POST', 'readings', { headers: { 'x-api-key': key }, body: { readings: sent.map(({ device, at, level }) => ({ device, ts: at, values: { level } })) } })
  expect(answer).toMatchObject({ status: 202, body: { refused: [] } })
}

async function open(): Promise<AlarmRow[]> {
  return (await app().request<AnswerOf<typeof listAlarms>>('GET', 'alarms?limit=200', { as: 'duty' })).body.alarms
}

/** Which points are on by the sorted stream, each message by itself. */
function referenceOn(sent: readonly Sent[]): string[] {
  const scenario = scenarioOf('river-level')
  if (!scenario) throw new Error('no scenario')
  const { trigger, latenessMs } = watchingOf(scenario, { settings: {}, path: STREET, version: 1 })
  return [...Map.groupBy(sent, ({ device }) => device)].flatMap(([device, own]) => {
    const messages = own.toSorted((a, b) => a.at - b.at).map(({ at, level }): Message => ({ kind: 'value', id: '', at, point: 'level', value: level }))
    const memory = messages.reduce((before, message) => stepTrigger(trigger, before, message).memory, beginTrigger(trigger, { at: (messages[0]?.at ?? 0) - 1, latenessMs }))
    return standing(trigger, memory) ? [device] : []
  })
}

test('两台服务器同时收打乱、重复、迟到的批，响着的正是该响的，一个测点一条告警、一件案件', async () => {
  let state = 5
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  const now = app().clock.now()
  const sent = Array.from({ length: 2400 }, (_, n): Sent => {
    const device = n % 24
    const place = Math.floor(n / 24)
    return { device: `W${device}`, at: now - (100 - place) * MINUTE + Math.floor(random() * 50_000), level: Math.round((1.9 + Math.sin(place / 12 + device) * 0.5) * 100) / 100 }
  })
  const shuffled = [...sent, ...sent.filter((_, n) => n % 3 === 0)].map((one) => ({ one, key: random() })).toSorted((a, b) => a.key - b.key).map(({ one }) => one)
  const batches = Array.from({ length: 32 }, (_, n) => shuffled.filter((__, index) => index % 32 === n))
  await Promise.all([0, 1].map(async (lane) => {
    for (const [n, batch] of batches.entries()) if (n % 2 === lane) await send(lane === 0 ? app() : second, batch)
  }))
  const rung = await open()
  expect(rung.map(({ device }) => device.id).toSorted()).toEqual(referenceOn(sent).toSorted())
  expect(rung.length).toBeGreaterThan(3)
  expect(new Set(rung.map((one) => one.case?.number)).size).toBe(rung.length)
  // What is not acknowledged comes again, to whichever server: nothing is doubled.
  await Promise.all([send(app(), shuffled.slice(0, 900)), send(second, shuffled.slice(0, 900))])
  expect((await open()).map(({ id }) => id).toSorted()).toEqual(rung.map(({ id }) => id).toSorted())
})

test('别的设备狂发，一台的告警照响；两台服务器一起走钟，梯子每级只找一次', async () => {
  const now = app().clock.now()
  const flood = Array.from({ length: 20 }, (_, n) => send(n % 2 === 0 ? app() : second, Array.from({ length: 500 }, (__, m): Sent => ({ device: 'W0', at: now - 600_000 + n * 500 + m, level: 1 }))))
  const calm = [12, 6, 0].reduce(async (before, minutes) => {
    await before
    await send(second, [{ device: 'W24', at: now + 20 * MINUTE - minutes * MINUTE - 16 * MINUTE, level: 3.5 }])
  }, Promise.resolve())
  await Promise.all([...flood, calm])
  const alarm = (await open()).find(({ device }) => device.id === 'W24')
  expect(alarm).toMatchObject({ severity: 'critical' })
  app().clock.advance(11 * MINUTE)
  await Promise.all([tickAlarms(app().context), tickAlarms(second.context), tickAlarms(app().context)])
  const { body } = await app().request<{ story: { kind: string; text: string }[] }>('GET', `alarms/${alarm?.id}`, { as: 'duty' })
  expect(body.story.filter(({ kind }) => kind.startsWith('called'))).toHaveLength(3)
})
