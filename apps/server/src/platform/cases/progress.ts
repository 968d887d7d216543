import { STATES, STEPS } from '@yihu/domain'
import type { CaseCore } from '@yihu/domain'
import { RatingForm } from '@yihu/contracts'
import type { AppealProgress } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { phrasesOf } from '../notices/index.ts'
import { dueText } from './deadline.ts'
import { fileTicket } from './file-ticket.ts'
import type { Ground } from './ground.ts'
import { attachmentsOf } from './repo-attachment.ts'
import { masked, reporterOf } from './repo-reporter.ts'
import { findCase } from './repo.ts'
import type { CaseRecord } from './repo.ts'
import { traceOf } from './repo-trace.ts'
import type { TraceRow } from './repo-trace.ts'

/** Moves a resident is told of, each with the words for it; the rest is office work. */
const TOLD: Readonly<Record<string, string>> = {
  registered: '收到您的反映', accept: '已经受理', refuse: '没有受理', file: '正式立案', dispatch: '交给负责单位', redispatch: '换了负责单位', claim: '单位开始办理',
  return: '单位说不归它管，正在重新安排', approve: '调整了办理时间', resume: '恢复办理', escalate: '请区级部门来办', 'handle-self': '网格员当场处理',
  reply: '单位答复', rework: '核查发现没办好，退回重办', 'pass-check': '核查通过，办结', rate: '您作了评价', 'still-there': '您反映问题还在', reopen: '重新办理',
  archive: '办结存档', merge: '与相同的诉求合并办理', unmerge: '恢复单独办理', 'call-all': '动员更多单位一起办', split: '分成几件分别办理',
}

/** A case as its reporter sees it; merged reporters see the surviving case's progress and reply. */
export async function progressOf(tx: Tx, context: Context, { record, ground }: { record: CaseRecord; ground: Ground }): Promise<AppealProgress> {
  const survivor = record.core.mergedInto ? await findCase(tx, record.core.mergedInto) : undefined
  const shown = survivor ?? record
  const events = [...(await traceOf(tx, record.id)), ...(survivor ? await traceOf(tx, survivor.id) : [])].toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.seq - b.seq)
  const trace = events.filter((row) => isTold(row, record))
  const urlOf = (id: string) => `/api/v1/appeals/${record.number}/files/${id}?ticket=${fileTicket(context, { caseId: record.id, fileId: id })}`
  const files = await attachmentsOf(tx, shown.id, urlOf)
  const own = survivor ? await attachmentsOf(tx, record.id, urlOf) : files
  const first = trace.find((row) => row.kind === 'registered')
  const { core } = shown
  const info = STATES[core.state]
  const phrases = await phrasesOf(context)
  const unitName = core.ownerUnit ? ground.unitName(core.ownerUnit) : null
  const due = dueText(core, shown.due_at, { now: context.clock.now(), calendar: ground.calendar })
  return {
    number: record.number, through: masked(await reporterOf(tx, context, record.id))?.through ?? null, title: record.title, text: record.text, address: record.address,
    state: core.state, stateText: core.outcome === 'refused' ? '没有受理，原因见下' : info.plain, step: info.step, stepName: STEPS[info.step],
    unitName, nextText: phrases.say(`next.${core.state}`, { 单位: unitName ?? '', 期限: due ?? '' }).text,
    dueAt: info.isOpen ? (shown.due_at?.toISOString() ?? null) : null,
    dueText: due,
    timeline: trace.map((row) => ({ at: row.at.toISOString(), title: titleOf(row, record), text: publicText(row), unitName: unitOf(row, ground) })),
    reply: replyOf(trace, files),
    photos: own.filter((file) => file.ref.kind === 'image' && file.seq === (first?.seq ?? -1)).map((file) => file.ref),
    voices: own.filter((file) => file.ref.kind === 'audio' && file.seq === (first?.seq ?? -1)).map((file) => file.ref),
    canRate: isAnswered(core.state), canSayStillThere: isAnswered(core.state) && core.outcome !== 'refused',
    rating: ratingOf(events, record), mergedInto: survivor?.number ?? null,
  }
}

function isAnswered(state: CaseCore['state']): boolean {
  return state === 'replied' || state === 'checking' || state === 'closed'
}

/** Reporters of merged cases are different people: nobody is shown another's words or rating. */
function isTold(row: TraceRow, record: CaseRecord): boolean {
  if (!Object.hasOwn(TOLD, row.kind)) return false
  if (row.kind === 'rate' || row.kind === 'still-there') return isBy(row, record) || hasReopened(row)
  return row.case_id === record.id || !['registered', 'merge', 'unmerge'].includes(row.kind)
}

/** What was closed is worked on again because somebody found it still there. */
function hasReopened(row: TraceRow): boolean {
  return row.kind === 'still-there' && row.from_state === 'closed'
}

function titleOf(row: TraceRow, record: CaseRecord): string {
  return hasReopened(row) && !isBy(row, record) ? '邻居反映问题还在，重新办理' : (TOLD[row.kind] ?? '')
}

/** Whether this reporter did it: the trace keeps the number on their receipt. */
function isBy(row: TraceRow, record: CaseRecord): boolean {
  const payload = row.payload as Record<string, unknown> // written by fold.ts alone
  return row.case_id === record.id ? (payload['number'] ?? record.number) === record.number : payload['number'] === record.number
}

/** Their own last word on the answer that stands. */
function ratingOf(events: readonly TraceRow[], record: CaseRecord): AppealProgress['rating'] {
  // Whoever opens a closed case again, the answer that was rated stands no more.
  const since = events.findLastIndex((one) => one.kind === 'reopen' || hasReopened(one))
  const row = events.slice(since + 1).findLast((one) => one.kind === 'rate' && isBy(one, record))
  return row ? RatingForm.pick({ solved: true, satisfaction: true }).parse(row.payload) : null
}

/** Only what was written for the resident: the reply, the explanation of a refusal, what was done on the spot. */
function publicText(row: TraceRow): string {
  const payload = row.payload as Record<string, unknown> // written by fold.ts alone
  const parts = row.kind === 'reply' || row.kind === 'handle-self' ? ['text', 'measures'] : row.kind === 'refuse' ? ['explanation', 'competent'] : row.kind === 'rate' ? ['comment'] : []
  return parts.map((name) => payload[name]).filter((value) => typeof value === 'string').join('\n')
}

function unitOf(row: TraceRow, ground: Ground): string | null {
  const payload = row.payload as Record<string, unknown> // written by fold.ts alone
  if (typeof payload['unitId'] === 'string') return ground.unitName(payload['unitId'])
  return row.unit_id && (row.kind === 'reply' || row.kind === 'claim' || row.kind === 'handle-self') ? ground.unitName(row.unit_id) : null
}

function replyOf(trace: readonly TraceRow[], files: Awaited<ReturnType<typeof attachmentsOf>>): AppealProgress['reply'] {
  const row = trace.findLast((one) => one.kind === 'reply' || one.kind === 'handle-self' || one.kind === 'refuse')
  return row ? { text: publicText(row), at: row.at.toISOString(), files: files.filter((file) => file.seq === row.seq).map((file) => file.ref) } : null
}
