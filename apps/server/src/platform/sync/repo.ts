import { sql } from 'kysely'
import type { Insertable, Selectable } from 'kysely'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { SyncTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<SyncTables>()

export type KeptAction = Selectable<Database['offline_action']>

/** Takes ids of actions and answers those it took; one that was taken before, by whomever, is not: a transaction that is taking it just now is waited for. */
export async function takeIds(tx: Tx, rows: readonly Insertable<Database['offline_action']>[]): Promise<Set<string>> {
  // In one order: no two batches wait for each other.
  const sorted = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const taken = await own(tx).insertInto('offline_action').values(sorted).onConflict((conflict) => conflict.column('id').doNothing()).returning('id').execute()
  return new Set(taken.map(({ id }) => id))
}

/** What became of actions of the scope's person. */
export async function keptActions(tx: Tx, ids: readonly string[]): Promise<Map<string, KeptAction>> {
  if (ids.length === 0) return new Map()
  const rows = await own(tx).selectFrom('offline_action').selectAll().where('id', 'in', [...ids]).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

export async function keepAnswers(tx: Tx, answers: readonly { readonly id: string; readonly answer: object }[]): Promise<void> {
  if (answers.length === 0) return
  await sql`
    update offline_action a set answer = s.answer
    from jsonb_to_recordset(${answers}::jsonb) as s(id uuid, answer jsonb) where a.id = s.id`.execute(tx)
}

export type Device = Selectable<Database['patrol_device']>

/** A phone of one person. */
export async function deviceOf(tx: Tx, { id, userId }: { id: string; userId: string }): Promise<Device | undefined> {
  return own(tx).selectFrom('patrol_device').selectAll().where('id', '=', id).where('user_id', '=', userId).executeTakeFirst()
}

export async function devicesOf(tx: Tx, userId: string): Promise<Device[]> {
  return own(tx).selectFrom('patrol_device').selectAll().where('user_id', '=', userId).orderBy('seen_at', 'desc').limit(50).execute()
}

/** A phone's first opening; of two at once the first one's key stays. */
export async function addDevice(tx: Tx, row: Insertable<Database['patrol_device']>): Promise<void> {
  await own(tx).insertInto('patrol_device').values(row).onConflict((conflict) => conflict.doNothing()).execute()
}

export async function touchDevice(tx: Tx, { id, userId }: { id: string; userId: string }, change: Pick<Device, 'name' | 'session_hash' | 'seen_at'>): Promise<void> {
  await own(tx).updateTable('patrol_device').set(change).where('id', '=', id).where('user_id', '=', userId).execute()
}

/** Ends a phone for its person and forgets its key; answers the session it came with last. */
export async function revokeDevice(tx: Tx, { id, userId, at }: { id: string; userId: string; at: Date }): Promise<Pick<Device, 'session_hash'> | undefined> {
  return own(tx)
    .updateTable('patrol_device')
    .set({ revoked_at: at, secret_cipher: Buffer.alloc(0) })
    .where('id', '=', id).where('user_id', '=', userId)
    .returning('session_hash')
    .executeTakeFirst()
}
