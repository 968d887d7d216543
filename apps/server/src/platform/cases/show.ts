import { MOVES, possibleMoves, ruleOf, STATES, SUSPENSION_REASONS } from '@yihu/domain'
import type { CaseCore, MoveName, MoveRight } from '@yihu/domain'
import type { CaseDetail } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { namesOf } from '../identity/index.ts'
import { explain } from './deadline.ts'
import type { Mover } from './fold.ts'
import type { ClassReason, DispatchReason, Ground } from './ground.ts'
import { rowOf } from './list.ts'
import { attachmentsOf } from './repo-attachment.ts'
import { masked, reporterOf } from './repo-reporter.ts'
import { familyOf } from './repo.ts'
import type { CaseRecord } from './repo.ts'
import { traceOf } from './repo-trace.ts'
import { entryOf } from './timeline.ts'

/** A person of the staff as the flow sees them. */
export function moverOf(actor: Actor): Mover {
  const rights = new Set([...actor.permissions].filter((permission): permission is MoveRight => permission.startsWith('case.')))
  return { id: actor.userId, name: actor.name, unitId: actor.scope.units[0] ?? null, rights, units: actor.scope.units }
}

/** Everything about one case on one page; every conclusion comes with its reason. */
export async function detailOf(tx: Tx, context: Context, { record, ground, mover }: { record: CaseRecord; ground: Ground; mover: Mover }): Promise<CaseDetail> {
  const now = context.clock.now()
  const { core } = record
  const files = await attachmentsOf(tx, record.id, (id) => `/api/v1/cases/${record.id}/files/${id}`)
  const trace = await traceOf(tx, record.id)
  const family = await familyOf(tx, record)
  return {
    ...rowOf({ ...record, followers: family.merged.length }, { ground, now, people: await namesOf(tx, core.handledBy ? [core.handledBy] : []) }),
    text: record.text,
    point: record.lon === null || record.lat === null ? null : { lon: record.lon, lat: record.lat },
    placeSource: record.place_source as CaseDetail['placeSource'], // checked by the table
    reporter: masked(await reporterOf(tx, context, record.id)),
    classReason: classReasonOf(record, ground),
    deadline: explain({
      core, limits: core.classCode ? ground.limitsOf(core.classCode, core.startedAt) : null, calendar: ground.calendar,
      fixedDueAt: record.fixed_due_at, dues: { dueAt: record.due_at, stageDueAt: record.stage_due_at },
    }),
    dispatch: dispatchOf(record, { ground, now }),
    timeline: trace.map((row) => entryOf(row, { ground, files: files.filter((file) => file.seq === row.seq).map((file) => file.ref) })),
    photos: files.filter((file) => file.seq === trace[0]?.seq && file.ref.kind === 'image').map((file) => file.ref),
    voices: files.filter((file) => file.seq === trace[0]?.seq && file.ref.kind === 'audio').map((file) => file.ref),
    moves: movesOf(core, mover),
    pendingRequest: await pendingOf(tx, core),
    counters: {
      hops: core.hops, returns: core.returns, reworks: core.reworks, reopens: core.reopens, urges: core.urges, stillThere: core.stillThere,
      extensions: core.extensions.reduce((days, extension) => days + extension.workingDays, 0),
    },
    outcome: core.outcome,
    rating: core.rating,
    parent: family.parent && relative(family.parent),
    children: family.children.map((child) => ({ ...relative(child), stateLabel: STATES[child.state as CaseCore['state']].label })), // states of our own table
    mergedInto: family.survivor && relative(family.survivor),
    merged: family.merged.map((one) => relative(one)),
  }
}

function relative({ id, number, title }: { id: string; number: string; title: string }) {
  return { id, number, title }
}

function classReasonOf(record: CaseRecord, ground: Ground): CaseDetail['classReason'] {
  const reason = record.class_reason as ClassReason | null // written by this module alone
  return reason && { confidence: reason.confidence, words: [...reason.words], alternatives: reason.alternatives.map((code) => ground.classRef(code)) }
}

/** Why this unit; before the dispatch, which one the rules of today would choose. */
function dispatchOf(record: CaseRecord, { ground, now }: { ground: Ground; now: number }): CaseDetail['dispatch'] {
  const { core } = record
  const reason = core.ownerUnit ? (record.dispatch_reason as DispatchReason | null) : suggested(record, { ground, now }) // written by this module alone
  if (!reason) return null
  const unit = (id: string) => ({ id, name: ground.unitName(id) })
  return {
    unit: unit(reason.unitId), role: reason.role, ruleId: reason.ruleId, ruleVersion: reason.ruleVersion ?? null, ruleText: reason.ruleText, confidence: reason.confidence,
    alternatives: reason.alternatives.map((other) => ({ unit: unit(other.unitId), ruleId: other.ruleId, ruleText: other.ruleText })),
  }
}

function suggested({ core, area_path: path }: CaseRecord, { ground, now }: { ground: Ground; now: number }): DispatchReason | null {
  if (!core.classCode || !STATES[core.state].isOpen) return null
  return ground.choose({ classCode: core.classCode, path, at: now })
}

/** The next sensible move first: what the present state is waiting for. */
const USUAL: Readonly<Partial<Record<CaseCore['state'], readonly MoveName[]>>> = {
  registered: ['accept', 'handle-self'],
  verifying: ['report-verification', 'file', 'ask-verification'],
  filed: ['dispatch'],
  dispatched: ['claim'],
  handling: ['reply', 'claim-all', 'answer-all'],
  suspended: ['resume'],
  escalated: ['answer-call'],
  replied: ['start-check'],
  checking: ['pass-check', 'record-contact'],
  closed: ['archive', 'record-contact'],
}

function movesOf(core: CaseCore, mover: Mover): CaseDetail['moves'] {
  const names = possibleMoves(core, { actor: mover })
  const usual = core.pending && names.includes('approve') ? (['approve'] as const) : (USUAL[core.state] ?? [])
  const primary = usual.find((name) => names.includes(name))
  return names
    .toSorted((a, b) => Number(b === primary) - Number(a === primary))
    .map((name) => ({ move: name, label: core.mergedInto ? MOVES.unmerge.label : ruleOf(name).label, isPrimary: name === primary }))
}

async function pendingOf(tx: Tx, core: CaseCore): Promise<CaseDetail['pendingRequest']> {
  const { pending } = core
  if (!pending) return null
  const text =
    pending.kind === 'extension' ? `申请延期 ${pending.workingDays} 个工作日：${pending.reason}`
    : pending.kind === 'suspension' ? `申请挂账（${SUSPENSION_REASONS[pending.reason]}）：${pending.note}`
    : `申请作废：${pending.reason}`
  const names = await namesOf(tx, [pending.by])
  return { kind: pending.kind, text, by: names.get(pending.by) ?? '', at: new Date(pending.at).toISOString() }
}
