import type {} from '@fastify/cookie' // declares request.cookies
import type { FastifyRequest } from 'fastify'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor, Authenticator } from '../../kernel/http/index.ts'
import { knownSessions } from './known-sessions.ts'
import type { Known } from './known-sessions.ts'
import { keyByHash, sessionByHash, touchSession } from './repo-session.ts'
import type { StoredSession } from './repo-session.ts'
import { permissionsOf, seesByUnitOnly } from './roles.ts'
import { hashToken } from './secrets.ts'
import { COOKIE, IDLE_MS } from './session.ts'

/** How much older than the truth the stored time of the last request may be. */
const TOUCH_MS = 60_000
const TOKEN = /^[\w-]{43}$/u

/** Resolves cookies, Bearer tokens and `x-api-key`. See `KnownSessions` for how fresh its answers are. */
export function createAuthenticator(context: Pick<Context, 'db' | 'clock'>): Authenticator {
  const known = knownSessions(context.db)
  return {
    async person(request) {
      const credential = credentialOf(request)
      if (!credential || !TOKEN.test(credential.token)) return null
      const now = context.clock.now()
      const found = await known.get(credential.token, now, () => readSession(context, hashToken(credential.token)))
      if (!found || found.expiresAt <= now) return null
      return credential.via === found.actor.via ? found.actor : { ...found.actor, via: credential.via }
    },
    async machine(request) {
      const key = request.headers['x-api-key']
      if (typeof key !== 'string' || !TOKEN.test(key)) return null
      return (await known.get(`key:${key}`, context.clock.now(), () => readKey(context, hashToken(key))))?.actor ?? null
    },
  }
}

/** Bearer first: who sends both means the one that does not travel by itself. */
function credentialOf(request: FastifyRequest): { token: string; via: Actor['via'] } | null {
  const header = request.headers.authorization
  if (header !== undefined) {
    const token = /^Bearer ([\w-]+)$/iu.exec(header)?.[1]
    return token === undefined ? null : { token, via: 'bearer' }
  }
  const token = request.cookies[COOKIE]
  return token === undefined ? null : { token, via: 'cookie' }
}

async function readSession({ db, clock }: Pick<Context, 'db' | 'clock'>, hash: Buffer): Promise<Known | null> {
  const now = clock.now()
  return db.transact(systemScope, async (tx) => {
    const session = await sessionByHash(tx, hash)
    if (!session || session.expires_at.getTime() <= now) return null
    const seen = session.last_seen_at.getTime()
    if (now - seen > IDLE_MS) return null
    if (now - seen > TOUCH_MS) await touchSession(tx, hash, new Date(now))
    return { actor: toActor(session, hash), expiresAt: session.expires_at.getTime() }
  })
}

function toActor(session: StoredSession, hash: Buffer): Actor {
  const { user_id: userId, username, name, roles, areas, units } = session
  return {
    userId, username, name, roles,
    permissions: permissionsOf(roles),
    scope: { paths: seesByUnitOnly(roles) ? [] : areas, units, userId },
    sessionId: hash.toString('hex'),
    via: 'bearer',
  }
}

/** A machine acts under its key's id; it is no person, so nothing that belongs to a person is in its scope. */
async function readKey({ db }: Pick<Context, 'db'>, hash: Buffer): Promise<Known | null> {
  const key = await db.transact(systemScope, (tx) => keyByHash(tx, hash))
  if (!key) return null
  const actor: Actor = {
    userId: key.id, username: `key:${key.name}`, name: key.name, roles: [],
    permissions: new Set(key.permission),
    scope: { paths: key.scope_paths, units: [], userId: null },
    sessionId: `key:${key.id}`,
    via: 'bearer',
  }
  return { actor, expiresAt: Number.POSITIVE_INFINITY }
}
