import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, listPlans, makePlan, PlanRow } from '@yihu/contracts'
import { daysAfter, localDate, readyTasks, scheduleOf, toMs } from '@yihu/domain'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Event } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf, placeInSight } from '../../platform/areas/index.ts'
import { record } from '../../platform/audit/index.ts'
import { actAsSystem, groundOf, moverOf, prepare, standingsOf, SYSTEM, withFollowers } from '../../platform/cases/index.ts'
import type { CaseStanding, Ground, Mover } from '../../platform/cases/index.ts'
import { takeWithin } from '../../platform/signals/index.ts'
import { beginTask, endTasks, hasTasks, insertPlan, readPlans } from './repo-plan.ts'
import type { StoredPlan } from './repo-plan.ts'

/** By this hour of its last day a task is due. */
const DUE_HOUR = '18:00'

/** The plans in sight, each task with the case it is. */
export async function plansOf(context: Context, actor: Actor): Promise<AnswerOf<typeof listPlans>> {
  const [ground, now] = [await groundOf(context), context.clock.now()]
  return context.db.transact(actor.scope, async (tx) => ({ plans: await rowsOf(tx, { plans: await readPlans(tx), ground, now, nameOf: (await areasOf(context)).fullNameOf }), today: localDate(now), asOf: new Date(now).toISOString() }))
}

interface Showing {
  readonly plans: readonly StoredPlan[]
  readonly ground: Ground
  readonly now: number
  readonly nameOf: (path: string) => string
}

async function rowsOf(tx: Tx, { plans, ground, now, nameOf }: Showing): Promise<PlanRow[]> {
  const standings = await standingsOf(tx, plans.flatMap(({ tasks }) => tasks.flatMap(({ caseId }) => caseId ?? [])))
  const isOverdue = ({ isOpen, dueAt }: CaseStanding): boolean => isOpen && dueAt !== null && dueAt.getTime() < now
  return plans.map(({ id, name, areaPath, begins, madeBy, madeAt, tasks }) => {
    const spans = scheduleOf(tasks, begins)
    return {
      id, name, areaPath, areaName: nameOf(areaPath), begins, madeBy, madeAt: madeAt.toISOString(), ends: spans.map(({ to }) => to).toSorted().at(-1) ?? begins, endsInSeries: daysAfter(begins, tasks.reduce((sum, { days }) => sum + days, 0) - 1),
      tasks: tasks.map(({ title, text, unitId, days, after, caseId, begunOn, endedOn }, nth) => {
        const standing = standings.get(caseId ?? '')
        return {
          title, text, unitName: ground.unitName(unitId), days, after: [...after], ...(spans[nth] ?? { from: begins, to: begins }), state: endedOn ? 'done' : begunOn ? 'open' : 'waiting',
          case: standing ? { id: standing.caseId, number: standing.number, stateName: standing.stateName, isOverdue: isOverdue(standing) } : null,
        }
      }),
    }
  })
}

/** Makes a plan and gives out what waits for nothing. @throws not-found, unit-unknown, class-unknown, conflict */
export async function planWork(context: Context, actor: Actor, { form: { id, plan: form }, ip }: { readonly form: BodyOf<typeof makePlan>; readonly ip: string }): Promise<PlanRow> {
  const [ground, tree, now] = [await groundOf(context), await areasOf(context), context.clock.now()]
  placeInSight(tree, actor, form.areaPath)
  for (const { unitId, classCode } of form.tasks) {
    ground.requireUnit(unitId)
    ground.requireClass(classCode)
  }
  await context.db.transact(actor.scope, async (tx) => {
    if (!(await insertPlan(tx, { id, plan: form, begins: localDate(now), by: actor.name, at: new Date(now) }))) {
      const [before] = await readPlans(tx, [id])
      if (before?.name !== form.name || before.areaPath !== form.areaPath) throw new Fault('conflict')
      return
    }
    await record(tx, { at: now, by: actor, action: 'grid.plan', object: form.name, result: 'done', ip, detail: { id, tasks: form.tasks.map(({ title }) => title) } })
    await actAsSystem(tx)
    await giveOut(tx, context, { id, by: moverOf(actor) })
  })
  const [row] = await context.db.transact(actor.scope, async (tx) => rowsOf(tx, { plans: await readPlans(tx, [id]), ground, now, nameOf: tree.fullNameOf }))
  if (!row) throw new Fault('not-found')
  return row
}

/** Every task that waits for nothing more becomes a case of its unit, by the door of all signals. */
async function giveOut(tx: Tx, context: Context, { id, by }: { readonly id: string; readonly by: Mover }): Promise<void> {
  const [ground, now] = [await groundOf(context), context.clock.now()]
  const [found] = await readPlans(tx, [id])
  if (!found) return
  const today = localDate(now)
  const ready = readyTasks(found.tasks).flatMap((nth) => found.tasks[nth] ?? [])
  if (ready.length === 0) return
  const step = { by, at: now }
  const prepared = ready.map(({ nth, title, text, unitId, classCode, days, after }) => prepare({
    source: 'plan', kind: 'task', senderId: `${id}/${nth}`, at: now, takenAt: now, areaPath: found.areaPath, placeSource: 'none', classCode, by, title: `${title}（${found.name}）`.slice(0, 60),
    text: `${text}\n来由：并联计划“${found.name}”第 ${nth + 1} 项${after.length > 0 ? `，前面的第 ${after.map((one) => one + 1).join('、')} 项已办完` : ''}`,
    fixedDueAt: new Date(toMs(`${daysAfter(today, days - 1)}T${DUE_HOUR}`)), steps: [{ ...step, move: { move: 'accept' } }, { ...step, move: { move: 'file', classCode } }, { ...step, move: { move: 'dispatch', unitId } }],
  }, ground))
  for (const [at, { caseId }] of (await takeWithin(tx, context, prepared)).entries()) await beginTask(tx, { planId: id, nth: ready[at]?.nth ?? 0, caseId, day: today })
}

const Moved = z.object({ id: z.uuid() })

/** A case closed or opened again: its task ends or does not, and what waited for it is given out. */
export async function hearCase(tx: Tx, event: Event, context: Context): Promise<void> {
  const { id } = Moved.parse(event.payload)
  // Every move of every case comes by here.
  if (!(await hasTasks(tx))) return
  const standing = (await standingsOf(tx, [id])).get(id)
  if (!standing) return
  for (const planId of await endTasks(tx, await withFollowers(tx, id), standing.isOpen ? null : localDate(context.clock.now()))) await giveOut(tx, context, { id: planId, by: SYSTEM })
}
