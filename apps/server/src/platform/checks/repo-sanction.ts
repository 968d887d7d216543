import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { ListPlace } from '../../kernel/cursor.ts'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { CheckTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CheckTables>()

export type StoredSanction = Selectable<Database['check_sanction']>

/** Keeps a sanction; false when its id was taken before. */
export async function insertSanction(tx: Tx, sanction: StoredSanction): Promise<boolean> {
  return (await own(tx).insertInto('check_sanction').values(sanction).onConflict((conflict) => conflict.column('id').doNothing()).returning('id').executeTakeFirst()) !== undefined
}

/** One sanction in sight. */
export async function findSanction(tx: Tx, id: string): Promise<StoredSanction | undefined> {
  return own(tx).selectFrom('check_sanction').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Those about an organisation that count. */
export async function standingSanctions(tx: Tx, organisationId: string): Promise<StoredSanction[]> {
  return own(tx).selectFrom('check_sanction').selectAll().where('organisation_id', '=', organisationId).where('withdrawn_at', 'is', null).execute()
}

interface Filter {
  readonly organisation?: string | undefined
  readonly area?: string | undefined
  readonly after: ListPlace | undefined
  readonly limit: number
}

/** A page of sanctions, the latest first; one more than asked when there are more. */
export async function listStoredSanctions(tx: Tx, { organisation, area, after, limit }: Filter): Promise<StoredSanction[]> {
  let rows = own(tx).selectFrom('check_sanction').selectAll()
  if (organisation) rows = rows.where('organisation_id', '=', organisation)
  if (area) rows = rows.where(sql<boolean>`area_path <@ ${area}::ltree`)
  if (after) rows = rows.where(sql<boolean>`(at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
  return rows.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit + 1).execute()
}

/** Withdraws a sanction that stands; undefined: none such in sight. */
export async function withdraw(tx: Tx, id: string, { at, by, reason }: { readonly at: Date; readonly by: string; readonly reason: string }): Promise<StoredSanction | undefined> {
  return own(tx).updateTable('check_sanction').set({ withdrawn_at: at, withdrawn_name: by, withdrawn_reason: reason }).where('id', '=', id).where('withdrawn_at', 'is', null).returningAll().executeTakeFirst()
}

/** Which of these cases are dangers in sight. */
export async function dangerCases(tx: Tx, caseIds: readonly string[]): Promise<Set<string>> {
  const rows = await own(tx).selectFrom('check_danger').select('case_id').where('case_id', 'in', [...caseIds]).execute()
  return new Set(rows.map(({ case_id }) => case_id))
}

/** That the unit was told of a sanction that stands; undefined: it was told before, or none such in sight. */
export async function keepTold(tx: Tx, id: string, { at, by, how }: { readonly at: Date; readonly by: string; readonly how: string }): Promise<StoredSanction | undefined> {
  return own(tx).updateTable('check_sanction').set({ told_at: at, told_name: by, told_how: how }).where('id', '=', id).where('withdrawn_at', 'is', null).where('told_at', 'is', null).returningAll().executeTakeFirst()
}

/** What was told at a moment did not leave. */
export async function dropTold(tx: Tx, id: string, at: Date): Promise<void> {
  await own(tx).updateTable('check_sanction').set({ told_at: null, told_name: null, told_how: null }).where('id', '=', id).where('told_at', '=', at).execute()
}

/** What the unit answered; undefined: it answered before, or none such in sight. */
export async function keepAnswer(tx: Tx, id: string, { on, text, by, at }: { readonly on: string; readonly text: string; readonly by: string; readonly at: Date }): Promise<StoredSanction | undefined> {
  return own(tx).updateTable('check_sanction').set({ answered_on: on, answer: text, answer_name: by, answer_at: at }).where('id', '=', id).where('withdrawn_at', 'is', null).where('answer', 'is', null).returningAll().executeTakeFirst()
}

/** The dangers of cases, in sight. */
export async function dangersOfCases(tx: Tx, caseIds: readonly string[]): Promise<Selectable<Database['check_danger']>[]> {
  if (caseIds.length === 0) return []
  return own(tx).selectFrom('check_danger').selectAll().where('case_id', 'in', [...new Set(caseIds)]).orderBy('id').execute()
}
