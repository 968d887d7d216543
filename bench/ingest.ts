import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { openClient } from '../apps/server/src/kernel/db/index.ts'
import { gather } from './crowd.ts'
import type { Crowd } from './crowd.ts'
import { idsOf, prepareStreet, SECRET } from './devices.ts'
import { median } from './figures.ts'
import type { Figure } from './figures.ts'
import { MISSING, startMosquitto } from './mosquitto.ts'
import { cpuOf, cpuOfDatabase, homeOf, readyLine, stopChild } from './server.ts'

const HOME = 'ingest'
const CONNECTIONS = 100
const WINDOW = 100
const SECONDS = 4
const ROUNDS = 3
/** ThingsBoard's own figure for one machine of two virtual processors. */
const THINGSBOARD = 2500

interface Round {
  readonly rate: number
  readonly perCore: number
  /** With what PostgreSQL uses. */
  readonly perCoreInAll: number
  readonly copy: number
  readonly mosquitto: number | null
}

/**
 * Committed messages a second through the MQTT door (QoS 1, one reading a message, every one folded through a scenario's
 * rule, acknowledged after the commit with fsync, every device with its own secret and topics). In turns with it, COPY of
 * as many such rows into an equal table, and the same crowd at a Mosquitto that stores nothing. Afterwards the database is
 * asked whether every acknowledged message is there.
 */
export async function benchIngest(): Promise<Figure[]> {
  const server = await openDoor(HOME)
  const mosquitto = await startMosquitto()
  const at = (port: number): Promise<Crowd> => gather({ port, ids: idsOf('gauge', CONNECTIONS), secret: SECRET, point: 'level', below: 1, from: begunAt })
  try {
    const crowd = await at(server.port)
    const other = mosquitto && (await at(mosquitto.port))
    await crowd.flood({ seconds: 1, window: WINDOW }) // warm
    const rounds: Round[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = [cpuOf(server.pid), cpuOfDatabase(HOME)] as const
      const { count, seconds } = await crowd.flood({ seconds: SECONDS, window: WINDOW })
      const [own, database] = [cpuOf(server.pid) - before[0], cpuOfDatabase(HOME) - before[1]]
      const copy = await copyRows(server.url, count)
      const there = other && (await other.flood({ seconds: SECONDS, window: WINDOW }))
      rounds.push({ rate: count / seconds, perCore: count / own, perCoreInAll: count / (own + database), copy, mosquitto: there && there.count / there.seconds })
    }
    const lost = Math.max(0, crowd.acknowledged() - (await stored(server.url)))
    crowd.close()
    other?.close()
    return figuresOf(rounds, lost)
  } finally {
    await mosquitto?.stop()
    await server.stop()
  }
}

function figuresOf(rounds: readonly Round[], lost: number): Figure[] {
  const middle = (of: (round: Round) => number) => median(rounds.map(of))
  const spread = (of: (round: Round) => number) => rounds.map((round) => of(round).toFixed(2)).join(', ')
  const toCopy = ({ rate, copy }: Round) => rate / copy
  const toMosquitto = ({ rate, mosquitto }: Round) => rate / (mosquitto ?? Number.NaN)
  const isThere = rounds.every(({ mosquitto }) => mosquitto !== null)
  return [
    { id: 'ingest.committed', what: `messages/s committed with rule and alarms, ${CONNECTIONS} devices, ${WINDOW} under way each; the load shares the machine`, value: middle(({ rate }) => rate), unit: '/s' },
    { id: 'ingest.per-core', what: `messages a second of processor time, PostgreSQL included; ThingsBoard publishes ${THINGSBOARD}`, value: middle(({ perCoreInAll }) => perCoreInAll), unit: '/s' },
    { id: 'ingest.per-core.own', what: 'the same of the server process alone', value: middle(({ perCore }) => perCore), unit: '/s' },
    { id: 'ingest.copy', what: 'rows/s of COPY into a table like it, one connection', value: middle(({ copy }) => copy), unit: '/s' },
    { id: 'ingest.share', what: `committed messages by COPY rows; rounds ${spread(toCopy)}`, value: middle(toCopy), unit: '', bar: { atLeast: 0.25 } },
    ...(isThere ? [
      { id: 'ingest.mosquitto', what: 'messages/s that Mosquitto acknowledges to the same crowd, nothing stored', value: middle(({ mosquitto }) => mosquitto ?? 0), unit: '/s' },
      { id: 'ingest.by-mosquitto', what: `committed messages by those; rounds ${spread(toMosquitto)}`, value: middle(toMosquitto), unit: '', bar: { atLeast: 0.33 } },
    ] : [{ id: 'ingest.by-mosquitto', what: `missing: ${MISSING}`, value: Number.NaN, unit: '' }]),
    { id: 'ingest.lost', what: 'acknowledged messages that are not in the database', value: lost, unit: '', bar: { atMost: 0 } },
  ]
}

/** Devices speak in the order of time: each a millisecond after its last. */
const begunAt = Date.now() - 3_600_000

/** A device door of a server by itself on a fresh database. */
export async function openDoor(home: string, nodeFlags: readonly string[] = []): Promise<{ port: number; url: string; pid: number; stop(): Promise<void> }> {
  await prepareStreet(home)
  const child = spawn(process.execPath, ['--max-semi-space-size=16', ...nodeFlags, fileURLToPath(new URL('ingest-server.child.ts', import.meta.url))], {
    env: { ...process.env, YIHU_HOME: homeOf(home), YIHU_DEMO: '0', YIHU_MQTT_PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port = '', url = ''] = (await readyLine(child, /mqtt (\d+ \S+)/u)).split(' ')
  return { port: Number(port), url, pid: child.pid ?? 0, stop: () => stopChild(child) }
}

async function copyRows(url: string, count: number): Promise<number> {
  const client = openClient(url, { size: 1, name: 'yihu-bench' })
  try {
    await client.unsafe('drop table if exists copied; create table copied (like reading including indexes including constraints)').simple()
    const taken = new Date().toISOString()
    const lines = Array.from({ length: Math.ceil(count / 1000) }, (_, block) => Array.from({ length: 1000 }, (__, n) => {
      const row = block * 1000 + n
      return `${row % CONNECTIONS}\tlevel\t${new Date(begunAt + row).toISOString()}\t${row % 1000}\t${taken}\n`
    }).join(''))
    const began = performance.now()
    await pipeline(Readable.from(lines), await client.unsafe('copy copied from stdin').writable())
    return (lines.length * 1000) / ((performance.now() - began) / 1000)
  } finally {
    await client.end()
  }
}

async function stored(url: string): Promise<number> {
  const client = openClient(url, { size: 1, name: 'yihu-bench' })
  try {
    const [row] = await client.unsafe<{ n: string }[]>('select count(*) as n from reading')
    return Number(row?.n)
  } finally {
    await client.end()
  }
}
