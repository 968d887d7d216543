import type { BundleCase, Me } from '@yihu/contracts'
import { haversineMetres, localDate, next, possibleMoves, STATES } from '@yihu/domain'
import type { Actor, CaseCore, Move, MoveName, MoveRight, Outbox } from '@yihu/domain'
import type { Spot } from './place.ts'

/** A case as this phone believes it to be: what the server last said, and what was done here since. */
export interface LocalCase {
  readonly case: BundleCase
  readonly core: CaseCore
  /** The version a further move is written on. */
  readonly version: number
  /** So many moves of this phone have not reached the server, or wait for a decision. */
  readonly pending: number
}

/** The person as the flow sees them. */
export function actorOf(me: Me): Actor {
  return { id: me.id, units: me.units.map(({ id }) => id), rights: new Set(me.permissions.filter((permission): permission is MoveRight => permission.startsWith('case.'))) }
}

/** Plays the moves of the outbox over a case, by the very flow the server uses. */
export function localCase(one: BundleCase, { outbox, me }: { outbox: Outbox; me: Me }): LocalCase {
  const start: LocalCase = { case: one, core: one.core as unknown as CaseCore, version: one.version, pending: 0 } // the core of our own server's flow
  return outbox.filter(({ key }) => key === one.id).reduce<LocalCase>((local, { body, state, answer }) => {
    const isHeard = state === 'applied'
    // The server's own word already holds it.
    if (isHeard && Number(answer?.['version'] ?? 0) <= one.version) return local
    const { caseId: _caseId, version: _version, evidence: _evidence, ...move } = body
    const result = next(local.core, move as unknown as Move, { ...RELATIVES, now: Date.now(), actor: actorOf(me) }) // made by the forms of this app
    return { ...local, core: result.ok && state !== 'refused' && state !== 'clash' ? result.core : local.core, version: local.version + 1, pending: local.pending + (isHeard ? 0 : 1) }
  }, start)
}

/** What a phone does not know of a case it leaves to the server to judge. */
const RELATIVES = { workingDaysSince: () => 0, dueAt: null, openChildren: 0, children: 0, followers: 0, parent: null, survivor: null }

/** The moves a worker makes on the way; everything else is done at a desk. */
export const PHONE_MOVES = ['report-verification', 'claim', 'reply', 'handle-self', 'return', 'claim-all', 'answer-all', 'answer-urge'] as const satisfies readonly MoveName[]
export type PhoneMove = (typeof PHONE_MOVES)[number]

/** What this person may do with a case now, the usual next thing first. */
export function movesOf(local: LocalCase, me: Me): PhoneMove[] {
  const names: ReadonlySet<string> = new Set(possibleMoves(local.core, { actor: actorOf(me) }))
  return PHONE_MOVES.filter((move) => names.has(move))
}

export type Urgency = 'overdue' | 'soon' | 'normal' | 'suspended' | 'ended'

const DAY_MS = 86_400_000

/** How a case stands against its clock, on the phone's own time. */
export function urgencyOf({ case: one, core }: LocalCase, now: number): Urgency {
  if (!STATES[core.state].isOpen) return 'ended'
  if (core.state === 'suspended') return 'suspended'
  if (one.dueAt === null) return 'normal'
  const left = Date.parse(one.dueAt) - now
  return left < 0 ? 'overdue' : left < DAY_MS ? 'soon' : 'normal'
}

/** Whether the case waits for this person's unit. */
export function isMine({ core }: LocalCase, me: Me): boolean {
  const own = new Set(me.units.map(({ id }) => id))
  if (core.ownerUnit !== null && own.has(core.ownerUnit)) return ['dispatched', 'handling'].includes(core.state)
  const { unitId = null, found = true } = core.verification ?? {}
  return unitId !== null && own.has(unitId) && found === null
}

/**
 * What waits for this person, in the order of today: what is overdue, then by the day it is due, and of one day the nearest
 * first; where nobody knows where the phone or the case is, by the hour it is due.
 */
export function inTodaysOrder(cases: readonly LocalCase[], { me, now, spot }: { me: Me; now: number; spot: Spot | null }): LocalCase[] {
  const dayOf = ({ case: one }: LocalCase) => (one.dueAt === null ? '9' : localDate(Date.parse(one.dueAt)))
  const metres = ({ case: { point } }: LocalCase) => (point && spot ? haversineMetres([spot.lon, spot.lat], [point.lon, point.lat]) : Infinity)
  const rank = (local: LocalCase) => (urgencyOf(local, now) === 'overdue' ? '' : dayOf(local))
  const due = ({ case: one }: LocalCase) => (one.dueAt === null ? Infinity : Date.parse(one.dueAt))
  return cases.filter((local) => isMine(local, me)).toSorted((a, b) => compare(rank(a), rank(b)) || compare(metres(a), metres(b)) || compare(due(a), due(b)))
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}
