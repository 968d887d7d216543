import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The user that PostgreSQL runs as. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/**
 * PostgreSQL refuses to run as root, so a root server hands it to `postgres` (made when missing), else to `nobody`.
 * Any other user runs it as itself: undefined.
 */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  return findAccount('postgres') ?? createAccount() ?? findAccount('nobody') ?? { uid: 65_534, gid: 65_534 }
}

function findAccount(name: string): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid && uid !== '0' ? { uid: Number(uid), gid: Number(gid) } : undefined
}

function createAccount(): Account | undefined {
  const attempts: readonly [string, readonly string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']],
    ['adduser', ['-S', '-H', '-D', 'postgres']],
  ]
  for (const [command, parameters] of attempts) {
    try {
      execFileSync(command, parameters, { stdio: 'ignore' })
      return findAccount('postgres')
    } catch {
      // the next way
    }
  }
  return undefined
}
