import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openDb, systemScope } from '../apps/server/src/kernel/db/index.ts'
import { emit } from '../apps/server/src/kernel/events/index.ts'
import type { Gathering, Progress, Turn } from './connections-crowd.child.ts'
import { eventOf } from './connections-event.ts'
import { prepareStreet } from './devices.ts'
import { median } from './figures.ts'
import type { Figure } from './figures.ts'
import { cpuOf, openDatabase, readyLine, rssOf, startServer, stopChild } from './server.ts'
import { signIn } from './staff.ts'

const HOME = 'connections'
const SCREENS = 1000
const SLOW = 100
const ROUNDS = 3
/** Events of a round; the rival's are fewer, it takes longer for each. */
const OURS = 3000
const NAIVE = 300
/** Written in one transaction. */
const GROUP = 10
/** Not yet with every reader: far below what makes a server say «read anew» instead. */
const UNDER_WAY = 400
const PATIENCE_MS = 120_000

/**
 * A thousand screens listen, by raw sockets in a process of their own. Events are committed to the database, ten in a
 * transaction, and wait when four hundred are not yet with everybody; the rival is a bare node:http that is given the same
 * events for nothing and puts each into words for each reader. In turns: ours, a tenth of the readers slow, the rival.
 */
export async function benchConnections(): Promise<Figure[]> {
  await prepareStreet(HOME)
  const server = await startServer({ home: HOME, env: { YIHU_DEMO: '0' } })
  const postgres = await openDatabase(HOME)
  const db = openDb(postgres.url)
  const naive = fork(childAt('naive-events'), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const crowds: ChildProcess[] = []
  try {
    const tokens = await Promise.all(['duty', 'accept', 'dispatch'].map(async (name) => (await signIn(server.url, name)).authorization.replace('Bearer ', '')))
    const before = rssOf(server.pid)
    const ours = await listen({ port: portOf(server.url), path: '/api/v1/events', tokens, count: SCREENS }, crowds)
    const connected = rssOf(server.pid)
    const other = await listen({ port: portOf(await readyLine(naive, /ready (http:\S+) in/u)), path: '/', tokens: [], count: SCREENS }, crowds)
    let said = 0
    const commit = (count: number): Promise<void> => db.transact(systemScope, (tx) => emit(tx, Array.from({ length: count }, () => eventOf((said += 1)))))
    const tell = (count: number): Promise<void> => new Promise((resolve) => { naive.once('message', () => { resolve() }).send(count) })
    await rateOf(ours, { say: commit, events: OURS / 3, slow: 0 })
    const rounds: { quick: number; slowed: number; rival: number; cpu: number; rivalCpu: number }[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = [cpuOf(server.pid), cpuOf(naive.pid ?? 0)] as const
      const quick = await rateOf(ours, { say: commit, events: OURS, slow: 0 })
      const cpu = cpuOf(server.pid) - from[0]
      const slowed = await rateOf(ours, { say: commit, events: OURS, slow: SLOW })
      const rival = await rateOf(other, { say: tell, events: NAIVE, slow: 0 })
      rounds.push({ quick, slowed, rival, cpu: (OURS * SCREENS) / cpu, rivalCpu: (NAIVE * SCREENS) / (cpuOf(naive.pid ?? 0) - from[1]) })
    }
    const most = rssOf(server.pid)
    const of = (value: (round: (typeof rounds)[number]) => number): number => median(rounds.map((round) => value(round)))
    const rates = `${thousands(of(({ quick }) => quick * SCREENS))} deliveries/s against ${thousands(of(({ rival }) => rival * SCREENS))}`
    return [
      { id: 'connections.rate', what: `of a send to each client by itself, ${SCREENS} screens, ${ROUNDS} rounds: ${rates}; worst ${Math.min(...rounds.map(({ quick, rival }) => quick / rival)).toFixed(1)}`, value: of(({ quick, rival }) => quick / rival), unit: '×', bar: { atLeast: 8 } },
      { id: 'connections.per-core', what: `the same by processor time of the sending process: ${thousands(of(({ cpu }) => cpu))} a second against ${thousands(of(({ rivalCpu }) => rivalCpu))}`, value: of(({ cpu, rivalCpu }) => cpu / rivalCpu), unit: '×' },
      { id: 'connections.slow', what: `of the pace of all is kept when ${SLOW} of them read 64 KB a second and come back when cut`, value: of(({ quick, slowed }) => slowed / quick), unit: '×', bar: { atLeast: 0.8 } },
      { id: 'connections.memory', what: 'resident memory of the server for each screen: after all had connected, before anything was said', value: ((connected - before) * 1024) / SCREENS, unit: 'KB', bar: { atMost: 64 } },
      { id: 'connections.memory-most', what: `the same after all rounds, what they left in the heap among it (${most} MB)`, value: ((most - before) * 1024) / SCREENS, unit: 'KB' },
    ]
  } finally {
    for (const child of [...crowds, naive]) await stopChild(child)
    await db.close()
    await server.stop()
    await postgres.stop()
  }
}

const childAt = (name: string): string => fileURLToPath(new URL(`${name}.child.ts`, import.meta.url))
const portOf = (url: string): number => Number(new URL(url).port)
const thousands = (value: number): string => (Math.round(value / 1000) * 1000).toLocaleString('en')

/** Readers that are all there. */
interface Crowd {
  readonly child: ChildProcess
  /** What it said last. */
  progress: Progress
}

async function listen(gathering: Gathering, crowds: ChildProcess[]): Promise<Crowd> {
  const child = fork(childAt('connections-crowd'))
  crowds.push(child)
  const crowd: Crowd = { child, progress: { turn: 0, connected: 0, least: 0 } }
  child.on('message', (progress: Progress) => { crowd.progress = progress })
  child.send(gathering)
  await until(() => crowd.progress.connected === gathering.count)
  return crowd
}

interface Talk {
  /** Makes so many events happen. */
  readonly say: (count: number) => Promise<void>
  readonly events: number
  readonly slow: number
}

/** Events a second that reached every reader but the slow ones. */
async function rateOf(crowd: Crowd, { say, events, slow }: Talk): Promise<number> {
  const next: Turn = { turn: crowd.progress.turn + 1, slow }
  crowd.child.send(next)
  await until(() => crowd.progress.turn === next.turn)
  await until(() => crowd.progress.connected === SCREENS)
  const began = performance.now()
  for (let said = 0; crowd.progress.least < events;) {
    if (said < events && said - crowd.progress.least < UNDER_WAY) {
      await say(GROUP)
      said += GROUP
    } else await sleep(1)
    if (performance.now() - began > PATIENCE_MS) throw new Error(`only ${crowd.progress.least} of ${events} events reached everybody`)
  }
  return (events * 1000) / (performance.now() - began)
}

async function until(isTrue: () => boolean): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; !isTrue();) {
    if (performance.now() > end) throw new Error('the readers did not come')
    await sleep(5)
  }
}
