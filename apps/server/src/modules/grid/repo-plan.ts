import { sql } from 'kysely'
import type { PlanForm } from '@yihu/contracts'
import type { ListPlace } from '../../kernel/cursor.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { GridTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<GridTables>()

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
  readonly version: number
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

const plansIn = (tx: Tx) => own(tx).selectFrom('grid_plan').select(['id', 'version', 'area_path', 'name', sql<string>`begins::text`.as('begins'), 'made_name', 'made_at'])

/** Plans in sight, the newest first; one more than asked when there are more. */
export async function readPlans(tx: Tx, { after, limit }: { readonly after: ListPlace | undefined; readonly limit: number }): Promise<StoredPlan[]> {
  let rows = plansIn(tx)
  if (after) rows = rows.where(sql<boolean>`(made_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
  return withTasks(tx, await rows.orderBy('made_at', 'desc').orderBy('id', 'desc').limit(limit + 1).execute())
}

/** One plan in sight. */
export async function readPlan(tx: Tx, id: string): Promise<StoredPlan | undefined> {
  return (await withTasks(tx, await plansIn(tx).where('id', '=', id).execute()))[0]
}

/** Locks plans in sight: what follows is given out once. */
export async function holdPlans(tx: Tx, ids: readonly string[]): Promise<void> {
  await own(tx).selectFrom('grid_plan').select('id').where('id', 'in', [...ids]).orderBy('id').forUpdate().execute()
}

/** One plan in sight, locked. */
export async function lockPlan(tx: Tx, id: string): Promise<StoredPlan | undefined> {
  await holdPlans(tx, [id])
  return readPlan(tx, id)
}

async function withTasks(tx: Tx, plans: Awaited<ReturnType<ReturnType<typeof plansIn>['execute']>>): Promise<StoredPlan[]> {
  if (plans.length === 0) return []
  const tasks = await own(tx).selectFrom('grid_plan_task')
    .select(['plan_id', 'nth', 'title', 'body', 'unit_id', 'class_code', 'days', 'waits_for', 'case_id', sql<string | null>`begun_on::text`.as('begun_on'), sql<string | null>`ended_on::text`.as('ended_on')])
    .where('plan_id', 'in', plans.map(({ id }) => id)).orderBy('nth').execute()
  const byPlan = Map.groupBy(tasks, (task) => task.plan_id)
  return plans.map(({ id, version, area_path, name, begins, made_name, made_at }) => ({
    id, version, areaPath: area_path, name, begins, madeBy: made_name, madeAt: made_at,
    tasks: (byPlan.get(id) ?? []).map(({ nth, title, body, unit_id, class_code, days, waits_for, case_id, begun_on, ended_on }) => ({ nth, title, text: body, unitId: unit_id, classCode: class_code, days, after: waits_for, caseId: case_id, begunOn: begun_on, endedOn: ended_on })),
  }))
}

/** A task is given out as a case. */
export async function beginTask(tx: Tx, { planId, nth, caseId, day }: { readonly planId: string; readonly nth: number; readonly caseId: string; readonly day: string }): Promise<void> {
  await own(tx).updateTable('grid_plan_task').set({ case_id: caseId, begun_on: day }).where('plan_id', '=', planId).where('nth', '=', nth).execute()
}

/** A task is somebody else's, as if it had not been given out yet; the plan is another version. */
export async function changeTask(tx: Tx, { planId, nth, unitId, classCode }: { readonly planId: string; readonly nth: number; readonly unitId: string; readonly classCode: string }): Promise<void> {
  await own(tx).updateTable('grid_plan_task').set({ unit_id: unitId, class_code: classCode, case_id: null, begun_on: null, ended_on: null }).where('plan_id', '=', planId).where('nth', '=', nth).execute()
  await own(tx).updateTable('grid_plan').set(({ eb }) => ({ version: eb('version', '+', 1) })).where('id', '=', planId).execute()
}

/** The plans that have tasks on these cases. */
export async function plansOn(tx: Tx, caseIds: readonly string[]): Promise<string[]> {
  return (await own(tx).selectFrom('grid_plan_task').select('plan_id').distinct().where('case_id', 'in', [...caseIds]).orderBy('plan_id').execute()).map((row) => row.plan_id)
}

/** The tasks of a plan on these cases end, or are open again. */
export async function endTasks(tx: Tx, { planId, caseIds, day }: { readonly planId: string; readonly caseIds: readonly string[]; readonly day: string | null }): Promise<void> {
  await own(tx).updateTable('grid_plan_task').set({ ended_on: day }).where('plan_id', '=', planId).where('case_id', 'in', [...caseIds]).where('ended_on', day === null ? 'is not' : 'is', null).execute()
}
