import type { Insertable, Selectable } from 'kysely'
import type { Database, JsonInput, Tx } from '../../kernel/db/index.ts'
import type { SyncTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<SyncTables>()

export type KeptAction = Selectable<Database['offline_action']>

/** Takes the id of an action; false when it was taken before, by whomever: a transaction that is taking it just now is waited for. */
export async function takeId(tx: Tx, row: Insertable<Database['offline_action']>): Promise<boolean> {
  const taken = await own(tx).insertInto('offline_action').values(row).onConflict((conflict) => conflict.column('id').doNothing()).returning('id').executeTakeFirst()
  return taken !== undefined
}

/** What became of an action of the scope's person. */
export async function keptAction(tx: Tx, id: string): Promise<KeptAction | undefined> {
  return own(tx).selectFrom('offline_action').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function keepAnswer(tx: Tx, id: string, answer: JsonInput): Promise<void> {
  await own(tx).updateTable('offline_action').set({ answer }).where('id', '=', id).execute()
}

export type Device = Selectable<Database['patrol_device']>

/** A phone of one person. */
export async function deviceOf(tx: Tx, { id, userId }: { id: string; userId: string }): Promise<Device | undefined> {
  return own(tx).selectFrom('patrol_device').selectAll().where('id', '=', id).where('user_id', '=', userId).executeTakeFirst()
}

/** Everybody's rows of a phone, as the system: a phone may be shared. */
export async function rowsOfDevice(tx: Tx, id: string): Promise<Device[]> {
  return own(tx).selectFrom('patrol_device').selectAll().where('id', '=', id).execute()
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
