import type { FastifyRequest } from 'fastify'
import { Fault } from '@yihu/contracts'
import type { Access, Actor, Authenticator } from './access.ts'

interface Options {
  readonly authenticator: Authenticator
  readonly permissions: ReadonlyMap<string, string>
  /** It is asked by POST and changes nothing. */
  readonly isReading?: boolean
}

/**
 * The actor a route's access rule lets through; null only on public routes without a session.
 * @throws login-needed, permission-missing, origin-refused, api-key-wrong, seeing-only
 */
export async function authorise(request: FastifyRequest, access: Access, options: Options): Promise<Actor | null> {
  if (access.kind === 'api-key') {
    const caller = await options.authenticator.machine(request)
    if (!caller) throw new Fault('api-key-wrong')
    return withPermission(caller, access.permission, options)
  }
  if ('isOpenToKeys' in access) {
    const caller = await options.authenticator.machine(request)
    if (caller) return withPermission(caller, access.permission, options)
  }
  const actor = await options.authenticator.person(request)
  if (actor?.via === 'cookie') refuseForeignOrigin(request)
  if (actor?.seenBy && !isOpenTo(access, options.isReading ?? isReading(request))) throw new Fault('seeing-only')
  if (access.kind === 'public') return actor
  if (!actor) throw new Fault('login-needed')
  return access.kind === 'signed-in' ? actor : withPermission(actor, access.permission, options)
}

function withPermission(actor: Actor, permission: string, options: Options): Actor {
  if (actor.permissions.has(permission)) return actor
  throw new Fault('permission-missing', { details: { permission: options.permissions.get(permission) ?? permission } })
}

/** Who looks as somebody else reads, and finds the way back. */
function isOpenTo(access: Access, isToRead: boolean): boolean {
  return isToRead ? !('isClosedWhileSeeing' in access) : 'isOpenWhileSeeing' in access
}

function isReading({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** A cookie travels by itself, so a write must come from our own pages (ASVS 3.5). @throws origin-refused */
export function refuseForeignOrigin(request: FastifyRequest): void {
  if (isReading(request)) return
  const origin = request.headers.origin
  const site = request.headers['sec-fetch-site']
  if (site && site !== 'same-origin' && site !== 'none') throw new Fault('origin-refused')
  if (origin && URL.canParse(origin) && new URL(origin).host !== request.host) throw new Fault('origin-refused')
}
