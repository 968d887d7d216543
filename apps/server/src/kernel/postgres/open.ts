import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import type { Log } from '../log.ts'
import { postgresAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { halt, initialise, running, start } from './cluster.ts'
import type { Cluster } from './cluster.ts'
import { findPlace } from './place.ts'
import type { Place } from './place.ts'
import { isAlive, takeLease } from './processes.ts'

/** What `openPostgres` needs. */
export interface OpenPostgresOptions {
  /** YIHU_HOME; the cluster lies in its folder `pg`. */
  readonly home: string
  readonly log: Log
  /** Further server settings, e.g. `{ fsync: 'off' }` for tests. Only heeded by the process that starts the server. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A database server that accepts connections. */
export interface EmbeddedPostgres {
  /** `postgresql://…/yihu`, superuser, by Unix socket. */
  readonly url: string
  /** It was running already. */
  readonly adopted: boolean
  /** Where the cluster lies (for backup and messages). */
  readonly folder: string
  /** Leave; the last process that leaves stops the server. */
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 120_000

/**
 * Open the embedded PostgreSQL of `home`: initialise it the first time, start or adopt it.
 * @throws Error with the server's last log lines when it does not come up.
 */
export async function openPostgres(options: OpenPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') throw new Error('The embedded PostgreSQL needs Linux or macOS. Set DATABASE_URL.')
  const account = postgresAccount()
  const place = findPlace(path.resolve(options.home), account)
  const lease = takeLease(place.leases)
  try {
    const isFresh = !existsSync(path.join(place.data, 'PG_VERSION'))
    const cluster = { place, account, settings: options.settings ?? {}, binaries: findBinaries({ account, fallback: place.engines }) }
    await initialise(cluster)
    const adopted = await ensureRunning(cluster)
    const url = urlOf(place)
    await ensureDatabase(url)
    options.log.info({ folder: place.root, adopted, isFresh }, 'embedded PostgreSQL is ready')
    return { url, adopted, folder: place.root, stop: () => leave(place, lease) }
  } catch (error) {
    lease.release()
    throw error
  }
}

/** Start the server or wait for the one that runs; true when it ran before. */
async function ensureRunning(cluster: Cluster): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS
  for (let failures = 0; Date.now() < deadline;) {
    await whileStopping(cluster.place, deadline)
    const server = running(cluster.place)
    if (server?.ready) return true
    if (server) {
      await sleep(20) // starting, recovering or going down
      continue
    }
    try {
      return !(await start(cluster, deadline))
    } catch (error) {
      // A killed server's children may hold its shared memory for a moment, or another process was faster.
      if (++failures >= 5 && !running(cluster.place)) throw error
      await sleep(100 * failures)
    }
  }
  throw new Error('PostgreSQL is neither running nor startable')
}

function urlOf(place: Place): string {
  const password = readFileSync(place.password, 'utf8').trim()
  return `postgresql://postgres:${password}@localhost/yihu?host=${encodeURIComponent(place.run)}`
}

async function ensureDatabase(url: string): Promise<void> {
  if (await canSelect(url)) return
  const admin = client(url, 'postgres')
  try {
    await admin.unsafe('create database yihu')
  } catch (error) {
    if (!hasState(error, '42P04', '23505')) throw error
  } finally {
    await admin.end()
  }
}

async function canSelect(url: string): Promise<boolean> {
  const probe = client(url, 'yihu')
  try {
    await probe.unsafe('select 1')
    return true
  } catch (error) {
    if (hasState(error, '3D000')) return false
    throw error
  } finally {
    await probe.end()
  }
}

function client(url: string, database: string): postgres.Sql {
  const { password, searchParams } = new URL(url)
  const host = searchParams.get('host') ?? ''
  return postgres({ host, port: 5432, user: 'postgres', password, database, max: 1, fetch_types: false, onnotice: () => undefined })
}

function hasState(error: unknown, ...states: string[]): boolean {
  return error instanceof Error && 'code' in error && states.includes(String(error.code))
}

/**
 * The one who stops says so first and then looks at the leases; the one who comes takes its lease first and then looks
 * for that note. So one of them always sees the other.
 */
async function leave(place: Place, lease: ReturnType<typeof takeLease>): Promise<void> {
  const note = stoppingNote(place)
  writeFileSync(note, String(process.pid))
  lease.release()
  try {
    if (!lease.others()) await halt(place)
  } finally {
    rmSync(note, { force: true })
  }
}

async function whileStopping(place: Place, deadline: number): Promise<void> {
  const note = stoppingNote(place)
  while (existsSync(note) && Date.now() < deadline) {
    if (isStale(note)) rmSync(note, { force: true })
    await sleep(10)
  }
}

function isStale(note: string): boolean {
  try {
    const pid = Number(readFileSync(note, 'utf8'))
    return pid > 0 ? !isAlive(pid) : Date.now() - statSync(note).mtimeMs > 2_000
  } catch {
    return false
  }
}

function stoppingNote(place: Place): string {
  return path.join(place.root, 'stopping')
}
