import type { Db, Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { createReadings } from '../../kernel/readings.ts'
import type { Readings } from '../../kernel/readings.ts'

/** An actor as read from the database, and until when its session lasts at most. */
export interface Known {
  readonly actor: Actor
  readonly expiresAt: number
}

/**
 * Sessions this server has just read, so that most requests cost no query. What is in here is at most five seconds old:
 * so long a right withdrawn on another server stays in force here. A change on this server empties the memory after its
 * commit, so it is in force at once. Nothing is remembered of tokens that are not valid.
 */
type KnownSessions = Readings<Known | null>

const FRESH_MS = 5000
const MOST = 20_000

/** One memory a database handle, that is one a server. */
const memories = new WeakMap<Db, KnownSessions>()

export function knownSessions(db: Db): KnownSessions {
  const known = memories.get(db) ?? createReadings<Known | null>({ freshMs: FRESH_MS, most: MOST, isKept: (session) => session !== null })
  memories.set(db, known)
  return known
}

/** Whatever changes people or sessions calls this: after the commit every request is read anew. */
export function forgetAfter(db: Db, tx: Tx): void {
  db.afterCommit(tx, () => { knownSessions(db).forgetAll() })
}
