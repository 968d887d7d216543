import type { CaseCore, MoveContext, Pending } from './core.ts'
import { guard, isAwaited } from './guard.ts'
import type { Refusal } from './guard.ts'
import type { Move, MoveName } from './moves.ts'
import type { CaseState, Outcome } from './states.ts'

export type Next = { readonly ok: true; readonly core: CaseCore } | Refusal

type Change = Partial<CaseCore>
type MoveOf<N extends MoveName> = Extract<Move, { move: N }>
type Effects = { [N in MoveName]: (core: CaseCore, move: MoveOf<N>, context: MoveContext) => Change }

/**
 * The next state of a case: pure, total, and the only place where a case changes.
 * A refused move names a code of the error catalogue and leaves the case as it was.
 * Source: GB/T 30428.8 (filing, handling, closing); Shandong 12345 rule (2020).
 */
export function next(core: CaseCore, move: Move, context: MoveContext): Next {
  const refusal = guard(core, move, context)
  if (refusal) return refusal
  // The table is keyed by the same name the union is discriminated by.
  const effect = EFFECTS[move.move] as (core: CaseCore, move: Move, context: MoveContext) => Change
  const change = effect(core, move, context)
  const isMoved = change.state !== undefined && change.state !== core.state
  const isHandedOn = isMoved && change.state !== undefined && HANDED_ON.includes(change.state)
  return { ok: true, core: { ...core, ...(isMoved ? { pending: null } : {}), ...(isHandedOn && core.handledBy ? { handledBy: null } : {}), ...change } }
}

/** In these states no person has the case in hand. */
const HANDED_ON: readonly CaseState[] = ['filed', 'dispatched', 'escalated']

const EFFECTS: Effects = {
  accept: () => ({ state: 'verifying' }),
  refuse: (_core, move, { now }) => ({ state: 'closed', outcome: 'refused', refusal: move.reason, closedAt: now, urgedAt: null }),
  'ask-verification': (_core, move) => ({ verification: { unitId: move.unitId ?? null, found: null } }),
  'report-verification': (core, move) => ({ verification: { unitId: core.verification?.unitId ?? null, found: move.found } }),
  file: (_core, move) => ({ state: 'filed', classCode: move.classCode }),
  dispatch: (core, move, { now }) => ({ state: 'dispatched', ownerUnit: move.unitId, dispatchedAt: now, hops: core.hops + 1 }),
  redispatch: (core, move, { now }) => ({ state: 'dispatched', handledBy: null, ownerUnit: move.unitId, dispatchedAt: now, hops: core.hops + 1, pending: null }),
  claim: (_core, _move, { actor }) => ({ state: 'handling', handledBy: actor.id }),
  return: (core) => ({ state: 'filed', ownerUnit: null, dispatchedAt: null, returns: core.returns + 1 }),
  split: (core, _move, { now, actor }) => ({
    state: 'handling',
    ownerUnit: core.ownerUnit ?? actor.units[0] ?? null,
    dispatchedAt: core.dispatchedAt ?? now,
  }),
  'request-extension': (_core, move, context) => ({
    pending: { kind: 'extension', workingDays: move.workingDays, reason: move.reason, ...asked(context) },
  }),
  'request-suspension': (_core, move, context) => ({
    pending: { kind: 'suspension', reason: move.reason, note: move.note, ...asked(context) },
  }),
  'request-void': (_core, move, context) => ({ pending: { kind: 'void', reason: move.reason, ...asked(context) } }),
  approve: (core, _move, context) => (core.pending ? approved(core, core.pending, context) : {}),
  decline: () => ({ pending: null }),
  resume: (core, _move, { now }) => ({ state: 'handling', pauses: endPause(core, now) }),
  escalate: (core, move, { now }) => ({ state: 'escalated', ownerUnit: move.unitId, dispatchedAt: now, hops: core.hops + 1 }),
  'answer-call': (_core, move) => (move.agreed ? { state: 'handling' } : { state: 'filed', ownerUnit: null, dispatchedAt: null }),
  // Whoever is called once more is asked once more: an earlier answer was to the earlier call.
  'call-all': (core, move) => ({
    calledUnits: [...new Set([...core.calledUnits, ...move.unitIds])],
    ...without(core, move.unitIds),
  }),
  'claim-all': (core, _move, { actor }) => ({
    claimedUnits: [...new Set([...(core.claimedUnits ?? []), ...actor.units.filter((unit) => isAwaited(core, unit))])],
  }),
  'answer-all': (core, _move, { actor }) => ({
    answeredUnits: [...new Set([...core.answeredUnits, ...actor.units.filter((unit) => core.calledUnits.includes(unit))])],
  }),
  'handle-self': (core, _move, { actor, now }) => ({
    state: 'replied', isSelfHandled: true, ownerUnit: core.ownerUnit ?? actor.units[0] ?? null, dispatchedAt: core.dispatchedAt ?? now,
  }),
  reply: () => ({ state: 'replied' }),
  'start-check': () => ({ state: 'checking' }),
  'pass-check': (core, _move, { now }) => ({ state: 'closed', outcome: outcomeOf(core), closedAt: now, urgedAt: null }),
  rework: (core) => ({ state: 'handling', reworks: core.reworks + 1 }),
  'record-contact': (core, move) => {
    const contact = { reached: move.reached, solved: move.solved ?? null, satisfied: move.satisfied ?? null }
    return { contact, ...settled({ ...core, contact }) }
  },
  // Anybody may follow a public report: what a follower thinks stands in the trace, and decides nothing.
  rate: (core, move, { actor }) => {
    if (!actor.rights.has('reporter')) return {}
    const rating = { solved: move.solved, satisfaction: move.satisfaction }
    return { rating, ...settled({ ...core, rating }) }
  },
  'still-there': (core, _move, { now }) => ({
    stillThere: core.stillThere + 1,
    ...(core.state === 'closed' ? reopened(core, now) : { state: 'handling', reworks: core.reworks + 1 }),
  }),
  reopen: (core, _move, { now }) => reopened(core, now),
  archive: () => ({ state: 'archived' }),
  merge: (_core, move) => ({ mergedInto: move.into, pending: null }),
  unmerge: () => ({ mergedInto: null }),
  urge: (core, _move, { now }) => ({ urgedAt: now, urges: core.urges + 1 }),
  'answer-urge': () => ({ urgedAt: null }),
  amend: (core, move) => ({ classCode: move.classCode ?? core.classCode }),
}

function without({ answeredUnits, claimedUnits }: CaseCore, units: readonly string[]): Change {
  const others = (unit: string) => !units.includes(unit)
  return { answeredUnits: answeredUnits.filter(others), ...(claimedUnits ? { claimedUnits: claimedUnits.filter(others) } : {}) }
}

function asked(context: MoveContext) {
  return { by: context.actor.id ?? '', at: context.now }
}

function approved(core: CaseCore, pending: Pending, { now }: MoveContext): Change {
  switch (pending.kind) {
    case 'extension':
      return {
        pending: null,
        extensions: [...core.extensions, { workingDays: pending.workingDays, approvedAt: now, reason: pending.reason }],
      }
    case 'suspension':
      return { state: 'suspended', pending: null, pauses: [...core.pauses, { from: now, to: null, reason: pending.reason }] }
    case 'void':
      return { state: 'void', pending: null, closedAt: now, urgedAt: null, pauses: endPause(core, now) }
  }
}

function endPause(core: CaseCore, now: number) {
  return core.pauses.map((pause) => (pause.to === null ? { ...pause, to: now } : pause))
}

/** Closed is not solved: the resident's word counts before the desk's. */
function outcomeOf(core: CaseCore): Outcome {
  return (core.rating?.solved ?? core.contact?.solved ?? true) ? 'solved' : 'unsolved'
}

function settled(core: CaseCore): Change {
  return core.state === 'closed' && core.outcome !== 'refused' ? { outcome: outcomeOf(core) } : {}
}

/** A reopened case starts a new clock; what happened before stays in its events. */
function reopened(core: CaseCore, now: number): Change {
  return {
    state: core.outcome === 'refused' ? 'verifying' : 'filed',
    outcome: null, refusal: null, ownerUnit: null, dispatchedAt: null, closedAt: null, contact: null, rating: null,
    isSelfHandled: false, startedAt: now, pauses: [], extensions: [], reopens: core.reopens + 1,
  }
}
