import type { Actor } from '../../kernel/http/index.ts'

/** The cookie that carries the token; as Bearer the same token works everywhere. */
export const COOKIE = 'yihu'

/** A working day with its handover. */
export const SESSION_MS = 12 * 3600_000

/** A screen on a wall, which only looks. */
export const WALL_MS = 30 * 24 * 3600_000

/** Without a request for this long a session of a person is over. */
export const IDLE_MS = 2 * 3600_000

/** The stored hash of the session an actor came with. */
export function sessionHash(actor: Actor): Buffer {
  return Buffer.from(actor.sessionId, 'hex')
}
