import type { Tx } from '../../kernel/db/index.ts'
import { own } from './tables.ts'

/** Wrong logins in a row under one typed name. */
export interface Failures {
  readonly failures: number
  /** Locks in a row. */
  readonly locks: number
  readonly locked_until: Date | null
}

const COLUMNS = ['failures', 'locks', 'locked_until'] as const

export async function failuresOf(tx: Tx, nameHash: Buffer): Promise<Failures | null> {
  return (await own(tx).selectFrom('login_failure').select(COLUMNS).where('name_hash', '=', nameHash).executeTakeFirst()) ?? null
}

/** The same, made if need be and locked until the end of the transaction: of guesses sent at once each waits for the one before. */
export async function lockFailures(tx: Tx, nameHash: Buffer, at: Date): Promise<Failures> {
  return own(tx)
    .insertInto('login_failure')
    .values({ name_hash: nameHash, at })
    .onConflict((conflict) => conflict.column('name_hash').doUpdateSet({ at }))
    .returning(COLUMNS)
    .executeTakeFirstOrThrow()
}

export async function saveFailures(tx: Tx, nameHash: Buffer, failures: Failures): Promise<void> {
  await own(tx).updateTable('login_failure').set(failures).where('name_hash', '=', nameHash).execute()
}

export async function clearFailures(tx: Tx, nameHash: Buffer): Promise<void> {
  await own(tx).deleteFrom('login_failure').where('name_hash', '=', nameHash).execute()
}

/** Which of these names are locked, as hexadecimal hashes. */
export async function lockedAmong(tx: Tx, nameHashes: readonly Buffer[], now: Date): Promise<Set<string>> {
  if (nameHashes.length === 0) return new Set()
  const rows = await own(tx).selectFrom('login_failure').select('name_hash').where('name_hash', 'in', [...nameHashes]).where('locked_until', '>', now).execute()
  return new Set(rows.map((row) => row.name_hash.toString('hex')))
}
