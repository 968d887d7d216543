import { Fault } from '@yihu/contracts'
import type { BodyOf, openPreventionTask, PreventionOrigin, PreventionTask } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { covers, systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { emit } from '../../../kernel/events/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { newId } from '../../../kernel/id.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { record as recordAudit } from '../../../platform/audit/index.ts'
import { briefsOf, groundOf, moveCase, moverOf, prepare } from '../../../platform/cases/index.ts'
import type { Ground, Mover } from '../../../platform/cases/index.ts'
import { takeWithin } from '../../../platform/signals/index.ts'
import { insertTask, tasksOfOrigin } from './repo-prevention.ts'
import type { StoredTask } from './repo-prevention.ts'
import { taskOnWire } from './wire.ts'

/** What a task takes over from the cluster it comes from. */
export interface ClusterFacts {
  readonly name: string
  readonly classCode: string | null
  readonly areaPath: string
  readonly point: { readonly lon: number; readonly lat: number } | null
}

/** Finds a cluster within the scope of a transaction. */
export type ClusterFinder = (tx: Tx, id: string) => Promise<ClusterFacts | null>

/** A task to be opened, checked. */
export interface Opening {
  /** `id` names what it comes from: one origin has one open task at a time. */
  readonly origin: { readonly kind: PreventionOrigin; readonly id: string | null; readonly name: string }
  readonly title: string
  readonly measure: string
  readonly classCode: string
  readonly areaPath: string
  readonly point: { readonly lon: number; readonly lat: number } | null
  readonly unitId: string
  readonly dueAt: Date
  readonly by: Mover
}

/**
 * Opens a task: a case of its own source, filed and sent to its owner with a fixed deadline, and beside it where it comes
 * from. Whoever opens it has been checked; the transaction must see the whole street.
 * @throws Fault prevention-open, class-unknown, unit-unknown, or a refusal of the flow
 */
export async function openTask(tx: Tx, context: Context, { opening, ground }: { opening: Opening; ground: Ground }): Promise<StoredTask> {
  const now = context.clock.now()
  const { origin, title, measure, classCode, areaPath, point, by } = opening
  const ordinal = await nextOf(tx, { origin, ground, now })
  const prepared = prepare({
    source: 'prevention', kind: 'prevention', senderId: `${origin.kind}/${origin.id ?? newId(now)}/${ordinal}`, at: now, takenAt: now, title, text: `${measure}\n来由：${PREVENTION_SENTENCE[origin.kind]}${origin.name}`,
    areaPath, placeSource: point ? 'point' : 'none', ...(point ? { point } : {}), classCode, fixedDueAt: opening.dueAt, by,
    steps: [{ move: { move: 'accept' }, by, at: now }, { move: { move: 'file', classCode }, by, at: now }],
  }, ground)
  const [taken] = await takeWithin(tx, context, [prepared])
  if (!taken?.isNew) throw new Fault('prevention-open', { details: { number: taken?.number ?? '' } })
  await moveCase(tx, context, { ground, request: { caseId: taken.caseId, move: { move: 'dispatch', unitId: opening.unitId }, by } })
  const task: StoredTask = { id: newId(now), caseId: taken.caseId, origin, title, measure, classCode, areaPath, point, createdAt: new Date(now), createdBy: by.name }
  await insertTask(tx, { ...task, ordinal })
  await emit(tx, { topic: 'prevention.changed', scopePath: areaPath, payload: { id: task.id } })
  return task
}

const PREVENTION_SENTENCE = { cluster: '热点', season: '时节提醒：', forecast: '预测预警：', person: '' } as const satisfies Record<PreventionOrigin, string>

/** @throws Fault prevention-open: the origin has a task that is still being worked on */
async function nextOf(tx: Tx, { origin, ground, now }: { origin: Opening['origin']; ground: Ground; now: number }): Promise<number> {
  if (origin.id === null) return 1
  const earlier = await tasksOfOrigin(tx, { kind: origin.kind, id: origin.id })
  const cases = await briefsOf(tx, earlier.map(({ caseId }) => caseId), { ground, now })
  const open = [...cases.values()].find(({ row }) => row.step < 4)
  if (open) throw new Fault('prevention-open', { details: { number: open.row.number } })
  return earlier.length + 1
}

/**
 * Opens a task as somebody asked: from a cluster in sight, or for an area of their own.
 * @throws Fault not-found, input-invalid, area-unknown, prevention-open, class-unknown, unit-unknown
 */
export async function openAsAsked(context: Context, actor: Actor, { form, ip, findCluster }: { form: BodyOf<typeof openPreventionTask>; ip: string; findCluster: ClusterFinder }): Promise<PreventionTask> {
  const [ground, areas] = [await groundOf(context), await areasOf(context)]
  const now = context.clock.now()
  const cluster = form.clusterId === undefined ? null : await context.db.transact(actor.scope, (tx) => findCluster(tx, form.clusterId ?? ''))
  if (form.clusterId !== undefined && !cluster) throw new Fault('not-found')
  const areaPath = form.areaPath ?? cluster?.areaPath
  const classCode = form.classCode ?? cluster?.classCode
  if (!areaPath) throw new Fault('input-invalid', { fields: { areaPath: '请选择在哪里办' } })
  if (!classCode) throw new Fault('input-invalid', { fields: { classCode: '请选择是哪一类事' } })
  if (!areas.byPath(areaPath) || !covers(actor.scope, areaPath)) throw new Fault('area-unknown', { details: { code: areaPath } })
  if (form.dueDay < localDate(now)) throw new Fault('input-invalid', { fields: { dueDay: '期限已经过去，请选今天或以后的日子' } })
  const opening: Opening = {
    origin: cluster && form.clusterId ? { kind: 'cluster', id: form.clusterId, name: cluster.name } : { kind: 'person', id: null, name: `${actor.name}提出` },
    title: form.title, measure: form.measure, classCode, areaPath, point: form.areaPath ? null : (cluster?.point ?? null), unitId: form.unitId,
    dueAt: endOfWork(form.dueDay), by: moverOf(actor),
  }
  return context.db.transact(systemScope, async (tx) => {
    const task = await openTask(tx, context, { opening, ground })
    const cases = await briefsOf(tx, [task.caseId], { ground, now })
    const brief = cases.get(task.caseId)
    if (!brief) throw new Error('a task just opened must have its case')
    await recordAudit(tx, { at: now, by: actor, action: 'prevention.open', object: brief.row.number, result: 'done', ip, detail: { origin: opening.origin.kind } })
    return taskOnWire(task, { brief, ground })
  })
}

/** Half past five, when the desks close. */
export function endOfWork(day: string): Date {
  return new Date(`${day}T17:30:00+08:00`)
}
