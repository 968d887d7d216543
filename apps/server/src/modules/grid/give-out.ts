import { z } from 'zod'
import { Fault } from '@yihu/contracts'
import { firstDayOf, localDate, readyTasks, taskDue } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Event } from '../../kernel/events/index.ts'
import { groundOf, prepare, standingsOf, SYSTEM, withFollowers } from '../../platform/cases/index.ts'
import type { Ground, Mover } from '../../platform/cases/index.ts'
import { usersOf } from '../../platform/identity/index.ts'
import { notify, phrasesOf } from '../../platform/notices/index.ts'
import { takeWithin } from '../../platform/signals/index.ts'
import { beginTask, endTasks, holdPlans, plansOn, readPlan } from './repo-plan.ts'
import type { StoredPlan, StoredTask } from './repo-plan.ts'

/** What is said of a task whose case came to nothing. */
export const VOIDED = '它的案件作废了。'

/** What is said of a task whose turn came while its unit or class was stopped, once they serve again. */
export const FREE = '停用的已恢复，现在可以派了，点“改好再派”就派出。'

/** Why a task cannot be given out as it is; null: nothing stands in its way. */
export function hindranceOf({ unitId, classCode }: Pick<StoredTask, 'unitId' | 'classCode'>, ground: Ground): string | null {
  if (isGone(() => ground.requireUnit(unitId))) return `${ground.unitName(unitId)}已停用。`
  return isGone(() => ground.requireClass(classCode)) ? `立案的分类 ${classCode} 已停用。` : null
}

function isGone(require: () => void): boolean {
  try {
    require()
    return false
  } catch (error) {
    if (error instanceof Fault) return true
    throw error
  }
}

/**
 * Every task of a locked plan that waits for nothing more becomes a case of its unit, by the door of all signals. One whose
 * unit or class is gone stays where it is, and whoever leads hears of it; the others go all the same. `tx` sees everything.
 */
export async function giveOut(tx: Tx, context: Context, { plan, by }: { readonly plan: StoredPlan; readonly by: Mover }): Promise<void> {
  const [ground, now] = [await groundOf(context), context.clock.now()]
  const ready = readyTasks(plan.tasks).flatMap((nth) => plan.tasks[nth] ?? []).map((task) => ({ task, hindrance: hindranceOf(task, ground) }))
  for (const { task, hindrance } of ready) if (hindrance !== null) await tellStuck(tx, context, { plan, task, why: hindrance })
  const going = ready.flatMap(({ task, hindrance }) => (hindrance === null ? [task] : []))
  if (going.length === 0) return
  const [step, day] = [{ by, at: now }, firstDayOf(now)]
  const prepared = going.map(({ nth, title, text, unitId, classCode, days, after }) => prepare({
    // One that was voided and is given out anew is another signal.
    source: 'plan', kind: 'task', senderId: `${plan.id}/${nth}/${plan.version}`, at: now, takenAt: now, areaPath: plan.areaPath, placeSource: 'none', classCode, by, title: `${title}（${plan.name}）`.slice(0, 60),
    text: `${text}\n来由：并联计划“${plan.name}”第 ${nth + 1} 项${after.length > 0 ? `，前面的第 ${after.map((one) => one + 1).join('、')} 项已办完` : ''}`,
    fixedDueAt: new Date(taskDue(day, days)), steps: [{ ...step, move: { move: 'accept' } }, { ...step, move: { move: 'file', classCode } }, { ...step, move: { move: 'dispatch', unitId } }],
  }, ground))
  for (const [at, { caseId }] of (await takeWithin(tx, context, prepared)).entries()) await beginTask(tx, { planId: plan.id, nth: going[at]?.nth ?? 0, caseId, day })
}

async function tellStuck(tx: Tx, context: Context, { plan: { id, version, name, areaPath }, task: { nth, title }, why }: { readonly plan: StoredPlan; readonly task: StoredTask; readonly why: string }): Promise<void> {
  const words = (await phrasesOf(context)).say('plan.stuck', { 计划: name, 第几: String(nth + 1), 任务: title, 原因: why })
  await notify(tx, context, { ...words, userIds: await usersOf(tx, { role: 'duty-chief', path: areaPath }), kind: 'plan.stuck', dedupeKey: `plan.stuck:${id}:${nth}:${version}` })
}

const Moved = z.object({ id: z.uuid() })

/** A case closed or opened again: its task ends or does not, and what waited for it is given out. One that was voided was not done: what waits goes on waiting, and whoever leads hears of it. */
export async function hearCase(tx: Tx, event: Event, context: Context): Promise<void> {
  const { id } = Moved.parse(event.payload)
  const caseIds = await withFollowers(tx, id)
  // Every move of every case comes by here; nearly none is a task.
  const planIds = caseIds.length > 0 ? await plansOn(tx, caseIds) : []
  if (planIds.length === 0) return
  await holdPlans(tx, planIds)
  const standing = (await standingsOf(tx, [id])).get(id)
  if (!standing) return
  const isVoid = standing.state === 'void'
  for (const planId of planIds) {
    await endTasks(tx, { planId, caseIds, day: standing.isOpen || isVoid ? null : localDate(context.clock.now()) })
    const plan = await readPlan(tx, planId)
    if (!plan) continue
    const voided = isVoid ? plan.tasks.filter(({ caseId }) => caseId !== null && caseIds.includes(caseId)) : []
    for (const task of voided) await tellStuck(tx, context, { plan, task, why: VOIDED })
    await giveOut(tx, context, { plan, by: SYSTEM })
  }
}
