import { FLOW_LIMITS } from './core.ts'
import type { CaseCore, MoveContext } from './core.ts'
import { MOVES, ruleOf } from './moves.ts'
import type { Move, MoveName } from './moves.ts'
import { STATES } from './states.ts'

/** Codes of the error catalogue that a refused move may carry. */
export type RefusalCode =
  | 'move-unknown'
  | 'move-not-now'
  | 'move-not-yours'
  | 'case-merged'
  | 'case-not-merged'
  | 'merge-target-invalid'
  | 'merge-has-relatives'
  | 'return-too-late'
  | 'extension-too-long'
  | 'extension-too-late'
  | 'request-pending'
  | 'request-missing'
  | 'approver-is-requester'
  | 'children-open'
  | 'parent-closed'
  | 'same-unit'
  | 'not-called'
  | 'already-claimed'
  | 'urge-missing'
  | 'verification-missing'
  | 'ground-missing'
  | 'contact-missing'
  | 'reopen-too-late'

export interface Refusal {
  readonly ok: false
  readonly code: RefusalCode
  /** Words for the message template, e.g. {move: '派遣', state: '待受理'}. */
  readonly details: Readonly<Record<string, string | number>>
}

type Check = (core: CaseCore, move: unknown, context: MoveContext) => RefusalCode | null

/** Why a move may not be made now by this actor, or null when it may. */
export function guard(core: CaseCore, move: Move, context: MoveContext): Refusal | null {
  if (!Object.hasOwn(MOVES, move.move)) return refuse('move-unknown', core, move)
  const rule = ruleOf(move.move)
  if (core.mergedInto && move.move !== 'unmerge') return refuse('case-merged', core, move)
  if (!rule.from.includes(core.state)) return refuse('move-not-now', core, move)
  if (!mayMove(core, move.move, context)) return refuse('move-not-yours', core, move)
  // Each check takes the form of its own move; the table is keyed by the union's discriminant.
  const check = CHECKS[move.move] as ((core: CaseCore, move: Move, context: MoveContext) => RefusalCode | null) | undefined
  const code = check?.(core, move, context) ?? null
  return code ? refuse(code, core, move) : null
}

/** Whether rights and holding allow the move, whatever the state says about the rest. */
export function mayMove(core: CaseCore, name: MoveName, { actor }: Pick<MoveContext, 'actor'>): boolean {
  const rule = ruleOf(name)
  const rights = rule.rights.filter((right) => actor.rights.has(right))
  if (rights.length === 0) return false
  if (!rule.byHolder || rights.some((right) => right !== 'case.handle')) return true
  return core.ownerUnit !== null && actor.units.includes(core.ownerUnit)
}

/** Whether a unit was called to all and has neither claimed nor answered yet. */
export function isAwaited({ calledUnits, claimedUnits = [], answeredUnits }: CaseCore, unit: string): boolean {
  return calledUnits.includes(unit) && !claimedUnits.includes(unit) && !answeredUnits.includes(unit)
}

function refuse(code: RefusalCode, core: CaseCore, move: Move): Refusal {
  const label = Object.hasOwn(MOVES, move.move) ? MOVES[move.move].label : String(move.move)
  return { ok: false, code, details: { move: label, state: STATES[core.state].label } }
}

const noPending: Check = (core) => (core.pending ? 'request-pending' : null)

const secondPerson: Check = (core, _move, { actor, openChildren }) => {
  if (!core.pending) return 'request-missing'
  if (actor.id === null || actor.id === core.pending.by) return 'approver-is-requester'
  return core.pending.kind === 'void' && openChildren > 0 ? 'children-open' : null
}

const reopenInTime: Check = (core, _move, { parent, workingDaysSince }) => {
  if (parent && !parent.isOpen) return 'parent-closed'
  return isReopenable(core, workingDaysSince) ? null : 'reopen-too-late'
}

/** Whether a case that was done may still be opened again, by how many working days have gone by. */
function isReopenable({ closedAt }: Pick<CaseCore, 'closedAt'>, workingDaysSince: MoveContext['workingDaysSince']): boolean {
  return closedAt === null || workingDaysSince(closedAt) <= FLOW_LIMITS.reopenWithinWorkingDays
}

/** Whether a neighbour may open a report again by saying that it is still there: done, not refused, lately, and not opened again before. */
export function mayNeighbourReopen(core: CaseCore, workingDaysSince: MoveContext['workingDaysSince']): boolean {
  return core.state === 'closed' && core.closedAt !== null && core.outcome !== 'refused' && core.reopens === 0 && isReopenable(core, workingDaysSince)
}

const CHECKS: { readonly [N in MoveName]?: (core: CaseCore, move: Extract<Move, { move: N }>, context: MoveContext) => RefusalCode | null } = {
  refuse: (_core, _move, { openChildren }) => (openChildren > 0 ? 'children-open' : null),
  'report-verification': (core, _move, { actor }) => {
    if (!core.verification || core.verification.found !== null) return 'verification-missing'
    const { unitId } = core.verification
    return unitId && !actor.units.includes(unitId) ? 'move-not-yours' : null
  },
  redispatch: (core, move) => (core.ownerUnit === move.unitId ? 'same-unit' : null),
  return: (core, _move, { workingDaysSince }) =>
    core.dispatchedAt !== null && workingDaysSince(core.dispatchedAt) > FLOW_LIMITS.returnWithinWorkingDays ? 'return-too-late' : null,
  'request-extension': (core, move, { now, dueAt }) => {
    if (core.pending) return 'request-pending'
    if (dueAt !== null && now > dueAt) return 'extension-too-late'
    const days = core.extensions.reduce((sum, extension) => sum + extension.workingDays, move.workingDays)
    return days > FLOW_LIMITS.extensionWorkingDays ? 'extension-too-long' : null
  },
  'request-suspension': noPending,
  'request-void': noPending,
  approve: secondPerson,
  decline: secondPerson,
  'answer-call': (_core, move) => (!move.agreed && !move.ground?.trim() ? 'ground-missing' : null),
  'claim-all': (core, _move, { actor }) => {
    if (!core.calledUnits.some((unit) => actor.units.includes(unit))) return 'not-called'
    return actor.units.some((unit) => isAwaited(core, unit)) ? null : 'already-claimed'
  },
  'answer-all': (core, _move, { actor }) => (core.calledUnits.some((unit) => actor.units.includes(unit)) ? null : 'not-called'),
  'pass-check': (_core, _move, { openChildren }) => (openChildren > 0 ? 'children-open' : null),
  'still-there': (core, move, context) => (core.state === 'closed' ? reopenInTime(core, move, context) : null),
  reopen: reopenInTime,
  archive: (core) => (core.contact || core.rating || core.outcome === 'refused' ? null : 'contact-missing'),
  merge: (core, _move, { survivor, children, parent, followers }) => {
    if (children > 0 || parent !== null || followers > 0) return 'merge-has-relatives'
    if (!survivor || survivor.isSelf || survivor.isMerged || !survivor.isOpen) return 'merge-target-invalid'
    return core.pending ? 'request-pending' : null
  },
  unmerge: (core) => (core.mergedInto ? null : 'case-not-merged'),
  'answer-urge': (core) => (core.urgedAt === null ? 'urge-missing' : null),
}

/** The moves this actor could make now, in the order of the table; checks on forms come with the form. */
export function possibleMoves(core: CaseCore, context: Pick<MoveContext, 'actor'>): MoveName[] {
  const names = Object.keys(MOVES) as MoveName[] // keys of a literal table
  if (core.mergedInto) return names.filter((name) => name === 'unmerge' && mayMove(core, name, context))
  return names.filter((name) => ruleOf(name).from.includes(core.state) && mayMove(core, name, context) && isMeaningful(core, name, context))
}

/** Hides moves whose occasion is visibly absent, so that people see only what makes sense. */
function isMeaningful(core: CaseCore, name: MoveName, { actor }: Pick<MoveContext, 'actor'>): boolean {
  switch (name) {
    case 'approve':
    case 'decline':
      return core.pending !== null && core.pending.by !== actor.id
    case 'request-extension':
    case 'request-suspension':
    case 'request-void':
      return core.pending === null
    case 'report-verification':
      return core.verification !== null && core.verification.found === null
    case 'answer-urge':
      return core.urgedAt !== null
    case 'claim-all':
      return actor.units.some((unit) => isAwaited(core, unit))
    case 'answer-all':
      return core.calledUnits.some((unit) => actor.units.includes(unit))
    case 'unmerge':
      return false
    default:
      return true
  }
}
