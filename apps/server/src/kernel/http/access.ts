import type { FastifyRequest } from 'fastify'
import type { Scope } from '../db/index.ts'

/** Who asks: resolved once per request by the identity module, unknown to the kernel otherwise. */
export interface Actor {
  readonly userId: string
  readonly username: string
  readonly name: string
  readonly permissions: ReadonlySet<string>
  readonly roles: readonly string[]
  readonly scope: Scope
  readonly sessionId: string
  /** How the request proved itself; a cookie needs the same origin for writes. */
  readonly via: 'cookie' | 'bearer'
  /** Who really sits there, while somebody looks as this person: such an actor reads and changes nothing. */
  readonly seenBy?: { readonly userId: string; readonly username: string; readonly name: string; readonly until: number }
}

interface RatePlan {
  /** Requests allowed per client address and window. */
  readonly max: number
  readonly windowSeconds: number
}

interface ForStaff {
  readonly kind: 'permission'
  readonly permission: string
  /** A reading that hands out what must not leave with somebody else: files with personal data. */
  readonly isClosedWhileSeeing?: true
  /** Also for machines whose key holds the permission. */
  readonly isOpenToKeys?: true
  readonly rate?: RatePlan
}

interface ForSignedIn {
  readonly kind: 'signed-in'
  /** A write that is open to who looks as somebody else: only ways back to oneself. */
  readonly isOpenWhileSeeing?: true
  readonly rate?: RatePlan
}

interface ForEverybody {
  readonly kind: 'public'
  readonly reason: string
  readonly rate: RatePlan
}

interface ForMachines {
  readonly kind: 'api-key'
  readonly permission: string
  readonly rate?: RatePlan
}

/** Every route declares one of these; a route without one does not start. */
export type Access = ForStaff | ForSignedIn | ForEverybody | ForMachines

/** Staff holding this permission, within their own scope. */
export function may(permission: string, rate?: RatePlan): ForStaff {
  return { kind: 'permission', permission, ...(rate ? { rate } : {}) }
}

/** Staff or a machine with a registered key, holding this permission. */
export function mayOrKey(permission: string, rate?: RatePlan): ForStaff {
  return { ...may(permission, rate), isOpenToKeys: true }
}

/** The same, but not for who is looking as somebody else. */
export function notWhileSeeing(access: ForStaff): ForStaff {
  return { ...access, isClosedWhileSeeing: true }
}

/** Anybody who is signed in, about themselves or about reference data. */
export function signedIn(rate?: RatePlan): ForSignedIn {
  return { kind: 'signed-in', ...(rate ? { rate } : {}) }
}

/** The same, also for who is looking as somebody else. */
export function alsoWhileSeeing(access: ForSignedIn): ForSignedIn {
  return { ...access, isOpenWhileSeeing: true }
}

/** Everybody, with the reason why and a limit. */
export function anyone(reason: string, rate: RatePlan): ForEverybody {
  return { kind: 'public', reason, rate }
}

/** A machine with a registered key holding this permission. */
export function machine(permission: string, rate?: RatePlan): ForMachines {
  return { kind: 'api-key', permission, ...(rate ? { rate } : {}) }
}

/** How the composition root lets the kernel ask the identity module. */
export interface Authenticator {
  /** The signed-in person, or null; throws nothing for a stale token. */
  person(request: FastifyRequest): Promise<Actor | null>
  /** Tells, without waiting, whether this actor, whom `person` just answered with, is still what it would read of the request's session; false once it must be read anew. */
  holds(request: FastifyRequest, actor: Actor): () => boolean
  /** The machine behind `x-api-key`, or null. */
  machine(request: FastifyRequest): Promise<Actor | null>
}
