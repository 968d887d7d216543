import { setTimeout as sleep } from 'node:timers/promises'
import { connectAsync } from 'mqtt'
import type { MqttClient } from 'mqtt'
import { beginTrigger, passTime, standing, takeMessages } from '@yihu/domain'
import { SCENARIOS } from '@yihu/scenarios'
import { killDatabase } from '../apps/server/test/kill/server.ts'
import { openClient } from '../apps/server/src/kernel/db/index.ts'
import { idsOf, prepareStreet, SECRET } from './devices.ts'
import type { Figure } from './figures.ts'
import { freePort, MISSING, startMosquitto } from './mosquitto.ts'
import type { Mosquitto } from './mosquitto.ts'
import { homeOf, openDatabase, startServer } from './server.ts'
import type { BenchServer } from './server.ts'

const [ALONE, TOGETHER] = ['faults', 'faults-together'] as const
const DEVICES = 200
/** What devices say is spread over this time up to now: later messages than that would come after their time, the rule of the river waits two hours. */
const BACK_MS = 6_000_000
const CALM_MS = 900_000
/** Messages of each device, and how many a second come of all together. */
const PACES = { alone: { messages: 300, perSecond: 1000 }, together: { messages: 200, perSecond: 400 } } as const
const KILLS = Number(process.env['YIHU_BENCH_KILLS'] ?? 4)
const EVERYTHING_WITHIN_MS = 120_000
const BROKER_CLIENTS = 8
/** Before they connect again: with somebody else's broker as docs/devices.md asks for, so that the servers have subscribed. */
const AWAY_MS = { alone: 300, together: 2000 } as const
/** When nothing has come for so long, nothing more comes. */
const STILL_MS = 20_000

interface Said {
  readonly id: string
  readonly at: number
  readonly value: number
}

/**
 * The server with its own broker is killed again and again, every third time with its database, while a thousand messages a
 * second come in, each folded through the rule of the river. In the end every message that was acknowledged is stored once,
 * the alarms that stand are those of the sorted stream, one a device, and no alarm has two cases.
 */
export async function benchKills(): Promise<Figure[]> {
  await prepareStreet(ALONE)
  const port = await freePort()
  const start = (): Promise<BenchServer> => startServer({ home: ALONE, env: { YIHU_DEMO: '0', YIHU_MQTT_PORT: String(port) } })
  let server = await start()
  const clients = new Map(await Promise.all(idsOf('gauge', DEVICES).map(async (id) => [id, await device(port, id, AWAY_MS.alone)] as const)))
  const story = storyOf(PACES.alone.messages)
  const performed = perform(story, PACES.alone.perSecond, (id, payload) => clients.get(id)?.publishAsync(`d/${id}/telemetry`, payload, { qos: 1 }))
  const ready: number[] = []
  for (let kill = 0; kill < KILLS; kill += 1) {
    await sleep(3000 + Math.random() * 5000)
    if (kill % 3 === 2) await killDatabase(homeOf(ALONE))
    await server.kill()
    server = await start()
    ready.push(server.seconds)
  }
  const acknowledged = await performed
  await Promise.all([...clients.values()].map((client) => client.endAsync(true)))
  const compared = await compare(ALONE, story, acknowledged)
  await server.stop()
  return [
    { id: 'faults.kills', what: `kill -9 under load, every third with the database; ${acknowledged} messages acknowledged; slowest ready again`, value: Math.max(...ready), unit: 's', bar: { atMost: 5 } },
    ...compared.map((figure) => ({ ...figure, id: `faults.alone.${figure.id}` })),
  ]
}

/** The same of two servers that share the messages of a Mosquitto: one of them is killed, the Mosquitto restarted, the database killed. */
export async function benchTogether(): Promise<Figure[]> {
  const broker = await startMosquitto({ persists: true })
  if (!broker) return [{ id: 'faults.together', what: `missing: ${MISSING}`, value: Number.NaN, unit: '' }]
  await prepareStreet(TOGETHER)
  const database = await openDatabase(TOGETHER)
  const start = (name: string): Promise<BenchServer> => startServer({
    home: `${TOGETHER}-${name}`, env: { YIHU_DEMO: '0', DATABASE_URL: database.url, YIHU_MQTT_URL: `mqtt://127.0.0.1:${broker.port}`, YIHU_KEY_FILE: `${homeOf(TOGETHER)}/keys/master.key` },
  })
  const servers = { one: await start('one'), two: await start('two') }
  const clients = await Promise.all(Array.from({ length: BROKER_CLIENTS }, (_, n) => device(broker.port, `crowd-${n}`, AWAY_MS.together)))
  const story = storyOf(PACES.together.messages)
  const performed = perform(story, PACES.together.perSecond, (id, payload) => clients[Number(id.split('-')[1]) % BROKER_CLIENTS]?.publishAsync(`d/${id}/telemetry`, payload, { qos: 1 }))
  await sleep(8000)
  await servers.two.kill()
  await sleep(3000)
  servers.two = await start('two')
  await sleep(6000)
  const { again, at: brokerAt } = await restartBroker(broker)
  await sleep(10_000)
  await killDatabase(homeOf(TOGETHER))
  const revived = await openDatabase(TOGETHER)
  const databaseAt = Date.now()
  const acknowledged = await performed
  await settled(database.url, story.length)
  await Promise.all(clients.map((client) => client.endAsync(true)))
  const back = { broker: await backAfter(database.url, brokerAt), database: await backAfter(database.url, databaseAt) }
  const compared = await compare(TOGETHER, story, acknowledged)
  for (const server of Object.values(servers)) await server.stop()
  await again.stop()
  for (const one of [revived, database]) await one.stop()
  return [
    { id: 'faults.broker', what: `Mosquitto restarted under load: until the next message was committed; ${acknowledged} messages acknowledged in all`, value: back.broker, unit: 's', bar: { atMost: 5 } },
    { id: 'faults.database', what: 'database killed and started under load: until the next message was committed', value: back.database, unit: 's', bar: { atMost: 5 } },
    ...compared.map((figure) => ({ ...figure, id: `faults.together.${figure.id}` })),
  ]
}

async function restartBroker(broker: Mosquitto): Promise<{ again: Mosquitto; at: number }> {
  await broker.stop()
  const again = await startMosquitto({ port: broker.port, persists: true })
  if (!again) throw new Error('Mosquitto is gone')
  return { again, at: Date.now() }
}

/** A device that comes back and sends again what was not acknowledged. */
async function device(port: number, id: string, awayMs: number): Promise<MqttClient> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { username: id, password: SECRET, clientId: id, reconnectPeriod: awayMs, connectTimeout: 5000 })
  client.on('error', () => undefined) // it tries again
  return client
}

/** What every device says, up to now: some rise above the warning line for a while, some to the end. */
function storyOf(messages: number): Said[] {
  const from = Date.now() - BACK_MS
  const step = BACK_MS / messages
  let state = 5
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  const ids = idsOf('gauge', DEVICES)
  return Array.from({ length: messages }, (_, n) => ids.map((id, which): Said => {
    // the last quarter of an hour is calm, so that no alarm is just about to ring
    const place = Math.min(n * step, BACK_MS - CALM_MS)
    const noise = n * step === place ? random() * 0.02 : 0
    return { id, at: from + n * step + which, value: Math.round((1.6 + Math.sin(place / 800_000 + which) * (which % 4 === 0 ? 0.6 : 0.2) + noise) * 1000) / 1000 }
  })).flat()
}

/** Says it all at its pace. @returns how many messages were acknowledged; all of them, or an error */
async function perform(story: readonly Said[], perSecond: number, publish: (id: string, payload: string) => Promise<unknown> | undefined): Promise<number> {
  const began = performance.now()
  let acknowledged = 0
  const under: Promise<unknown>[] = []
  for (const [n, { id, at, value }] of story.entries()) {
    while ((performance.now() - began) / 1000 * perSecond < n) await sleep(10)
    under.push(insist(() => publish(id, JSON.stringify({ ts: at, values: { level: value } }))).then(() => { acknowledged += 1 }, () => undefined))
  }
  await Promise.race([Promise.allSettled(under), sleep(EVERYTHING_WITHIN_MS, undefined, { ref: false })])
  return acknowledged
}

/** The library gives some up when a connection breaks while it sends again: they are said again. */
async function insist(publish: () => Promise<unknown> | undefined): Promise<void> {
  for (const until = Date.now() + EVERYTHING_WITHIN_MS; Date.now() < until;) {
    try {
      await publish()
      return
    } catch {
      await sleep(200)
    }
  }
  throw new Error('a message was never acknowledged')
}

async function asked<T extends object>(url: string, query: string): Promise<T[]> {
  const client = openClient(url, { size: 1, name: 'yihu-bench' })
  try {
    return [...(await client.unsafe<T[]>(query))]
  } finally {
    await client.end()
  }
}

/** Until what the broker has taken is with us, or no more comes. */
async function settled(url: string, count: number): Promise<void> {
  let [there, cameAt] = [0, Date.now()]
  while (there < count && Date.now() - cameAt < STILL_MS) {
    const [row] = await asked<{ n: string }>(url, 'select count(*) as n from reading')
    if (Number(row?.n) > there) [there, cameAt] = [Number(row?.n), Date.now()]
    await sleep(500)
  }
}

/** Seconds from a moment until the first message after it was taken. */
async function backAfter(url: string, at: number): Promise<number> {
  const [row] = await asked<{ seconds: number | null }>(url, `select extract(epoch from min(taken_at) - to_timestamp(${at} / 1000.0))::float8 as seconds from reading where taken_at > to_timestamp(${at} / 1000.0)`)
  return row?.seconds ?? Number.POSITIVE_INFINITY
}

/** Readings against what was said, alarms against the sorted stream. */
async function compare(home: string, story: readonly Said[], acknowledged: number): Promise<Figure[]> {
  await sleep(2500) // the clock of alarms has passed
  const database = await openDatabase(home)
  try {
    const rows = await asked<{ id: string; at: number; value: number }>(database.url, 'select d.id, round(extract(epoch from r.at) * 1000)::float8 as at, r.value from reading r join device d on d.no = r.device_no')
    const there = new Map(rows.map(({ id, at, value }) => [`${id} ${at}`, value]))
    const lost = story.filter(({ id, at, value }) => there.get(`${id} ${at}`) !== value).length
    const open = (await asked<{ id: string }>(database.url, `select device_id as id from alarm where scenario = 'river-level' and state <> 'cleared'`)).map(({ id }) => id)
    const wanted = new Set(standingAtEnd(story))
    const wrong = new Set(open).symmetricDifference(wanted).size + (open.length - new Set(open).size)
    const [cases] = await asked<{ all: string; linked: string; alarms: string }>(database.url, `select (select count(*) from case_file) as all, count(distinct case_id) as linked, count(case_id) as alarms from alarm`)
    const doubled = rows.length - there.size + Math.abs(Number(cases?.all) - Number(cases?.linked)) + Math.abs(Number(cases?.alarms) - Number(cases?.linked))
    return [
      { id: 'lost', what: `of ${story.length} messages (${acknowledged} acknowledged) not stored as they were said`, value: lost + (story.length - acknowledged), unit: '', bar: { atMost: 0 } },
      { id: 'doubled', what: `readings, cases without an alarm or alarms of one case, of ${Number(cases?.alarms)} alarms with cases`, value: doubled, unit: '', bar: { atMost: 0 } },
      { id: 'alarms', what: `alarms that stand and should not, or should and do not; ${wanted.size} of ${DEVICES} devices should ring`, value: wrong, unit: '', bar: { atMost: 0 } },
    ]
  } finally {
    await database.stop()
  }
}

/** Devices whose rule is on by the sorted stream, up to the present. */
function standingAtEnd(story: readonly Said[]): string[] {
  const scenario = SCENARIOS.find(({ id }) => id === 'river-level')
  if (!scenario) throw new Error('no scenario')
  const [ring, rise] = [scenario.trigger({}), scenario.rise?.when({})]
  const isOn = (trigger: typeof ring, own: readonly Said[]): boolean => {
    const messages = own.map(({ at, value }) => ({ kind: 'value', id: '', at, point: 'level', value }) as const)
    const { memory } = takeMessages(trigger, beginTrigger(trigger, { at: (messages[0]?.at ?? 0) - 1, latenessMs: 7_200_000 }), messages)
    return standing(trigger, passTime(trigger, memory, Date.now()).memory) !== null
  }
  return [...Map.groupBy(story, ({ id }) => id)].filter(([, own]) => isOn(ring, own) || (rise !== undefined && isOn(rise, own))).map(([id]) => id)
}
