import { Fault } from '@yihu/contracts'
import { isAwaited, STATES } from '@yihu/domain'
import type { CaseCore, Move } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Scope, Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { reckon } from './deadline.ts'
import { fold } from './fold.ts'
import type { Mover, Relatives, TraceLine } from './fold.ts'
import type { DispatchReason, Ground } from './ground.ts'
import { forgetListsAfter } from './list-cache.ts'
import { splitInto } from './split.ts'
import { actAsSystem, findCase, lockCase, relativesOf, updateCase } from './repo.ts'
import type { CaseRecord } from './repo.ts'
import { appendTrace, lastMoveAt } from './repo-trace.ts'
import type { TraceOf } from './repo-trace.ts'

export interface MoveRequest {
  readonly caseId: string
  readonly move: Move
  readonly by: Mover
  readonly evidence?: readonly string[]
  /** The version the person saw; another one is a clash, never an overwrite. */
  readonly version?: number | undefined
  readonly extra?: Readonly<Record<string, unknown>>
}

/**
 * One move of one case: lock the row within the actor's scope, ask the flow, write case, relatives, outbox and trace; one transaction.
 * After it the transaction sees everything, because a move may take the case out of the actor's sight.
 * @throws Fault not-found, case-changed, or the flow's refusal
 */
export async function moveCase(tx: Tx, context: Context, at: { ground: Ground; request: MoveRequest }): Promise<void> {
  const { ground, request } = at
  forgetListsAfter(context.db, tx)
  const record = await lockCase(tx, request.caseId)
  if (!record) throw new Fault('not-found')
  if (request.version !== undefined && request.version !== record.version) throw clash(record)
  const { move, by, evidence } = request
  checkForm(move, ground)
  // Still within the actor's scope: nobody merges into a case they cannot see.
  const survivor = move.move === 'merge' ? await lockCase(tx, move.into) : undefined
  await actAsSystem(tx)
  const now = context.clock.now()
  const dispatchReason = reasonFor(record, move, { ground, now })
  const relatives = await relativesFor(tx, record, { move, survivor })
  const folded = fold({
    core: record.core,
    steps: [{ move, by, at: now, evidence: evidence ?? [], extra: { ...request.extra, ...traceOfReason(dispatchReason) } }],
    relatives,
    calendar: ground.calendar,
    dueAt: record.due_at?.getTime() ?? null,
    stageFrom: now,
  })
  const children = move.move === 'split' ? await splitInto(tx, context, { ground, record, move, by, now }) : []
  await save(tx, { record, core: folded.core, ground, now, move, dispatchReason })
  await teachRules(tx, { record, move, ground, dispatchReason })
  await announce(tx, record, { core: folded.core, move, lines: folded.lines })
  const traces: TraceOf[] = [{ caseId: record.id, street: record.street, lines: folded.lines }, ...children]
  const joined = await linkSurvivor(tx, record, { move, by, now })
  await appendTrace(tx, joined ? [...traces, joined] : traces)
}

function clash(record: CaseRecord): Fault {
  return new Fault('case-changed', { details: { state: STATES[record.core.state].label }, current: { version: record.version, state: record.core.state } })
}

/** @throws Fault class-unknown, unit-unknown */
function checkForm(move: Move, ground: Ground): void {
  if ('classCode' in move && move.classCode) ground.requireClass(move.classCode)
  if ('parts' in move) for (const part of move.parts) ground.requireClass(part.classCode)
  if ('unitId' in move && move.unitId) ground.requireUnit(move.unitId)
  if ('unitIds' in move) for (const unit of move.unitIds) ground.requireUnit(unit)
}

/** Why the unit of a dispatch: the rule that agrees, or the officer's own choice beside what the rules would have said. */
function reasonFor(record: CaseRecord, move: Move, { ground, now }: { ground: Ground; now: number }): DispatchReason | undefined {
  if (move.move !== 'dispatch' && move.move !== 'redispatch' && move.move !== 'escalate') return undefined
  const { classCode } = record.core
  const chosen = classCode ? ground.choose({ classCode, path: record.area_path, at: now }) : null
  if (chosen?.unitId === move.unitId && move.move !== 'escalate') return chosen
  const alternatives = chosen ? [{ unitId: chosen.unitId, ruleId: chosen.ruleId ?? '', ruleText: chosen.ruleText }, ...chosen.alternatives] : []
  const ruleText = move.move === 'escalate' ? '街呼区应：由街道提请区级部门办理' : '由派遣员选定'
  return { unitId: move.unitId, role: 'handler', ruleId: null, ruleText, confidence: 1, isAuto: false, alternatives }
}

function traceOfReason(reason: DispatchReason | undefined): Record<string, unknown> {
  return reason ? { ruleId: reason.ruleId, ruleText: reason.ruleText, ...(reason.ruleVersion === undefined ? {} : { ruleVersion: reason.ruleVersion }) } : {}
}

/** A child that opens again locks its parent, which may be closing just now: one of the two sees what the other did. */
async function relativesFor(tx: Tx, record: CaseRecord, { move, survivor }: { move: Move; survivor: CaseRecord | undefined }): Promise<Relatives> {
  const isReopening = move.move === 'reopen' || move.move === 'still-there'
  const parent = record.parent_id ? await (isReopening ? lockCase : findCase)(tx, record.parent_id) : undefined
  return {
    ...(await relativesOf(tx, record)),
    parent: parent ? { isOpen: STATES[parent.core.state].isOpen } : null,
    survivor: survivor ? { isOpen: STATES[survivor.core.state].isOpen, isMerged: survivor.merged_into !== null, isSelf: survivor.id === record.id } : null,
  }
}

interface Saving {
  readonly record: CaseRecord
  readonly core: CaseCore
  readonly ground: Ground
  readonly now: number
  readonly move: Move
  readonly dispatchReason: DispatchReason | undefined
}

async function save(tx: Tx, { record, core, ground, now, move, dispatchReason }: Saving): Promise<void> {
  const limits = core.classCode ? ground.limitsOf(core.classCode, core.startedAt) : null
  const isSameStage = core.state === record.core.state
  const stageFrom = isSameStage ? ((await lastMoveAt(tx, record.id, core.state)) ?? now) : now
  await updateCase(tx, record, {
    core, at: new Date(now),
    dues: reckon({ core, limits, calendar: ground.calendar, fixedDueAt: record.fixed_due_at, stageFrom, now }),
    dispatchReason: core.ownerUnit === null ? null : dispatchReason,
    address: move.move === 'amend' ? move.address : undefined,
  })
}

/** A dispatch counts for the rule it followed; a return counts against the rule that sent the case there. */
async function teachRules(tx: Tx, { record, move, ground, dispatchReason }: Omit<Saving, 'core' | 'now'>): Promise<void> {
  if (dispatchReason?.ruleId) await ground.countUse(tx, dispatchReason.ruleId)
  const former = record.dispatch_reason as DispatchReason | null // written by this module alone
  if (move.move === 'return' && former?.ruleId) await ground.countReturn(tx, former.ruleId)
}

async function announce(tx: Tx, record: CaseRecord, { core, move, lines }: { core: CaseCore; move: Move; lines: readonly TraceLine[] }): Promise<void> {
  await emit(tx, {
    topic: core.state === 'closed' && record.core.state !== 'closed' ? 'case.closed' : 'case.moved',
    scopePath: record.area_path,
    payload: {
      id: record.id, number: record.number, version: record.version + 1, title: record.title, state: core.state, from: record.core.state,
      move: move.move, unitId: core.ownerUnit, formerUnitId: record.core.ownerUnit, by: lines[0]?.actorId ?? null,
      calledUnits: core.calledUnits, awaitedUnits: core.calledUnits.filter((unit) => isAwaited(core, unit)), verifierUnit: core.verification?.unitId ?? null,
    },
  })
}

/** The surviving case's own trace says who joined or left it. */
async function linkSurvivor(tx: Tx, record: CaseRecord, { move, by, now }: { move: Move; by: Mover; now: number }): Promise<TraceOf | null> {
  const survivorId = move.move === 'merge' ? move.into : move.move === 'unmerge' ? record.core.mergedInto : null
  if (!survivorId) return null
  const survivor = await findCase(tx, survivorId)
  if (!survivor) return null
  const line: TraceLine = {
    at: new Date(now), kind: move.move === 'merge' ? 'joined' : 'left', actorId: by.id, actorName: by.name, unitId: by.unitId,
    from: survivor.core.state, to: survivor.core.state, payload: { id: record.id, number: record.number, title: record.title }, evidence: [],
  }
  return { caseId: survivor.id, street: survivor.street, lines: [line] }
}

/** Runs one move in its own transaction, within the actor's scope. */
export async function moveOnce<T>(
  context: Context,
  { scope, ground, request }: { scope: Scope; ground: Ground; request: MoveRequest },
  then: (tx: Tx) => Promise<T>,
): Promise<T> {
  return context.db.transact(scope, async (tx) => {
    await moveCase(tx, context, { ground, request })
    return then(tx)
  })
}
