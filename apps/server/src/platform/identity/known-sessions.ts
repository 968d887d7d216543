import type { Db, Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'

/** An actor as read from the database, and until when its session lasts at most. */
export interface Known {
  readonly actor: Actor
  readonly expiresAt: number
}

/**
 * Sessions this server has just read, so that most requests cost no query. What is in here is at most five seconds old:
 * so long a right withdrawn on another server stays in force here. A change on this server empties the memory after its
 * commit, so it is in force at once. A reading that began before the commit is forgotten together with the rest, for
 * the memory holds the readings themselves and not their results.
 */
export interface KnownSessions {
  /** The remembered reading, or a new one. Nothing is remembered of tokens that are not valid. */
  get(hash: string, now: number, read: () => Promise<Known | null>): Promise<Known | null>
  forgetAll(): void
}

const FRESH_MS = 5000
const MOST = 20_000

function createKnownSessions(): KnownSessions {
  const memory = new Map<string, { at: number; reading: Promise<Known | null> }>()
  return {
    get(hash, now, read) {
      const entry = memory.get(hash)
      if (entry && Math.abs(now - entry.at) < FRESH_MS) return entry.reading
      if (memory.size >= MOST) memory.clear()
      const fresh = { at: now, reading: read() }
      memory.set(hash, fresh)
      const drop = () => {
        if (memory.get(hash) === fresh) memory.delete(hash)
      }
      void fresh.reading.then((known) => { if (!known) drop() }, drop)
      return fresh.reading
    },
    forgetAll: () => { memory.clear() },
  }
}

/** One memory a database handle, that is one a server. */
const memories = new WeakMap<Db, KnownSessions>()

export function knownSessions(db: Db): KnownSessions {
  const known = memories.get(db) ?? createKnownSessions()
  memories.set(db, known)
  return known
}

/** Whatever changes people or sessions calls this: after the commit every request is read anew. */
export function forgetAfter(db: Db, tx: Tx): void {
  db.afterCommit(tx, () => { knownSessions(db).forgetAll() })
}
