import type {} from '@fastify/cookie' // declares request.cookies
import { hash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Fault } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { refuseForeignOrigin } from '../../../kernel/http/index.ts'
import { accountOfSession, insertSession } from './repo-account.ts'
import type { Account } from './repo-account.ts'

/** Carries the token in H5; in WeChat the same token is a Bearer. */
const COOKIE = 'yihu_i'
const SESSION_MS = 30 * 86_400_000
/** Begins with what no token of staff begins with: neither is ever looked up as the other. */
const TOKEN = /^r\.[\w-]{43}$/u

/** A resident and the session the request came with. */
export interface Resident extends Account {
  readonly hash: Buffer
}

/** A session that was opened. */
export interface Opened {
  readonly token: string
  readonly expiresAt: string
  readonly hasPhone: boolean
}

export async function openSession(tx: Tx, { clock }: Context, { id, phone }: Account): Promise<Opened> {
  const now = clock.now()
  const [token, expiresAt] = [`r.${randomBytes(32).toString('base64url')}`, new Date(now + SESSION_MS)]
  await insertSession(tx, { hash: hash('sm3', token, 'buffer'), accountId: id, at: new Date(now), expiresAt })
  return { token, expiresAt: expiresAt.toISOString(), hasPhone: phone !== null }
}

/** The resident of a request, or null. @throws origin-refused */
export async function residentIn(context: Context, request: FastifyRequest): Promise<Resident | null> {
  const token = tokenOf(request)
  if (token === null) return null
  const digest = hash('sm3', token, 'buffer')
  const account = await context.db.transact(systemScope, (tx) => accountOfSession(tx, context, { hash: digest, now: new Date(context.clock.now()) }))
  return account && { ...account, hash: digest }
}

/** Whether whoever sent a request signed in by telephone. */
export async function knownResident(context: Context, request: FastifyRequest): Promise<boolean> {
  const resident = await residentIn(context, request)
  return resident !== null && resident.phone !== null
}

/** The same where nobody else may come in. @throws resident-login-needed, origin-refused */
export async function residentOf(context: Context, request: FastifyRequest): Promise<Resident> {
  const resident = await residentIn(context, request)
  if (!resident) throw new Fault('resident-login-needed')
  return resident
}

function tokenOf(request: FastifyRequest): string | null {
  const bearer = /^Bearer (\S+)$/iu.exec(request.headers.authorization ?? '')?.[1]
  const token = bearer ?? request.cookies[COOKIE]
  if (token === undefined || !TOKEN.test(token)) return null
  if (bearer === undefined) refuseForeignOrigin(request)
  return token
}

/** Scripts cannot read it, other sites cannot send it with a write, and over https it never leaves https. */
export function setCookie(request: FastifyRequest, reply: FastifyReply, { token }: Opened): void {
  void reply.setCookie(COOKIE, token, { httpOnly: true, sameSite: 'lax', path: '/', maxAge: SESSION_MS / 1000, secure: request.protocol === 'https' })
}

export function clearCookie(reply: FastifyReply): void {
  void reply.clearCookie(COOKIE, { path: '/' })
}
