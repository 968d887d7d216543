import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import { silentLog } from '../log.ts'
import { openPostgres } from './open.ts'
import type { EmbeddedPostgres } from './open.ts'
import { isAlive } from './processes.ts'

/** Speed instead of durability: the cluster dies with its process. */
const SETTINGS = {
  fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0', max_connections: '200', autovacuum: 'off',
}

const folder = path.join(os.tmpdir(), 'yihu-temporary')

/** A PostgreSQL that `stop` removes with all its data: for tests, benchmarks and the generator. Clears those of killed processes. */
export async function openTemporaryPostgres(): Promise<EmbeddedPostgres> {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o777)
  await clearAbandoned()
  const home = path.join(folder, `${process.pid}-${randomBytes(4).toString('hex')}`)
  const postgres = await openPostgres({ home, log: silentLog, settings: SETTINGS })
  return {
    ...postgres,
    stop: async () => {
      await postgres.stop()
      remove(home, postgres.folder)
    },
  }
}

async function clearAbandoned(): Promise<void> {
  for (const name of readdirSync(folder)) {
    if (isAlive(Number.parseInt(name, 10))) continue
    const home = path.join(folder, name)
    try {
      const postgres = await openPostgres({ home, log: silentLog, settings: SETTINGS })
      await postgres.stop()
      remove(home, postgres.folder)
    } catch {
      // another user's, or another process is clearing it
    }
  }
}

function remove(home: string, cluster: string): void {
  for (const place of [cluster, home]) rmSync(place, { recursive: true, force: true })
}
