import { COORDINATION_LIMIT, Fault } from '@yihu/contracts'
import type { SpecialRequest, SuspendedCase } from '@yihu/contracts'
import { explainDeadline, localDate, mayMove, next, SUSPENSION_REASONS, workingDaysBetween } from '@yihu/domain'
import type { CaseCore, Pending, SuspensionReason } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { namesOf } from '../identity/index.ts'
import { explain, reckon, wholeDeadline } from './deadline.ts'
import { noteOf } from './coordination-act.ts'
import { NO_RELATIVES } from './fold.ts'
import type { Ground } from './ground.ts'
import { rowOf } from './list.ts'
import { attachmentsOf } from './repo-attachment.ts'
import { linesOf, markedCases } from './repo-coordination.ts'
import type { CoordinationLine } from './repo-coordination.ts'
import type { CaseRecord } from './repo.ts'
import { moverOf } from './show.ts'

interface Sight {
  readonly ground: Ground
  readonly now: number
  readonly actor: Actor
  readonly names: ReadonlyMap<string, string>
}

/** What waits for a second person's decision, with what it does to the deadline. */
export async function specialRequestsOf(context: Context, actor: Actor, ground: Ground) {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const { records, total } = await markedCases(tx, 'pending', COORDINATION_LIMIT)
    const names = await namesOf(tx, records.flatMap(({ core }) => core.pending?.by || []))
    const lines = await linesOf(tx, records.map(({ id }) => id), ['request-extension', 'request-suspension', 'request-void'])
    const requests: SpecialRequest[] = []
    for (const record of records) {
      const line = lines.findLast(({ case_id, kind }) => case_id === record.id && kind.startsWith('request-'))
      const request = await requestOf(tx, record, { line, sight: { ground, now, actor, names } })
      if (request) requests.push(request)
    }
    return { requests, total, asOf: new Date(now).toISOString() }
  })
}

async function requestOf(tx: Tx, record: CaseRecord, { line, sight }: { line: CoordinationLine | undefined; sight: Sight }): Promise<SpecialRequest | null> {
  const { core } = record
  const { pending } = core
  if (!pending) return null
  const files = line ? await attachmentsOf(tx, record.id, (id) => `/api/v1/cases/${record.id}/files/${id}`) : []
  return {
    case: rowOf(record, sight), kind: pending.kind, ...wordsOf(pending), by: sight.names.get(pending.by) ?? line?.actor_name ?? '', at: new Date(pending.at).toISOString(),
    isOwn: pending.by === sight.actor.userId, files: files.filter(({ seq }) => seq !== null && Number(seq) === Number(line?.seq)).map(({ ref }) => ref),
    effect: effectOf(record, pending, sight),
    extended: core.extensions.map(({ approvedAt, workingDays, reason }) => ({ at: new Date(approvedAt).toISOString(), workingDays, reason })),
    suspensions: core.pauses.length,
  }
}

function wordsOf(pending: Pending): { what: string; reason: string } {
  switch (pending.kind) {
    case 'extension':
      return { what: `延期 ${pending.workingDays} 个工作日`, reason: pending.reason }
    case 'suspension':
      return { what: '挂账', reason: `${SUSPENSION_REASONS[pending.reason]}：${pending.note}` }
    case 'void':
      return { what: '作废', reason: pending.reason }
  }
}

/** The deadline after an approval made now, by the very rules that an approval goes by. */
function effectOf(record: CaseRecord, pending: Pending, { ground, now }: Sight): SpecialRequest['effect'] {
  const after = next(record.core, { move: 'approve' }, {
    ...NO_RELATIVES, now, dueAt: record.due_at?.getTime() ?? null, workingDaysSince: () => 0,
    actor: { id: 'whoever-approves', rights: new Set(['case.approve'] as const), units: [] },
  })
  if (!after.ok) throw new Fault(after.code, { details: after.details })
  const limits = record.core.classCode ? ground.limitsOf(record.core.classCode) : null
  const dueBefore = record.due_at?.toISOString() ?? null
  if (pending.kind === 'void') return { text: '同意后不再作为案件办理，记录保留', dueBefore, dueAfter: null, lines: [] }
  if (pending.kind === 'suspension') return { text: '同意后停止计时，恢复办理时按剩余的工作日重新推算', dueBefore, dueAfter: null, lines: [] }
  const reckoned = { core: after.core, limits, calendar: ground.calendar, fixedDueAt: record.fixed_due_at }
  const dues = reckon({ ...reckoned, stageFrom: now, now })
  return {
    text: `同意后期限顺延 ${pending.workingDays} 个工作日`, dueBefore, dueAfter: dues.dueAt?.toISOString() ?? null,
    lines: explain({ ...reckoned, dues })?.lines ?? explainDeadline(wholeDeadline(after.core, limits, ground.calendar)),
  }
}

/** Cases whose clock stands, those that have stood longest first. */
export async function suspendedOf(context: Context, actor: Actor, ground: Ground) {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const { records, total } = await markedCases(tx, 'suspended', COORDINATION_LIMIT)
    const lines = await linesOf(tx, records.map(({ id }) => id), ['request-suspension', 'approve'])
    const cases = records.map((record) => suspendedCase(record, lines.filter(({ case_id }) => case_id === record.id), { ground, now, actor }))
    return { cases: cases.toSorted((a, b) => a.since.localeCompare(b.since)), total, asOf: new Date(now).toISOString() }
  })
}

function suspendedCase(record: CaseRecord, lines: readonly CoordinationLine[], { ground, now, actor }: Omit<Sight, 'names'>): SuspendedCase {
  const since = pauseOf(record.core)?.from ?? record.changed_at.getTime()
  const asked = lines.findLast(({ kind }) => kind === 'request-suspension')
  const approved = lines.findLast(({ kind, to_state }) => kind === 'approve' && to_state === 'suspended')
  const reason = pauseOf(record.core)?.reason ?? ''
  return {
    case: rowOf(record, { ground, now }), since: new Date(since).toISOString(), days: workingDaysBetween(ground.calendar, localDate(since), localDate(now)).days,
    reason: Object.hasOwn(SUSPENSION_REASONS, reason) ? SUSPENSION_REASONS[reason as SuspensionReason] : reason, // checked on the left
    note: asked ? noteOf(asked.payload as Readonly<Record<string, unknown>>) : '', // written by fold.ts alone
    askedBy: asked?.actor_name ?? null, approvedBy: approved?.actor_name ?? null, canResume: mayMove(record.core, 'resume', { actor: moverOf(actor) }),
  }
}

function pauseOf(core: CaseCore) {
  return core.pauses.findLast(({ to }) => to === null)
}
