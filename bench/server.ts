import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { silentLog } from '../apps/server/src/kernel/log.ts'
import { openPostgres } from '../apps/server/src/kernel/postgres/index.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The same as in tools/start.mjs. */
const SERVER_FLAGS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=16', '--heap-growing-percent=50']

/** A real server process on an embedded database of its own, as `npm start` runs it. */
export interface BenchServer {
  readonly url: string
  /** Seconds from the start of the process to its line `ready …`. */
  readonly seconds: number
  readonly pid: number
  /** Resident memory of the Node process in MB (Linux). */
  rss(): number
  stop(): Promise<void>
  /** Gone in an instant. */
  kill(): Promise<void>
}

interface StartOptions {
  /** Folder under var/bench that keeps the database between runs. */
  readonly home: string
  /** Begin with an empty folder. */
  readonly isFresh?: boolean
  readonly nodeFlags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Where a bench keeps its database: on the disk of the repository, so that fsync is a real one. */
export function homeOf(name: string): string {
  return at(`../var/bench/${name}`)
}

/** Starts a server with the demo street and waits until it is ready. @throws Error with its output when it is not */
export async function startServer({ home, isFresh = false, nodeFlags = [], env = {} }: StartOptions): Promise<BenchServer> {
  const folder = homeOf(home)
  if (isFresh) await removeHome(home)
  const startedAt = Date.now()
  const child = spawn(process.execPath, [...SERVER_FLAGS, ...nodeFlags, at('../apps/server/src/main.ts')], {
    env: { ...process.env, YIHU_HOME: folder, PORT: '0', YIHU_MQTT_PORT: '0', YIHU_FLOOD_PER_MINUTE: '10000000', YIHU_STARTED_AT: String(startedAt), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await readyLine(child, /ready (http:\S+) in/u)
  return { url, seconds: (Date.now() - startedAt) / 1000, pid: child.pid ?? 0, rss: () => rssOf(child.pid ?? 0), stop: () => stopChild(child), kill: () => stopChild(child, 'SIGKILL') }
}

/** Resolves with the first group of the awaited line; a process that ends before it said so is an error. */
export function readyLine(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const found = pattern.exec(output)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', (code) => { reject(new Error(`the server ended with ${String(code)}: ${output.slice(-2000)}`)) })
  })
}

/** Ends a child that this bench started and waits for it. */
export function stopChild(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => { resolve() })
    child.kill(signal)
  })
}

/** Resident memory of a process in MB (Linux). */
export function rssOf(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1024)
}

/** The embedded database of a home for the bench itself (owner's URL); `stop` leaves it to the server. */
export async function openDatabase(home: string): Promise<{ url: string; stop(): Promise<void> }> {
  return openPostgres({ home: homeOf(home), log: silentLog })
}

export async function removeHome(home: string): Promise<void> {
  const postgres = await openPostgres({ home: homeOf(home), log: silentLog })
  await postgres.stop()
  for (const folder of [postgres.folder, homeOf(home)]) rmSync(folder, { recursive: true, force: true })
}

const TICKS_PER_SECOND = 100

/** Seconds of processor time a process has used, its children that have ended among it (Linux). */
export function cpuOf(pid: number): number {
  const fields = statOf(pid)
  return [11, 12, 13, 14].reduce((sum, n) => sum + Number(fields[n] ?? 0), 0) / TICKS_PER_SECOND
}

/** The same of the embedded database of a home: its first process and those it has now. */
export function cpuOfDatabase(home: string): number {
  const first = Number(readFileSync(`${homeOf(home)}/pg/data/postmaster.pid`, 'utf8').split('\n')[0])
  const children = readdirSync('/proc').filter((name) => /^\d+$/u.test(name) && Number(statOf(Number(name))[1]) === first).map(Number)
  return [first, ...children].reduce((sum, pid) => sum + cpuOf(pid), 0)
}

/** Fields of /proc/PID/stat from the state on; none when it has ended. */
function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  } catch {
    return []
  }
}
