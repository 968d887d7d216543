import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { PreventionOrigin } from '@yihu/contracts'
import type { ListPlace } from '../../../kernel/cursor.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { BigdataTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<BigdataTables>()

/** A task as stored; owner, deadline and state are its case's. */
export interface StoredTask {
  readonly id: string
  readonly caseId: string
  readonly origin: { readonly kind: PreventionOrigin; readonly id: string | null; readonly name: string }
  readonly title: string
  readonly measure: string
  readonly classCode: string
  readonly areaPath: string
  readonly point: { readonly lon: number; readonly lat: number } | null
  readonly createdAt: Date
  readonly createdBy: string
}

type Row = Awaited<ReturnType<typeof selectTask>>

function selectTask(tx: Tx, id: string) {
  return own(tx).selectFrom('prevention_task').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

function taskOf(row: Row): StoredTask {
  return {
    id: row.id, caseId: row.case_id, origin: { kind: row.origin_kind as PreventionOrigin, id: row.origin_id, name: row.origin_name }, // checked by the table
    title: row.title, measure: row.measure, classCode: row.class_code, areaPath: row.area_path,
    point: row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat }, createdAt: row.created_at, createdBy: row.created_by,
  }
}

/** Keeps a task; its place in the series of one origin is taken once. */
export async function insertTask(tx: Tx, task: StoredTask & { readonly ordinal: number }): Promise<void> {
  await own(tx).insertInto('prevention_task').values({
    id: task.id, case_id: task.caseId, origin_kind: task.origin.kind, origin_id: task.origin.id, origin_name: task.origin.name, ordinal: task.ordinal,
    title: task.title, measure: task.measure, class_code: task.classCode, area_path: task.areaPath, lon: task.point?.lon ?? null, lat: task.point?.lat ?? null,
    created_at: task.createdAt, created_by: task.createdBy,
  }).execute()
}

/** One task within the scope, or undefined. */
export async function findTask(tx: Tx, id: string): Promise<StoredTask | undefined> {
  const row = await own(tx).selectFrom('prevention_task').selectAll().where('id', '=', id).executeTakeFirst()
  return row && taskOf(row)
}

/** The task whose case this is, or undefined. */
export async function findTaskOfCase(tx: Tx, caseId: string): Promise<StoredTask | undefined> {
  const row = await own(tx).selectFrom('prevention_task').selectAll().where('case_id', '=', caseId).executeTakeFirst()
  return row && taskOf(row)
}

/** All tasks of one origin, oldest first. */
export async function tasksOfOrigin(tx: Tx, { kind, id }: { kind: PreventionOrigin; id: string }): Promise<StoredTask[]> {
  const rows = await own(tx).selectFrom('prevention_task').selectAll().where('origin_kind', '=', kind).where('origin_id', '=', id).orderBy('ordinal').execute()
  return rows.map((row) => taskOf(row))
}

interface Asked {
  readonly state: 'all' | 'open' | 'done'
  readonly origin: PreventionOrigin | undefined
  readonly originId: string | undefined
  readonly before: ListPlace | undefined
  readonly limit: number
}

/** Tasks in sight, newest first; open or done by the state of their case, which those who see the task see. */
export async function listTasks(tx: Tx, { state, origin, originId, before, limit }: Asked): Promise<StoredTask[]> {
  let rows = own(tx).selectFrom('prevention_task').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit)
  if (state !== 'all') rows = rows.where(sql<SqlBool>`exists (select from case_file c where c.id = case_id and (c.state in ('closed', 'archived', 'void')) = ${state === 'done'})`)
  if (origin) rows = rows.where('origin_kind', '=', origin)
  if (originId) rows = rows.where('origin_id', '=', originId)
  if (before) rows = rows.where(sql<SqlBool>`(created_at, id) < (${before.at}, ${before.id}::uuid)`)
  return (await rows.execute()).map((row) => taskOf(row))
}

/** Where and since when work of a class was done: these places are no comparison. */
export async function treatedPlaces(tx: Tx, classCode: string): Promise<{ path: string; since: Date }[]> {
  const rows = await own(tx).selectFrom('prevention_task').select(['area_path', 'created_at']).where('class_code', '=', classCode).execute()
  return rows.map((row) => ({ path: row.area_path, since: row.created_at }))
}
