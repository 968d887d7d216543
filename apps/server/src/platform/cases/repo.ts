import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { CaseCore } from '@yihu/domain'
import type { Database, JsonInput, Tx } from '../../kernel/db/index.ts'
import type { CaseTables } from './tables.ts'
import type { Dues } from './deadline.ts'

const own = (tx: Tx) => tx.$pickTables<CaseTables>()

type Row = Selectable<Database['case_file']>
/** A case as stored, with its parsed flow state. */
export type CaseRecord = Omit<Row, 'core'> & { core: CaseCore }

/** The one place where stored JSON becomes a flow state: only this module writes it. */
export function recordOf(row: Row): CaseRecord {
  return { ...row, core: row.core as unknown as CaseCore } // written by move.ts and raise.ts alone
}

/** One case within the scope, or undefined. */
export async function findCase(tx: Tx, id: string): Promise<CaseRecord | undefined> {
  const row = await own(tx).selectFrom('case_file').selectAll().where('id', '=', id).executeTakeFirst()
  return row && recordOf(row)
}

/** Those of these cases that lie within the scope. */
export async function findCases(tx: Tx, ids: readonly string[]): Promise<CaseRecord[]> {
  const rows = await own(tx).selectFrom('case_file').selectAll().where('id', 'in', [...ids]).execute()
  return rows.map((row) => recordOf(row))
}

/** The same, locked until the end of the transaction. */
export async function lockCase(tx: Tx, id: string): Promise<CaseRecord | undefined> {
  const row = await own(tx).selectFrom('case_file').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && recordOf(row)
}

/** By the number printed on the receipt. */
export async function findByNumber(tx: Tx, number: string): Promise<CaseRecord | undefined> {
  const row = await own(tx).selectFrom('case_file').selectAll().where('number', '=', number).executeTakeFirst()
  return row && recordOf(row)
}

/** After the right to move was checked under the actor's scope, its effects may reach beyond it (a returned case leaves the unit's sight). */
export async function actAsSystem(tx: Tx): Promise<void> {
  await sql`select set_config('yihu.scope', '*', true)`.execute(tx)
}

/** What the flow looks at beside the case. */
export async function relativesOf(tx: Tx, record: CaseRecord) {
  const row = await own(tx)
    .selectNoFrom((eb) => [
      eb.selectFrom('case_file').select((e) => e.fn.countAll<number>().as('n')).where('parent_id', '=', record.id).as('children'),
      eb
        .selectFrom('case_file')
        .select((e) => e.fn.countAll<number>().as('n'))
        .where('parent_id', '=', record.id)
        .where('state', 'not in', ['closed', 'archived', 'void'])
        .as('openChildren'),
      eb.selectFrom('case_file').select((e) => e.fn.countAll<number>().as('n')).where('merged_into', '=', record.id).as('followers'),
    ])
    .executeTakeFirstOrThrow()
  return { children: row.children ?? 0, openChildren: row.openChildren ?? 0, followers: row.followers ?? 0 }
}

export interface NewCaseRow {
  readonly id: string
  readonly street: string
  readonly source: string
  readonly title: string
  readonly text: string
  readonly areaPath: string
  readonly areaName: string
  readonly placeSource: string
  readonly address: string | null
  readonly point: { lon: number; lat: number } | null
  readonly core: CaseCore
  readonly parentId: string | null
  readonly classReason: unknown
  readonly dispatchReason: unknown
  readonly fixedDueAt: Date | null
  readonly dues: Dues
  readonly at: Date
  readonly number: string
}

/** The next serial of a day, gapless per street; the row stays locked until commit, so ask late. */
export async function takeNumbers(tx: Tx, { street, day, count }: { street: string; day: string; count: number }): Promise<number> {
  const row = await own(tx)
    .insertInto('case_counter')
    .values({ street, day, last: count })
    .onConflict((conflict) => conflict.columns(['street', 'day']).doUpdateSet((eb) => ({ last: eb('case_counter.last', '+', count) })))
    .returning('last')
    .executeTakeFirstOrThrow()
  return row.last - count + 1
}

/** Inserts cases, written now, whenever they were registered. */
export async function insertCases(tx: Tx, rows: readonly NewCaseRow[], now: Date): Promise<void> {
  await own(tx)
    .insertInto('case_file')
    .values(
      rows.map((row) => ({
        id: row.id, street: row.street, number: row.number, source: row.source, title: row.title, text: row.text,
        area_path: row.areaPath, area_name: row.areaName, place_source: row.placeSource, address: row.address,
        lon: row.point?.lon ?? null, lat: row.point?.lat ?? null,
        core: json(row.core), merged_into: row.core.mergedInto, parent_id: row.parentId, class_reason: json(row.classReason), dispatch_reason: json(row.dispatchReason),
        fixed_due_at: row.fixedDueAt, due_at: row.dues.dueAt, stage_due_at: row.dues.stageDueAt, calendar_version: row.dues.calendarVersion,
        card: row.dues.card, registered_at: row.at, changed_at: now, search: searchText(row),
      })),
    )
    .execute()
}

/** What people search in: number, title, address and the beginning of the text. */
function searchText(row: { number: string; title: string; address: string | null; text: string }): string {
  return `${row.number} ${row.title} ${row.address ?? ''} ${row.text.slice(0, 300)}`
}

export interface CaseChange {
  readonly core: CaseCore
  readonly dues: Dues
  readonly at: Date
  readonly dispatchReason?: unknown
  readonly address?: string | undefined
}

/** Writes the next state of a locked case. */
export async function updateCase(tx: Tx, record: CaseRecord, change: CaseChange): Promise<void> {
  const address = change.address ?? record.address
  await own(tx)
    .updateTable('case_file')
    .set({
      version: record.version + 1,
      core: json(change.core),
      merged_into: change.core.mergedInto,
      due_at: change.dues.dueAt,
      stage_due_at: change.dues.stageDueAt,
      calendar_version: change.dues.calendarVersion,
      card: change.dues.card,
      changed_at: change.at,
      ...(change.dispatchReason === undefined ? {} : { dispatch_reason: json(change.dispatchReason) }),
      ...(change.address === undefined ? {} : { address, search: searchText({ ...record, address }) }),
    })
    .where('id', '=', record.id)
    .execute()
}

/** Children, parent, survivor and merged cases, for the case page. */
export async function familyOf(tx: Tx, record: CaseRecord) {
  const rows = await own(tx)
    .selectFrom('case_file')
    .select(['id', 'number', 'title', 'state', 'parent_id', 'merged_into'])
    .where((eb) =>
      eb.or([
        eb('parent_id', '=', record.id),
        eb('merged_into', '=', record.id),
        eb('id', 'in', [record.parent_id, record.merged_into].filter((id) => id !== null).concat(record.id)),
      ]),
    )
    .orderBy('number')
    .execute()
  const others = rows.filter((row) => row.id !== record.id)
  return {
    parent: others.find((row) => row.id === record.parent_id) ?? null,
    survivor: others.find((row) => row.id === record.merged_into) ?? null,
    children: others.filter((row) => row.parent_id === record.id),
    merged: others.filter((row) => row.merged_into === record.id),
  }
}

/** A value of ours as a JSON column takes it; undefined is stored as null. */
export function json(value: unknown): JsonInput {
  return value ?? null
}

/** Numbers by case id. */
export async function numbersOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await own(tx).selectFrom('case_file').select(['id', 'number']).where('id', 'in', [...ids]).execute()
  return new Map(rows.map((row) => [row.id, row.number]))
}
