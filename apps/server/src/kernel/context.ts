import type { Clock } from './clock.ts'
import type { Vault } from './crypto.ts'
import type { Db } from './db/index.ts'
import type { LiveBus } from './events/index.ts'
import type { FileStore } from './files.ts'
import type { Log } from './log.ts'

/** What every use case may reach; made once at the start and passed explicitly. */
export interface Context {
  /** Folder of everything that is kept outside the database. */
  readonly home: string
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly vault: Vault
  readonly files: FileStore
  /** Events as they are committed, on every server. */
  readonly live: LiveBus
}
