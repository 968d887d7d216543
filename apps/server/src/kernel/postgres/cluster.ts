import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, closeSync, existsSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { isPostmaster, lifeOf } from './processes.ts'

/** One cluster on disk and what is needed to run it. */
export interface Cluster {
  readonly place: Place
  readonly binaries: Binaries
  readonly account: Account | undefined
  /** Server settings beyond ours. */
  readonly settings: Readonly<Record<string, string>>
}

/** Ours: sizes for a small machine, safe commits, no personal data in the server's log. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '128MB',
  wal_compression: 'on',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%a ',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

/** ctype must be a UTF-8 one: under plain `C`, pg_trgm makes no trigrams of Chinese. */
const LOCALES = ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'zh_CN.UTF-8']
const LARGEST_LOG = 10 * 1024 * 1024

/** Make the cluster unless it is there. A half-made one (killed initdb) is made anew. */
export async function initialise(cluster: Cluster): Promise<void> {
  const { place, account } = cluster
  if (existsSync(path.join(place.data, 'PG_VERSION'))) return
  const attempt = randomBytes(4).toString('hex')
  const staging = `${place.data}.${attempt}`
  const passwordCopy = `${place.password}.${attempt}`
  writeFileSync(passwordCopy, agreePassword(place, attempt), { mode: 0o600 })
  if (account) chownSync(passwordCopy, account.uid, account.gid)
  try {
    await runInitdb(cluster, { data: staging, passwordFile: passwordCopy })
    renameSync(staging, place.data)
  } catch (error) {
    if (!existsSync(path.join(place.data, 'PG_VERSION'))) throw error // else another server was faster
  } finally {
    rmSync(staging, { recursive: true, force: true })
    rmSync(passwordCopy, { force: true })
  }
}

/** The cluster's password: the first who comes makes it, whole or not at all. */
function agreePassword(place: Place, attempt: string): string {
  const draft = `${place.password}.draft.${attempt}`
  writeFileSync(draft, randomBytes(24).toString('base64url'), { mode: 0o600 })
  try {
    linkSync(draft, place.password)
  } catch (error) {
    if (!existsSync(place.password)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(place.password, 'utf8')
}

async function runInitdb(cluster: Cluster, target: { data: string; passwordFile: string }): Promise<void> {
  const outputs: string[] = []
  for (const locale of LOCALES) {
    rmSync(target.data, { recursive: true, force: true })
    if (cluster.account) makeFolderFor(target.data, cluster.account)
    const parameters = [
      `--pgdata=${target.data}`, '--username=postgres', `--pwfile=${target.passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8',
      ...(locale === LOCALES[0] ? [`--locale=${locale}`] : ['--locale=C', `--lc-ctype=${locale}`]), '--data-checksums', '--no-instructions', ...(cluster.settings['fsync'] === 'off' ? ['--no-sync'] : []),
    ]
    const result = await run(cluster, cluster.binaries.initdb, parameters)
    if (result.code === 0) return
    outputs.push(result.output.trim())
    if (!result.output.includes('invalid locale')) break
  }
  throw new Error(`initdb failed: ${outputs.join('\n').slice(-1500)}`)
}

function makeFolderFor(folder: string, account: Account): void {
  mkdirSync(folder, { mode: 0o700 })
  chownSync(folder, account.uid, account.gid)
}

function run(cluster: Cluster, program: string, parameters: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { ...cluster.account, cwd: '/', env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString() })
    child.on('error', reject)
    child.on('close', (code) => { resolve({ code, output }) })
  })
}

/** Nothing of ours leaks into the database server, least of all keys. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_MESSAGES: 'C', TZ: 'UTC' }
}

/** The process id of the running server of this cluster and whether it takes connections. */
export function running(place: Place): { pid: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(path.join(place.data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 && isPostmaster(pid, place.data) ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined
  } catch {
    return undefined
  }
}

/**
 * Start the server, detached from this process so that it outlives a crash of ours. Of two servers that try at once
 * PostgreSQL itself lets one win; the other sees its child end and finds the winner running.
 * @returns whether the server that runs is the one started here.
 */
export async function start(cluster: Cluster, deadline: number): Promise<boolean> {
  const { place, binaries, account } = cluster
  disownNote(place)
  const log = openLog(place)
  const settings = { ...SETTINGS, ...cluster.settings, unix_socket_directories: place.run }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(binaries.postgres, ['-D', place.data, ...flags], {
    ...account, cwd: place.data, env: environment(), detached: true, stdio: ['ignore', log, log],
  })
  closeSync(log)
  let ended = false
  child.on('error', () => { ended = true })
  child.on('exit', () => { ended = true })
  child.unref()
  for (;;) {
    const server = running(place)
    if (server?.ready) return server.pid === child.pid
    if (ended && !server) throw new Error(`PostgreSQL did not start: ${logTail(place)}`)
    if (Date.now() > deadline) throw new Error(`PostgreSQL is not ready in time: ${logTail(place)}`)
    await sleep(5)
  }
}

/**
 * PostgreSQL itself clears the note of a dead server, but refuses to start while that process id exists: a stranger got
 * it again, or the dead server is a zombie that nobody has collected. The id in the note becomes ours, the parent's,
 * which PostgreSQL knows not to be a server. The rest stays: by it PostgreSQL sees whether children of the dead server
 * still hold its shared memory.
 */
function disownNote(place: Place): void {
  const note = path.join(place.data, 'postmaster.pid')
  if (!existsSync(note)) return
  const [pid, ...rest] = readFileSync(note, 'utf8').split('\n')
  if (Number(pid) > 0 && !isPostmaster(Number(pid), place.data)) writeFileSync(note, [process.pid, ...rest].join('\n'))
}

function openLog(place: Place): number {
  if (existsSync(place.log) && statSync(place.log).size > LARGEST_LOG) renameSync(place.log, `${place.log}.1`)
  const log = openSync(place.log, 'a', 0o600)
  chmodSync(place.log, 0o600)
  return log
}

function logTail(place: Place): string {
  return existsSync(place.log) ? readFileSync(place.log, 'utf8').trim().split('\n').slice(-5).join(' | ') : ''
}

/** Stop the server: fast shutdown (sessions end, a checkpoint is written), after 30 s immediate. */
export async function halt(place: Place): Promise<void> {
  const server = running(place)
  if (!server) return
  const isLeft = lifeOf(server.pid)
  process.kill(server.pid, 'SIGINT')
  const hard = Date.now() + 30_000
  let isForced = false
  while (isLeft()) {
    if (Date.now() > hard && !isForced) {
      process.kill(server.pid, 'SIGQUIT')
      isForced = true
    }
    await sleep(10)
  }
}
