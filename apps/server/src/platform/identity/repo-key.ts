import type { Insertable, Selectable } from 'kysely'
import type { Database, Tx } from '../../kernel/db/index.ts'
import { own } from './tables.ts'

/** A machine's key without its hash. */
export type KeyRow = Omit<Selectable<Database['api_key']>, 'key_hash'>

const COLUMNS = ['id', 'name', 'permission', 'scope_paths', 'created_at', 'created_by', 'expires_at', 'last_used_at', 'revoked_at'] as const
const MOST = 500

/** The key that is in force, or null. */
export async function keyByHash(tx: Tx, hash: Buffer, now: Date): Promise<KeyRow | null> {
  const row = await own(tx).selectFrom('api_key').select(COLUMNS).where('key_hash', '=', hash).where('revoked_at', 'is', null)
    .where((e) => e.or([e('expires_at', 'is', null), e('expires_at', '>', now)])).executeTakeFirst()
  return row ?? null
}

/** Notes that a key was used, to the minute: most requests write nothing. */
export async function touchKey(tx: Tx, id: string, at: Date): Promise<void> {
  await own(tx).updateTable('api_key').set({ last_used_at: at }).where('id', '=', id).execute()
}

/** All keys, newest first. */
export async function keysOf(tx: Tx): Promise<KeyRow[]> {
  return own(tx).selectFrom('api_key').select(COLUMNS).orderBy('created_at', 'desc').orderBy('id').limit(MOST).execute()
}

export async function keyById(tx: Tx, id: string): Promise<KeyRow | null> {
  return (await own(tx).selectFrom('api_key').select(COLUMNS).where('id', '=', id).executeTakeFirst()) ?? null
}

export async function insertKey(tx: Tx, row: Insertable<Database['api_key']>): Promise<void> {
  await own(tx).insertInto('api_key').values(row).execute()
}

/** Puts a key out of force; false when there is none such in force. */
export async function revokeKey(tx: Tx, id: string, at: Date): Promise<boolean> {
  const result = await own(tx).updateTable('api_key').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null).executeTakeFirst()
  return result.numUpdatedRows > 0n
}
