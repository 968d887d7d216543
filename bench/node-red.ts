import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openClient, parseAddress } from '../apps/server/src/kernel/db/index.ts'
import { gather } from './crowd.ts'
import { idsOf, SECRET } from './devices.ts'
import type { Figure } from './figures.ts'
import { openDoor } from './ingest.ts'
import { freePort, MISSING, startMosquitto } from './mosquitto.ts'
import { readyLine, stopChild } from './server.ts'

const HOME = 'node-red-rival'
/** Outside `npm ci` of everybody: installed here when this bench is first asked for. */
const FOLDER = fileURLToPath(new URL('../var/bench/node-red/', import.meta.url))
const CONNECTIONS = 100
const SECONDS = 4
const RATES = [500, 1000, 2000, 4000, 8000]

/** One reading and the rule of the river: over 2 for ten minutes. What is remembered lies in the flow's memory, and is lost with it. */
const FLOW = `
const [, id] = msg.topic.split('/')
const { ts, values: { level } } = msg.payload
const memory = context.get(id) ?? { since: null, on: false }
if (level <= (memory.on ? 1.85 : 2)) context.set(id, { since: null, on: false })
else context.set(id, { since: memory.since ?? ts, on: ts - (memory.since ?? ts) >= 600000 })
global.get('pool').query('insert into rival (device, point, at, value, taken_at) values ($1, $2, to_timestamp($3 / 1000.0), $4, now()) on conflict do nothing', [id, 'level', ts, level]).then(() => node.done(), (error) => node.error(error))
`

/**
 * The same messages through Node-RED: MQTT in from a Mosquitto, a function with the rule, one insert a message over ten
 * connections to the same database. It acknowledges before it has stored, so messages are offered at rising rates, and the
 * best rate of rows counts; ours is taken in the same run.
 */
export async function benchNodeRed(): Promise<Figure[]> {
  const missing = (why: string): Figure[] => [{ id: 'ingest.by-node-red', what: `missing: ${why}`, value: Number.NaN, unit: '' }]
  if (!install()) return missing('npm could not install node-red and pg into var/bench/node-red')
  const mosquitto = await startMosquitto()
  if (!mosquitto) return missing(MISSING)
  const server = await openDoor(HOME)
  const red = await startNodeRed({ broker: mosquitto.port, url: server.url })
  try {
    const from = Date.now() - 3_600_000
    const ours = await gather({ port: server.port, ids: idsOf('gauge', CONNECTIONS), secret: SECRET, point: 'level', below: 1, from })
    await ours.flood({ seconds: 1, window: 100 })
    const { count, seconds } = await ours.flood({ seconds: SECONDS, window: 100 })
    const theirs = await gather({ port: mosquitto.port, ids: idsOf('gauge', CONNECTIONS), secret: SECRET, point: 'level', below: 1, from })
    const rates: number[] = []
    for (const perSecond of RATES) {
      const before = await rowsOf(server.url)
      const began = performance.now()
      await theirs.talk({ seconds: SECONDS, perSecond })
      rates.push(((await rowsOf(server.url)) - before) / ((performance.now() - began) / 1000))
      await sleep(1500)
    }
    for (const crowd of [ours, theirs]) crowd.close()
    const best = Math.max(...rates)
    return [
      { id: 'ingest.node-red', what: `rows/s of a Node-RED flow, the best of ${rates.map(Math.round).join(', ')} at ${RATES.join(', ')} offered`, value: best, unit: '/s' },
      { id: 'ingest.by-node-red', what: `our committed messages (${Math.round(count / seconds)}/s in the same run) by those`, value: count / seconds / best, unit: '', bar: { atLeast: 3 } },
    ]
  } finally {
    await stopChild(red)
    await mosquitto.stop()
    await server.stop()
  }
}

function install(): boolean {
  mkdirSync(FOLDER, { recursive: true })
  if (existsSync(`${FOLDER}node_modules/node-red/red.js`) && existsSync(`${FOLDER}node_modules/pg`)) return true
  writeFileSync(`${FOLDER}package.json`, '{"private":true}')
  return spawnSync('npm', ['install', '--no-audit', '--no-fund', '--omit=dev', 'node-red@4', 'pg@8'], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}

async function startNodeRed({ broker, url }: { broker: number; url: string }): Promise<ChildProcess> {
  const client = openClient(url, { size: 1, name: 'yihu-bench' })
  await client.unsafe('create table rival (device text, point text, at timestamptz, value float8, taken_at timestamptz, primary key (device, point, at))')
  await client.end()
  const { host, port, user, password, database } = parseAddress(url)
  const settings = { flowFile: 'flows.json', uiPort: await freePort(), uiHost: '127.0.0.1', logging: { console: { level: 'info' } }, editorTheme: { tours: false }, telemetry: { enabled: false } }
  writeFileSync(`${FOLDER}settings.js`, `const { Pool } = require('pg')\nmodule.exports = { ...${JSON.stringify(settings)}, functionGlobalContext: { pool: new Pool(${JSON.stringify({ host, port, user, password, database, max: 10 })}) } }\n`)
  writeFileSync(`${FOLDER}flows.json`, JSON.stringify([
    { id: 'tab', type: 'tab', label: 'rival' },
    { id: 'broker', type: 'mqtt-broker', broker: '127.0.0.1', port: String(broker), clientid: 'node-red', autoConnect: true, protocolVersion: '4', keepalive: '60', cleansession: true },
    { id: 'in', type: 'mqtt in', z: 'tab', topic: 'd/+/telemetry', qos: '1', datatype: 'json', broker: 'broker', wires: [['fn']] },
    { id: 'fn', type: 'function', z: 'tab', func: FLOW, outputs: 0, libs: [], wires: [] },
  ]))
  const child = spawn(process.execPath, [`${FOLDER}node_modules/node-red/red.js`, '--userDir', FOLDER, '--settings', `${FOLDER}settings.js`], { cwd: FOLDER, stdio: ['ignore', 'pipe', 'inherit'] })
  await readyLine(child, /(Connected to broker)/u)
  return child
}

async function rowsOf(url: string): Promise<number> {
  const client = openClient(url, { size: 1, name: 'yihu-bench' })
  try {
    const [row] = await client.unsafe<{ n: string }[]>('select count(*) as n from rival')
    return Number(row?.n)
  } finally {
    await client.end()
  }
}
