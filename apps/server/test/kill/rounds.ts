import { randomInt } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { readConfig } from '../../src/config.ts'
import { openHouse } from '../../src/house.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { DEMO_PASSWORD } from '../../src/platform/identity/index.ts'
import { loadSmallStreet } from '../street.ts'
import { call, report, workUntilGone } from './load.ts'
import type { Desk, Ledger } from './load.ts'
import { killDatabase, startServer } from './server.ts'
import type { ServerProcess } from './server.ts'

/** What the rounds showed. */
export interface Figures {
  readonly rounds: number
  readonly appeals: number
  readonly moves: number
  readonly uploads: number
  /** Appeals that were sent and not answered, then sent again. */
  readonly retried: number
  /** Milliseconds from start to ready without a kill before it, on the same machine just then. */
  readonly cleanMs: number
  /** The same after a kill, ascending. */
  readonly readyMs: readonly number[]
  readonly events: number
  /** What must not be: empty. */
  readonly faults: readonly string[]
}

const WORKERS = 6
/** In one of so many rounds the database is killed together with the server. */
const WITH_DATABASE = 3

/**
 * Kills a real server under mixed load, again and again, and compares what it said yes to with what is there afterwards:
 * every acknowledged appeal, move and upload exactly once, retries answered with the same number, the hash chain whole.
 */
export async function killRounds({ rounds, log }: { rounds: number; log: (line: string) => void }): Promise<Figures> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'yihu-kill-'))
  await chmod(home, 0o711) // root runs the database as another user
  const ledger: Ledger = { appeals: new Map(), moves: new Map(), unsure: new Set(), uploads: 0 }
  const tally = { retried: 0, readyMs: [] as number[], faults: [] as string[] }
  let server: ServerProcess | undefined
  try {
    await prepareHome(home)
    server = await startServer(home)
    const cleanMs = Math.round(server.readyMs)
    const tokens = await signIn(server.base)
    const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#39c', noise: { type: 'gaussian', mean: 128, sigma: 30 } } }).jpeg().toBuffer()
    for (let round = 1; round <= rounds; round += 1) {
      server = await oneRound({ server, home, round, ledger, tally, desk: { base: server.base, tokens, photo }, log })
    }
    tally.faults.push(...(await compareAll(server.base, tokens, ledger)))
    const { events, isIntact } = await chain(server.base, tokens.auditor)
    if (!isIntact) tally.faults.push('the hash chain is broken')
    if ((await server.stop()) !== 0) tally.faults.push('the server did not stop when asked')
    server = undefined
    return {
      rounds, appeals: ledger.appeals.size, moves: [...ledger.moves.values()].flat().length, uploads: ledger.uploads, retried: tally.retried, cleanMs,
      readyMs: tally.readyMs.toSorted((a, b) => a - b).map(Math.round), events, faults: tally.faults,
    }
  } finally {
    await server?.kill()
    await killDatabase(home).catch(() => undefined)
    await sleep(200)
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function prepareHome(home: string): Promise<void> {
  const house = await openHouse({ config: readConfig({ YIHU_HOME: home }), clock: systemClock, log: silentLog })
  try {
    await loadSmallStreet(house.context)
  } finally {
    await house.close()
  }
}

type Tokens = Desk['tokens'] & Readonly<Record<'auditor', string>>

async function signIn(base: string): Promise<Tokens> {
  const token = async (username: string) => {
    const { body } = await call<{ token: string }>(base, 'POST', 'session', { body: { username, password: DEMO_PASSWORD } })
    return body.token
  }
  return { accept: await token('accept'), duty: await token('duty'), dispatch: await token('dispatch'), auditor: await token('auditor') }
}

interface Round {
  readonly server: ServerProcess
  readonly home: string
  readonly round: number
  readonly ledger: Ledger
  readonly tally: { retried: number; readyMs: number[]; faults: string[] }
  readonly desk: Desk & { readonly tokens: Tokens }
  readonly log: (line: string) => void
}

async function oneRound({ server, home, round, ledger, tally, desk, log }: Round): Promise<ServerProcess> {
  const before = new Set(ledger.appeals.keys())
  const work = Promise.all(Array.from({ length: WORKERS }, () => workUntilGone(desk, ledger)))
  await enough(ledger, promisesOf(ledger) + randomInt(4, 40))
  const withDatabase = round % WITH_DATABASE === 0
  if (withDatabase) await killDatabase(home)
  await server.kill()
  await work
  const next = await startServer(home)
  tally.readyMs.push(next.readyMs)
  const fresh = [...ledger.appeals.keys()].filter((clientId) => !before.has(clientId))
  const open = fresh.filter((clientId) => ledger.appeals.get(clientId)?.number === null)
  tally.retried += open.length
  // Those that were answered must answer the same; those that were not become one appeal now.
  for (const clientId of [...open, ...fresh.slice(0, 20)]) {
    try {
      await report(next.base, ledger, clientId)
    } catch (error) {
      tally.faults.push(`round ${round}: ${String(error)}`)
    }
  }
  const { isIntact } = await chain(next.base, desk.tokens.auditor)
  if (!isIntact) tally.faults.push(`round ${round}: the hash chain is broken`)
  log(`round ${round}: ${fresh.length} appeals, ${open.length} unanswered, ${withDatabase ? 'database killed too, ' : ''}ready in ${Math.round(next.readyMs)} ms`)
  return next
}

/** How much was said yes to so far. */
function promisesOf({ appeals, moves }: Ledger): number {
  return [...appeals.values()].filter((entry) => entry.number !== null).length + [...moves.values()].flat().length
}

/** Until so much was said yes to, then any moment of the next tenth of a second; at most ten seconds. */
async function enough(ledger: Ledger, wanted: number): Promise<void> {
  for (const until = Date.now() + 10_000; promisesOf(ledger) < wanted && Date.now() < until; ) await sleep(5)
  await sleep(randomInt(100))
}

async function chain(base: string, token: string): Promise<{ events: number; isIntact: boolean }> {
  const { body } = await call<{ streets: { street: string; events: number; isIntact: boolean }[] }>(base, 'GET', 'audit/chain', { token })
  return { events: body.streets.reduce((sum, street) => sum + street.events, 0), isIntact: body.streets.every((street) => street.isIntact) }
}

interface Page {
  readonly cases: readonly { readonly id: string; readonly number: string }[]
  readonly next: string | null
}

interface Detail {
  readonly timeline: readonly { readonly kind: string; readonly text: string }[]
  readonly photos: readonly unknown[]
  readonly text: string
}

/** Every appeal exactly once, every acknowledged move exactly once, every unanswered one at most once, every photo readable. */
async function compareAll(base: string, tokens: Tokens, ledger: Ledger): Promise<string[]> {
  const faults: string[] = []
  const there = new Map<string, string>()
  for (let cursor = ''; ;) {
    const { body } = await call<Page>(base, 'GET', `cases?sort=newest&limit=200${cursor}`, { token: tokens.duty })
    for (const one of body.cases) there.set(one.number, one.id)
    if (body.next === null) break
    cursor = `&cursor=${body.next}`
  }
  const promised = new Set([...ledger.appeals.values()].map((entry) => entry.number))
  if (promised.size !== ledger.appeals.size) faults.push(`${ledger.appeals.size} appeals have ${promised.size} numbers`)
  for (const number of promised) if (number === null || !there.has(number)) faults.push(`appeal ${number} is lost`)
  for (const number of there.keys()) if (!promised.has(number)) faults.push(`case ${number} was never promised: a doubled appeal`)
  for (const [id, notes] of ledger.moves) {
    const { body } = await call<Detail>(base, 'GET', `cases/${id}`, { token: tokens.duty })
    const lines = body.timeline.map(({ kind, text }) => (kind === 'urge' ? text : `${kind} ${id}`))
    for (const note of notes) if (lines.filter((line) => line === note).length !== 1) faults.push(`move ${note} of ${id} is there ${lines.filter((line) => line === note).length} times`)
    for (const line of new Set(lines)) if (lines.filter((one) => one === line).length > 1) faults.push(`line ${line} of ${id} is doubled`)
  }
  return [...faults, ...(await comparePhotos(base, ledger))]
}

async function comparePhotos(base: string, ledger: Ledger): Promise<string[]> {
  const faults: string[] = []
  for (const { number, queryCode, file } of ledger.appeals.values()) {
    if (file === null) continue
    const response = await fetch(`${base}/appeals/${number}/files/${file}?queryCode=${queryCode}`, { headers: { 'x-forwarded-for': `10.9.${randomInt(256)}.${randomInt(256)}` } })
    const bytes = Buffer.from(await response.arrayBuffer())
    if (response.status !== 200 || bytes.length < 100) faults.push(`photo ${file} of ${number} cannot be read: ${response.status}, ${bytes.length} bytes`)
  }
  return faults
}
