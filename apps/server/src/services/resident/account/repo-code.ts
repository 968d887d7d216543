import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/index.ts'
import type { ResidentTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<ResidentTables>()

/** What a code is for. */
export type CodePurpose = 'login' | 'helper'

interface NewCode {
  readonly id: string
  readonly purpose: CodePurpose
  readonly phoneIndex: Buffer
  readonly consentId: string | null
  readonly codeIndex: Buffer
  readonly sentAt: Date
  readonly expiresAt: Date
}

/** Takes what is sent to one telephone one after the other, until the end of the transaction. */
export async function lockTelephone(tx: Tx, phoneIndex: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`resident code ${phoneIndex.toString('hex')}`}, 0))`.execute(tx)
}

/** A code that went out before. */
export interface SentBefore {
  readonly at: Date
  readonly purpose: CodePurpose
}

/** Codes that went to a telephone since a moment, the latest first. */
export async function sentSince(tx: Tx, phoneIndex: Buffer, since: Date): Promise<SentBefore[]> {
  const rows = await own(tx).selectFrom('resident_code').select(['sent_at', 'purpose']).where('phone_index', '=', phoneIndex).where('sent_at', '>', since).orderBy('sent_at', 'desc').execute()
  return rows.map((row) => ({ at: row.sent_at, purpose: row.purpose as CodePurpose })) // checked by the table
}

/** How many codes went out since a moment, to whomever. */
export async function countSent(tx: Tx, since: Date): Promise<number> {
  return (await own(tx).selectFrom('resident_code').select((eb) => eb.fn.countAll<number>().as('count')).where('sent_at', '>', since).executeTakeFirstOrThrow()).count
}

export async function insertCode(tx: Tx, { id, purpose, phoneIndex, consentId, codeIndex, sentAt, expiresAt }: NewCode): Promise<void> {
  await own(tx).insertInto('resident_code').values({ id, purpose, phone_index: phoneIndex, consent_id: consentId, code_index: codeIndex, tries: 0, sent_at: sentAt, expires_at: expiresAt, used_at: null }).execute()
}

/** The latest code of a telephone for a purpose, locked: of guesses sent at once each waits for the one before. */
export async function lockCode(tx: Tx, { purpose, phoneIndex, consentId }: Pick<NewCode, 'purpose' | 'phoneIndex' | 'consentId'>) {
  return own(tx).selectFrom('resident_code').selectAll().where('purpose', '=', purpose).where('phone_index', '=', phoneIndex).where(sql<boolean>`consent_id is not distinct from ${consentId}::uuid`)
    .orderBy('sent_at', 'desc').orderBy('id', 'desc').limit(1).forUpdate().executeTakeFirst()
}

export async function countTry(tx: Tx, id: string): Promise<void> {
  await own(tx).updateTable('resident_code').set((eb) => ({ tries: eb('tries', '+', 1) })).where('id', '=', id).execute()
}

export async function markUsed(tx: Tx, id: string, at: Date): Promise<void> {
  await own(tx).updateTable('resident_code').set({ used_at: at }).where('id', '=', id).execute()
}

/** Forgets what was sent to a telephone. */
export async function forgetCodes(tx: Tx, phoneIndex: Buffer): Promise<void> {
  await own(tx).deleteFrom('resident_code').where('phone_index', '=', phoneIndex).execute()
}
