import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { CheckTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CheckTables>()

export type StoredDanger = Selectable<Database['check_danger']>

/** Keeps the dangers of a sheet. */
export async function insertDangers(tx: Tx, dangers: readonly StoredDanger[]): Promise<void> {
  if (dangers.length > 0) await own(tx).insertInto('check_danger').values([...dangers]).execute()
}

/** The dangers of sheets, in the order found. */
export async function dangersOfSheet(tx: Tx, sheetId: string): Promise<StoredDanger[]> {
  return own(tx).selectFrom('check_danger').selectAll().where('sheet_id', '=', sheetId).orderBy('id').execute()
}

interface Filter {
  readonly list?: string | undefined
  readonly area?: string | undefined
}

function matching(tx: Tx, { list, area }: Filter) {
  let rows = own(tx).selectFrom('check_danger')
  if (list) rows = rows.where('list_id', '=', list)
  return area ? rows.where(sql<boolean>`path <@ ${area}::ltree`) : rows
}

/** Every danger in sight that is not closed, with its case. */
export async function openDangers(tx: Tx, filter: Filter): Promise<StoredDanger[]> {
  return matching(tx, filter).selectAll().where('closed_at', 'is', null).orderBy('found_at', 'desc').orderBy('id', 'desc').execute()
}

/** A page of closed ones, the latest first; one more than asked when there are more. */
export async function closedDangers(tx: Tx, { from, limit, ...filter }: Filter & { readonly from: number; readonly limit: number }): Promise<StoredDanger[]> {
  return matching(tx, filter).selectAll().where('closed_at', 'is not', null).orderBy('closed_at', 'desc').orderBy('id', 'desc').offset(from).limit(limit + 1).execute()
}

/** How many are closed. */
export async function countClosed(tx: Tx, filter: Filter): Promise<number> {
  const row = await matching(tx, filter).select(({ fn }) => fn.countAll<number>().as('count')).where('closed_at', 'is not', null).executeTakeFirstOrThrow()
  return row.count
}

/** Marks the dangers of these cases as closed, or as open again. */
export async function markDangers(tx: Tx, caseIds: readonly string[], closedAt: Date | null): Promise<string[]> {
  if (caseIds.length === 0) return []
  return (await own(tx).updateTable('check_danger').set({ closed_at: closedAt }).where('case_id', 'in', [...caseIds]).returning('path').execute()).map(({ path }) => path)
}
