import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import type { Dues } from './deadline.ts'
import type { CaseTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CaseTables>()

/** Implies the predicate of the index `case_file_live_by_due`. */
const IS_OPEN = sql<SqlBool>`state in ('registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated', 'replied', 'checking') and merged_into is null`

/** Open cases whose card may have to turn, locked; rows another server holds are skipped. */
export async function lockChangedCards(tx: Tx, { now, soon, limit }: { now: Date; soon: Date; limit: number }) {
  return own(tx)
    .selectFrom('case_file')
    .select(['id', 'number', 'title', 'area_path', 'owner_unit', 'state', 'due_at', 'card'])
    .where(IS_OPEN)
    .where(sql<SqlBool>`coalesce(due_at, 'infinity'::timestamptz) <= ${soon}`)
    .where(sql<SqlBool>`(due_at < ${now} and card <> 'red') or (due_at >= ${now} and card = 'green')`)
    .orderBy(sql`coalesce(due_at, 'infinity'::timestamptz)`)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

/** Writes a turned card; not a move, so neither version nor trace change. */
export async function setCard(tx: Tx, id: string, card: string): Promise<void> {
  await own(tx).updateTable('case_file').set({ card }).where('id', '=', id).execute()
}

/** Open cases reckoned with another calendar, locked. */
export async function lockOldCalendar(tx: Tx, { version, limit }: { version: string; limit: number }) {
  return own(tx).selectFrom('case_file').selectAll().where(IS_OPEN).where('calendar_version', '<>', version).orderBy('id').limit(limit).forUpdate().skipLocked().execute()
}

/** Open cases in the order of their ids, a page at a time; what a due time is worked out from. */
export async function openAfter(tx: Tx, { after, limit }: { after: string | null; limit: number }) {
  return own(tx).selectFrom('case_file').select(['id', 'number', 'core', 'due_at', 'fixed_due_at', 'owner_unit']).where(IS_OPEN)
    .$if(after !== null, (query) => query.where('id', '>', after ?? '')).orderBy('id').limit(limit).execute()
}
export type OpenCase = Awaited<ReturnType<typeof openAfter>>[number]

/** Writes recomputed due times. */
export async function setDues(tx: Tx, id: string, dues: Dues): Promise<void> {
  await own(tx)
    .updateTable('case_file')
    .set({ due_at: dues.dueAt, stage_due_at: dues.stageDueAt, card: dues.card, calendar_version: dues.calendarVersion })
    .where('id', '=', id)
    .execute()
}

/** Overdue open cases by the unit that holds them; null: nobody yet. */
export async function overdueByUnit(tx: Tx, now: Date) {
  return own(tx)
    .selectFrom('case_file')
    .select((eb) => ['owner_unit as unit', eb.fn.countAll<number>().as('count')])
    .where(IS_OPEN)
    .where(sql<SqlBool>`coalesce(due_at, 'infinity'::timestamptz) < ${now}`)
    .groupBy('owner_unit')
    .orderBy('owner_unit')
    .execute()
}
