import type {} from '@fastify/cookie' // declares request.cookies
import type { FastifyRequest } from 'fastify'
import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor, Authenticator } from '../../kernel/http/index.ts'
import { knownSessions } from './known-sessions.ts'
import type { Known } from './known-sessions.ts'
import { accountById } from './repo-account.ts'
import { keyByHash, touchKey } from './repo-key.ts'
import { sessionByHash, touchSession } from './repo-session.ts'
import type { StoredSession } from './repo-session.ts'
import { isOfficer, isWall, permissionsOf, seesByUnitOnly } from './roles.ts'
import { hashToken } from './secrets.ts'
import { COOKIE, IDLE_MS } from './session.ts'

/** How much older than the truth the stored time of the last request may be. */
const TOUCH_MS = 60_000
const TOKEN = /^[\w-]{43}$/u

/** Resolves cookies, Bearer tokens and keys of machines (`x-api-key` or HTTP Basic). See `KnownSessions` for how fresh its answers are. */
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
    holds(request, actor) {
      const { token } = credentialOf(request) ?? { token: '' }
      const found = known.peek(token, context.clock.now())
      return () => {
        const now = context.clock.now()
        // Meanwhile the session may have been read anew, with other rights than those it was judged by.
        return found !== undefined && found !== null && found.actor.scope === actor.scope && found.expiresAt > now && known.peek(token, now) === found
      }
    },
    async machine(request) {
      const key = request.headers['x-api-key'] ?? basicPassword(request.headers.authorization)
      if (typeof key !== 'string' || !TOKEN.test(key)) return null
      const now = context.clock.now()
      const found = await known.get(`key:${key}`, now, () => readKey(context, hashToken(key)))
      return found && found.expiresAt > now ? found.actor : null
    },
  }
}

/** Cameras cannot send a header of ours: they give the key as the password of HTTP Basic, under any name. */
function basicPassword(header: string | undefined): string | undefined {
  const encoded = /^Basic ([\w+/=]{4,400})$/iu.exec(header ?? '')?.[1]
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8').split(':').slice(1).join(':')
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
    const session = await sessionByHash(tx, hash, localDate(now))
    if (!session || session.expires_at.getTime() <= now) return null
    const seen = session.last_seen_at.getTime()
    if (now - seen > IDLE_MS && !isWall(session.roles)) return null
    if (now - seen > TOUCH_MS) await touchSession(tx, hash, new Date(now))
    const actor = toActor(session, hash)
    return { actor: (await seenActor(tx, { actor, session, now })) ?? actor, expiresAt: session.expires_at.getTime() }
  })
}

/** The person an administrator looks as now; null when nobody, or when that person may no longer be looked as. */
async function seenActor(tx: Tx, { actor, session, now }: { actor: Actor; session: StoredSession; now: number }): Promise<Actor | null> {
  const { seeing_user: seen, seeing_until: until } = session
  if (seen === null || until === null || until.getTime() <= now || !actor.permissions.has('user.see-as')) return null
  const account = await accountById(tx, seen)
  if (!account || !account.is_active || isOfficer(account.roles)) return null
  const { id, username, name, roles, areas, units } = account
  const { userId, username: ownUsername, name: ownName } = actor
  return {
    // Whatever the trail should keep of this reads as what it was.
    userId: id, username, name: `${ownName}（以${name}的身份查看）`, roles, permissions: permissionsOf(roles),
    scope: { paths: seesByUnitOnly(roles) ? [] : areas, units, userId: id },
    sessionId: actor.sessionId, via: actor.via, seenBy: { userId, username: ownUsername, name: ownName, until: until.getTime() },
  }
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
async function readKey({ db, clock }: Pick<Context, 'db' | 'clock'>, hash: Buffer): Promise<Known | null> {
  const now = clock.now()
  const key = await db.transact(systemScope, async (tx) => {
    const found = await keyByHash(tx, hash, new Date(now))
    if (found && now - (found.last_used_at?.getTime() ?? 0) > TOUCH_MS) await touchKey(tx, found.id, new Date(now))
    return found
  })
  if (!key) return null
  const actor: Actor = {
    userId: key.id, username: `key:${key.name}`, name: key.name, roles: [],
    permissions: new Set(key.permission),
    scope: { paths: key.scope_paths, units: [], userId: null },
    sessionId: `key:${key.id}`,
    via: 'bearer',
  }
  return { actor, expiresAt: key.expires_at?.getTime() ?? Number.POSITIVE_INFINITY }
}
