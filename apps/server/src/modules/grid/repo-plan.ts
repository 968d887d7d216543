import { sql } from 'kysely'
import type { PlanForm } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { GridTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<GridTables>()
const MOST = 100

/** A task as stored, in its place. */
export interface StoredTask {
  readonly nth: number
  readonly title: string
  readonly text: string
  readonly unitId: string
  readonly classCode: string
  readonly days: number
  readonly after: readonly number[]
  readonly caseId: string | null
  readonly begunOn: string | null
  readonly endedOn: string | null
}

/** A plan as stored. */
export interface StoredPlan {
  readonly id: string
  readonly areaPath: string
  readonly name: string
  readonly begins: string
  readonly madeBy: string
  readonly madeAt: Date
  readonly tasks: readonly StoredTask[]
}

/** Writes a plan of which nothing is given out yet. @returns whether its id is new */
export async function insertPlan(tx: Tx, { id, plan, begins, by, at }: { readonly id: string; readonly plan: PlanForm; readonly begins: string; readonly by: string; readonly at: Date }): Promise<boolean> {
  const { name, areaPath: area_path, tasks } = plan
  const made = await own(tx).insertInto('grid_plan').values({ id, area_path, name, begins, made_name: by, made_at: at }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()
  if (!made) return false
  await own(tx).insertInto('grid_plan_task').values(tasks.map(({ title, text: body, unitId, classCode, days, after }, nth) => ({ plan_id: id, nth, area_path, title, body, unit_id: unitId, class_code: classCode, days, waits_for: [...after] }))).execute()
  return true
}

/** Plans in sight with their tasks, the newest first; or these. */
export async function readPlans(tx: Tx, ids?: readonly string[]): Promise<StoredPlan[]> {
  let query = own(tx).selectFrom('grid_plan').select(['id', 'area_path', 'name', sql<string>`begins::text`.as('begins'), 'made_name', 'made_at'])
  if (ids) query = query.where('id', 'in', [...ids])
  const plans = await query.orderBy('made_at', 'desc').orderBy('id').limit(MOST).execute()
  if (plans.length === 0) return []
  const tasks = await own(tx).selectFrom('grid_plan_task')
    .select(['plan_id', 'nth', 'title', 'body', 'unit_id', 'class_code', 'days', 'waits_for', 'case_id', sql<string | null>`begun_on::text`.as('begun_on'), sql<string | null>`ended_on::text`.as('ended_on')])
    .where('plan_id', 'in', plans.map(({ id }) => id)).orderBy('nth').execute()
  const byPlan = Map.groupBy(tasks, (task) => task.plan_id)
  return plans.map(({ id, area_path, name, begins, made_name, made_at }) => ({
    id, areaPath: area_path, name, begins, madeBy: made_name, madeAt: made_at,
    tasks: (byPlan.get(id) ?? []).map(({ nth, title, body, unit_id, class_code, days, waits_for, case_id, begun_on, ended_on }) => ({ nth, title, text: body, unitId: unit_id, classCode: class_code, days, after: waits_for, caseId: case_id, begunOn: begun_on, endedOn: ended_on })),
  }))
}

/** A task is given out as a case. */
export async function beginTask(tx: Tx, { planId, nth, caseId, day }: { readonly planId: string; readonly nth: number; readonly caseId: string; readonly day: string }): Promise<void> {
  await own(tx).updateTable('grid_plan_task').set({ case_id: caseId, begun_on: day }).where('plan_id', '=', planId).where('nth', '=', nth).execute()
}

/** Whether any task has been given out at all. */
export async function hasTasks(tx: Tx): Promise<boolean> {
  return (await own(tx).selectFrom('grid_plan_task').select('nth').where('case_id', 'is not', null).limit(1).executeTakeFirst()) !== undefined
}

/** Tasks on these cases end, or are open again. @returns the plans they belong to, locked so that what follows is given out once */
export async function endTasks(tx: Tx, caseIds: readonly string[], day: string | null): Promise<string[]> {
  const rows = await own(tx).updateTable('grid_plan_task').set({ ended_on: day }).where('case_id', 'in', [...caseIds]).where('ended_on', day === null ? 'is not' : 'is', null).returning('plan_id').execute()
  const ids = [...new Set(rows.map((row) => row.plan_id))]
  if (ids.length > 0) await own(tx).selectFrom('grid_plan').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute()
  return ids
}
