import { isDeepStrictEqual } from 'node:util'
import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, changePlanTask, listPlans, makePlan, PlanForm, PlanRow, QueryOf } from '@yihu/contracts'
import { criticalTasks, daysAfter, firstDayOf, localDate, readyTasks, scheduleOf } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { readCursor, writeCursor } from '../../kernel/cursor.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf, placeInSight } from '../../platform/areas/index.ts'
import { record } from '../../platform/audit/index.ts'
import { actAsSystem, groundOf, moverOf, standingsOf } from '../../platform/cases/index.ts'
import type { CaseStanding, Ground } from '../../platform/cases/index.ts'
import { FREE, giveOut, hindranceOf, VOIDED } from './give-out.ts'
import { changeTask, insertPlan, lockPlan, readPlan, readPlans } from './repo-plan.ts'
import type { StoredPlan, StoredTask } from './repo-plan.ts'

/** A page of the plans in sight, each task with the case it is. @throws input-invalid */
export async function plansOf(context: Context, actor: Actor, { cursor, limit }: QueryOf<typeof listPlans>): Promise<AnswerOf<typeof listPlans>> {
  const [now, after] = [context.clock.now(), readCursor(cursor)]
  return context.db.transact(actor.scope, async (tx) => {
    const found = await readPlans(tx, { after, limit })
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return { plans: await rowsOf(tx, context, page), next: found.length > limit && last ? writeCursor({ at: last.madeAt, id: last.id }) : null, today: localDate(now) }
  })
}

async function rowsOf(tx: Tx, context: Context, plans: readonly StoredPlan[]): Promise<PlanRow[]> {
  const [ground, tree, now] = [await groundOf(context), await areasOf(context), context.clock.now()]
  const standings = await standingsOf(tx, plans.flatMap(({ tasks }) => tasks.flatMap(({ caseId }) => caseId ?? [])))
  return plans.map(({ id, version, name, areaPath, begins, madeBy, madeAt, tasks }) => {
    const [spans, ready] = [scheduleOf(tasks, { begins, today: localDate(now) }), new Set(readyTasks(tasks))]
    const critical = new Set(criticalTasks(tasks, spans))
    return {
      id, version, name, areaName: tree.fullNameOf(areaPath), begins, madeBy, madeAt: madeAt.toISOString(), ends: spans.map(({ to }) => to).toSorted().at(-1) ?? begins, endsInSeries: daysAfter(begins, tasks.reduce((sum, { days }) => sum + days, 0) - 1),
      tasks: tasks.map((task) => taskRow(task, { span: spans[task.nth] ?? { from: begins, to: begins }, isReady: ready.has(task.nth), isCritical: critical.has(task.nth), standing: standings.get(task.caseId ?? ''), ground, now })),
    }
  })
}

interface Showing {
  readonly span: { readonly from: string; readonly to: string }
  readonly isReady: boolean
  readonly isCritical: boolean
  readonly standing: CaseStanding | undefined
  readonly ground: Ground
  readonly now: number
}

function taskRow({ title, unitId, classCode, days, after, begunOn, endedOn }: StoredTask, { span, isReady, isCritical, standing, ground, now }: Showing): PlanRow['tasks'][number] {
  const problem = standing?.state === 'void' ? VOIDED : begunOn ? null : (hindranceOf({ unitId, classCode }, ground) ?? (isReady ? FREE : null))
  return {
    title, unitId, classCode, unitName: ground.unitName(unitId), days, after: [...after], ...span, isCritical, problem,
    state: endedOn ? 'done' : standing?.state === 'void' || isReady ? 'stuck' : begunOn ? 'open' : 'waiting',
    case: standing ? { id: standing.caseId, number: standing.number, stateName: standing.stateName, isOverdue: standing.isOpen && standing.dueAt !== null && standing.dueAt.getTime() < now } : null,
  }
}

/** Makes a plan and gives out what waits for nothing. @throws not-found, unit-unknown, class-unknown, conflict */
export async function planWork(context: Context, actor: Actor, { form: { id, plan: form }, ip }: { readonly form: BodyOf<typeof makePlan>; readonly ip: string }): Promise<PlanRow> {
  const [ground, tree, now] = [await groundOf(context), await areasOf(context), context.clock.now()]
  placeInSight(tree, actor, form.areaPath)
  for (const task of form.tasks) requireDuty(task, ground)
  await context.db.transact(actor.scope, async (tx) => {
    const isNew = await insertPlan(tx, { id, plan: form, begins: firstDayOf(now), by: actor.name, at: new Date(now) })
    const plan = await lockPlan(tx, id)
    if (!plan || (!isNew && !isDeepStrictEqual(formOf(plan), form))) throw new Fault('conflict')
    if (!isNew) return
    await record(tx, { at: now, by: actor, action: 'grid.plan', object: form.name, result: 'done', ip, detail: { id, tasks: form.tasks.map(({ title }) => title) } })
    await actAsSystem(tx)
    await giveOut(tx, context, { plan, by: moverOf(actor) })
  })
  return showPlan(context, actor, id)
}

function requireDuty({ unitId, classCode }: Pick<StoredTask, 'unitId' | 'classCode'>, ground: Ground): void {
  ground.requireUnit(unitId)
  ground.requireClass(classCode)
}

/** A plan as it was asked for: the same id with anything else is another plan. */
function formOf({ name, areaPath, tasks }: StoredPlan): PlanForm {
  return { name, areaPath, tasks: tasks.map(({ title, text, unitId, classCode, days, after }) => ({ title, text, unitId, classCode, days, after: [...after] })) }
}

interface Changing {
  readonly id: string
  readonly nth: number
  readonly form: BodyOf<typeof changePlanTask>
  readonly ip: string
}

/** Gives a task that is not under way to another unit or under another class, and out if its turn has come. @throws not-found, unit-unknown, class-unknown, conflict, plan-task-given */
export async function reassign(context: Context, actor: Actor, { id, nth, form: { version, ...duty }, ip }: Changing): Promise<PlanRow> {
  requireDuty(duty, await groundOf(context))
  await context.db.transact(actor.scope, async (tx) => {
    const plan = await lockPlan(tx, id)
    const task = plan?.tasks[nth]
    if (!plan || !task) throw new Fault('not-found')
    if (plan.version !== version) throw new Fault('conflict')
    await record(tx, { at: context.clock.now(), by: actor, action: 'grid.plan-task', object: `${plan.name} ${task.title}`, result: 'done', ip, detail: { id, nth, ...duty, formerUnit: task.unitId, formerClass: task.classCode } })
    await actAsSystem(tx)
    if (task.caseId !== null && (await standingsOf(tx, [task.caseId])).get(task.caseId)?.state !== 'void') throw new Fault('plan-task-given', { details: { nth: nth + 1, title: task.title } })
    await changeTask(tx, { planId: id, nth, ...duty })
    const changed = await readPlan(tx, id)
    if (changed) await giveOut(tx, context, { plan: changed, by: moverOf(actor) })
  })
  return showPlan(context, actor, id)
}

async function showPlan(context: Context, actor: Actor, id: string): Promise<PlanRow> {
  const [row] = await context.db.transact(actor.scope, async (tx) => {
    const plan = await readPlan(tx, id)
    return rowsOf(tx, context, plan ? [plan] : [])
  })
  if (!row) throw new Fault('not-found')
  return row
}
