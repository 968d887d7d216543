import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { PoolTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<PoolTables>()

export type StoredRegister = Selectable<Database['sensitive_register']> & { readonly readers: readonly { id: string; name: string }[] }

/** Registers in sight with their readers, the latest first. */
export async function sensitiveRegisters(tx: Tx, { id }: { id?: string } = {}): Promise<StoredRegister[]> {
  const rows = await own(tx).selectFrom('sensitive_register').selectAll().$if(id !== undefined, (query) => query.where('id', '=', id ?? '')).orderBy('id', 'desc').execute()
  if (rows.length === 0) return []
  const readers = await own(tx).selectFrom('sensitive_reader').selectAll().where('register_id', 'in', rows.map((row) => row.id)).orderBy('name').execute()
  return rows.map((row) => ({ ...row, readers: readers.filter((reader) => reader.register_id === row.id).map((reader) => ({ id: reader.user_id, name: reader.name })) }))
}

/** The open registers in sight that somebody reads. */
export async function registersReadBy(tx: Tx, userId: string): Promise<Set<string>> {
  const rows = await own(tx).selectFrom('sensitive_register as s').innerJoin('sensitive_reader as r', 'r.register_id', 's.id').select('s.id').where('s.state', '=', 'open').where('r.user_id', '=', userId).execute()
  return new Set(rows.map(({ id }) => id))
}

/** One register, locked. */
export async function lockRegister(tx: Tx, id: string): Promise<StoredRegister | undefined> {
  await own(tx).selectFrom('sensitive_register').select('id').where('id', '=', id).forUpdate().execute()
  return (await sensitiveRegisters(tx, { id }))[0]
}

interface Proposal {
  readonly id: string
  readonly areaPath: string
  readonly kind: string
  readonly legalBasis: string
  readonly purpose: string
  readonly expiresOn: string
  readonly at: Date
  readonly by: { readonly userId: string; readonly name: string }
  readonly readers: readonly { id: string; name: string }[]
}

export async function insertProposal(tx: Tx, { id, areaPath, kind, legalBasis, purpose, expiresOn, at, by, readers }: Proposal): Promise<void> {
  await own(tx).insertInto('sensitive_register').values({
    id, area_path: areaPath, kind, legal_basis: legalBasis, purpose, state: 'proposed', proposed_by: by.userId, proposed_name: by.name, proposed_at: at, expires_on: expiresOn,
  }).execute()
  await own(tx).insertInto('sensitive_reader').values(readers.map((reader) => ({ register_id: id, user_id: reader.id, name: reader.name }))).execute()
}

export async function decideRegister(tx: Tx, { id, state, by, at, note }: { id: string; state: 'open' | 'declined'; by: { readonly userId: string; readonly name: string }; at: Date; note: string }): Promise<void> {
  await own(tx).updateTable('sensitive_register').set({ state, decided_by: by.userId, decided_name: by.name, decided_at: at, decision_note: note }).where('id', '=', id).execute()
}

/** Ends a register and destroys what it held; answers the ids of its entries. */
export async function endRegister(tx: Tx, { id, at }: { id: string; at: Date }): Promise<string[]> {
  const gone = await own(tx).deleteFrom('sensitive_entry').where('register_id', '=', id).returning('id').execute()
  await own(tx).updateTable('sensitive_register').set({ state: 'ended', ended_at: at }).where('id', '=', id).execute()
  return gone.map((row) => row.id)
}

/** Open registers whose last day has passed. */
export async function overdueRegisters(tx: Tx, today: string): Promise<string[]> {
  return (await own(tx).selectFrom('sensitive_register').select('id').where('state', '=', 'open').where('expires_on', '<', today).execute()).map((row) => row.id)
}

export interface StoredSensitive {
  readonly id: string
  readonly person_id: string
  readonly sealed: Buffer
  readonly created_at: Date
  readonly created_by: string
}

/** Entries of a register: its readers see them, nobody else. */
export async function sensitiveEntries(tx: Tx, registerId: string): Promise<StoredSensitive[]> {
  return own(tx).selectFrom('sensitive_entry').select(['id', 'person_id', 'sealed', 'created_at', 'created_by']).where('register_id', '=', registerId).orderBy('id').execute()
}

/** Adds a person; false: is in it already. */
export async function insertSensitive(tx: Tx, { id, registerId, personId, sealed, at, by }: { id: string; registerId: string; personId: string; sealed: Buffer; at: Date; by: string }): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into sensitive_entry (id, register_id, person_id, sealed, created_at, created_by) values (${id}, ${registerId}, ${personId}, ${sealed}, ${at}, ${by}) on conflict do nothing returning id`.execute(tx)
  return rows.length > 0
}

export async function deleteSensitive(tx: Tx, { registerId, id }: { registerId: string; id: string }): Promise<string | undefined> {
  return (await own(tx).deleteFrom('sensitive_entry').where('id', '=', id).where('register_id', '=', registerId).returning('person_id').executeTakeFirst())?.person_id
}
