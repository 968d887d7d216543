import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { openClient } from '../apps/server/src/kernel/db/index.ts'
import { median } from './figures.ts'
import type { Figure } from './figures.ts'
import { homeOf, readyLine, removeHome } from './server.ts'

const HOME = 'ingest'
const CONNECTIONS = 100
const WINDOW = 100
const SECONDS = 4
const ROUNDS = 2
const TICKS_PER_SECOND = 100

/**
 * Committed messages a second through the MQTT door (QoS 1, one reading a message, every one folded through a
 * scenario's rule, acknowledged after the commit with fsync, every device with its own secret and topics), beside COPY of as many such rows into an equal table, in turns.
 * Afterwards the database is asked whether every acknowledged message is there.
 */
export async function benchIngest(): Promise<Figure[]> {
  await removeHome(HOME)
  const child = spawn(process.execPath, ['--max-semi-space-size=16', fileURLToPath(new URL('ingest-server.child.ts', import.meta.url))], {
    env: { ...process.env, YIHU_HOME: homeOf(HOME), YIHU_DEMO: '0', YIHU_MQTT_PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [port = '', url = ''] = (await readyLine(child, /mqtt (\d+ \S+)/u)).split(' ')
    await load(Number(port), 1) // warm
    const rounds: { rate: number; perCore: number; copy: number; count: number }[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = cpuOf(child.pid ?? 0)
      const { count, seconds } = await load(Number(port), SECONDS)
      const cpu = cpuOf(child.pid ?? 0) - before
      rounds.push({ rate: count / seconds, perCore: count / cpu, copy: await copyRows(url, count), count })
    }
    const middle = (what: 'rate' | 'perCore' | 'copy') => median(rounds.map((round) => round[what]))
    return [
      { id: 'ingest.committed', what: `messages/s committed with rule and alarms, ${CONNECTIONS} devices, ${WINDOW} under way each; the load shares the machine`, value: middle('rate'), unit: '/s' },
      { id: 'ingest.per-core', what: 'messages a second of processor time of the server process (without PostgreSQL)', value: middle('perCore'), unit: '/s' },
      { id: 'ingest.copy', what: 'rows/s of COPY into a table like it, one connection', value: middle('copy'), unit: '/s' },
      { id: 'ingest.share', what: 'committed messages by COPY rows', value: Math.min(...rounds.map(({ rate, copy }) => rate / copy)), unit: '', bar: { atLeast: 0.25 } },
      { id: 'ingest.lost', what: 'acknowledged messages that are not in the database', value: Math.max(0, acknowledged - (await stored(url))), unit: '', bar: { atMost: 0 } },
    ]
  } finally {
    child.kill('SIGTERM')
    await new Promise((resolve) => { child.once('exit', resolve) })
  }
}

let serial = 0
let acknowledged = 0
/** Devices speak in the order of time: each a millisecond after its last. */
const begunAt = Date.now() - 3_600_000
const spoken = new Map<string, number>()

async function load(port: number, seconds: number): Promise<{ count: number; seconds: number }> {
  const before = acknowledged
  const began = performance.now()
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, n) => talk(port, `bench-${n}`, began + seconds * 1000)))
  return { count: acknowledged - before, seconds: (performance.now() - began) / 1000 }
}

/** One device: keeps its window full until the time is over, then waits for what is under way. */
function talk(port: number, id: string, until: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(connectPacket(id)))
    let under = 0
    let isLetIn = false
    let held = Buffer.alloc(0)
    const fill = (): void => {
      const packets: Buffer[] = []
      while (under < WINDOW && performance.now() < until) {
        under += 1
        packets.push(publishPacket(id))
      }
      if (packets.length > 0) socket.write(Buffer.concat(packets))
      if (under === 0) socket.end()
    }
    socket.on('data', (chunk) => {
      held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk
      // CONNACK and PUBACK are both of four bytes
      for (; held.length >= 4; held = held.subarray(4)) {
        if (isLetIn) {
          under -= 1
          acknowledged += 1
        }
        isLetIn = true
      }
      fill()
    })
    socket.on('close', () => { resolve() })
    socket.on('error', reject)
  })
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 255), bytes])
}

function packet(first: number, body: Buffer): Buffer {
  const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7]
  return Buffer.concat([Buffer.of(first, ...length), body])
}

function connectPacket(id: string): Buffer {
  return packet(0x10, Buffer.concat([text('MQTT'), Buffer.of(4, 0xc2, 0, 60), text(id), text(id), text('bench')]))
}

function publishPacket(id: string): Buffer {
  serial += 1
  const messageId = (serial % 65_000) + 1
  const nth = (spoken.get(id) ?? 0) + 1
  spoken.set(id, nth)
  return packet(0x32, Buffer.concat([text(`d/${id}/telemetry`), Buffer.of(messageId >> 8, messageId & 255), Buffer.from(`{"ts":${begunAt + nth},"values":{"level":${(serial % 1000) / 1000}}}`)]))
}

async function copyRows(url: string, count: number): Promise<number> {
  const client = openClient(url, { size: 1, name: 'yihu-bench' })
  try {
    await client.unsafe('drop table if exists copied; create table copied (like reading including indexes including constraints)').simple()
    const taken = new Date().toISOString()
    const lines = Array.from({ length: Math.ceil(count / 1000) }, (_, block) => Array.from({ length: 1000 }, (__, n) => {
      const row = block * 1000 + n
      return `${row % CONNECTIONS}\tlevel\t${new Date(begunAt - row).toISOString()}\t${row % 1000}\t${taken}\n`
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

/** Seconds of processor time a process has used (Linux). */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
