import type { Actor } from '../../kernel/http/index.ts'

/** The cookie that carries the token; as Bearer the same token works everywhere. */
export const COOKIE = 'yihu'

/** A working day with its handover. */
export const SESSION_MS = 12 * 3600_000

/** Without a request for this long a session is over. */
export const IDLE_MS = 2 * 3600_000

/** The stored hash of the session an actor came with. */
export function sessionHash(actor: Actor): Buffer {
  return Buffer.from(actor.sessionId, 'hex')
}
