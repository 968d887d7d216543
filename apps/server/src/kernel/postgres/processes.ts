import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Whether a process exists (also one of another user). A zombie is dead. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  return readStat(pid)?.state !== 'Z'
}

/** Whether `pid` is the PostgreSQL server of `dataFolder`, and not a stranger that got the number again. */
export function isPostmaster(pid: number, dataFolder: string): boolean {
  if (!isAlive(pid)) return false
  if (!existsSync('/proc/self/cmdline')) return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataFolder)
  } catch {
    return false
  }
}

/**
 * A question to ask again and again: does the process that has this id now still live? A process on its way out has no
 * command line any more, so only its start time tells it from a stranger that got the number again.
 */
export function lifeOf(pid: number): () => boolean {
  const born = readStat(pid)?.startedAt
  return () => isAlive(pid) && readStat(pid)?.startedAt === born
}

/** State letter and start time from the kernel, where it has /proc. */
function readStat(pid: number): { state: string; startedAt: string } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' }
  } catch {
    return undefined
  }
}

/** A note in a folder that a living process uses the cluster. The kernel's start time guards against reused pids. */
export interface Lease {
  /** Whether another living process holds a lease. */
  others(): boolean
  release(): void
}

/** Take a lease for this process; each call counts by itself. */
export function takeLease(folder: string): Lease {
  mkdirSync(folder, { recursive: true })
  const startedAt = readStat(process.pid)?.startedAt ?? '0'
  const file = path.join(folder, `${process.pid}.${startedAt}.${leaseNumber++}`)
  writeFileSync(file, '')
  return {
    others: () => readdirSync(folder).some((name) => path.join(folder, name) !== file && isHeld(folder, name)),
    release: () => { rmSync(file, { force: true }) },
  }
}

let leaseNumber = 0

function isHeld(folder: string, name: string): boolean {
  const [pid, startedAt] = name.split('.')
  const stat = readStat(Number(pid))
  const held = isAlive(Number(pid)) && (stat === undefined || stat.startedAt === startedAt)
  if (!held) rmSync(path.join(folder, name), { force: true })
  return held
}
