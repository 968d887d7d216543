import { sql } from 'kysely'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { ResidentTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<ResidentTables>()
type Vault = Pick<Context, 'vault'>

/** Somebody who signed in; the telephone in clear text, as it is theirs. */
export interface Account {
  readonly id: string
  readonly phone: string | null
}

/** The blind index of a telephone of residents. */
export function phoneIndex({ vault }: Vault, phone: string): Buffer {
  return vault.index('resident.phone', phone)
}

function accountOf({ vault }: Vault, row: { id: string; phone_cipher: Buffer | null }): Account {
  return { id: row.id, phone: row.phone_cipher && vault.open('resident.phone', row.phone_cipher) }
}

/** The account of a telephone, made if need be. */
export async function accountOfPhone(tx: Tx, context: Vault, { phone, id, at }: { phone: string; id: string; at: Date }): Promise<Account> {
  const values = { id, phone_cipher: context.vault.seal('resident.phone', phone), phone_index: phoneIndex(context, phone), wechat_index: null, created_at: at }
  await own(tx).insertInto('resident_account').values(values).onConflict((conflict) => conflict.column('phone_index').doNothing()).execute()
  const row = await own(tx).selectFrom('resident_account').selectAll().where('phone_index', '=', values.phone_index).executeTakeFirstOrThrow()
  return accountOf(context, row)
}

/** The account of a telephone, if there is one. */
export async function knownAccount(tx: Tx, context: Vault, phone: string): Promise<Account | null> {
  const row = await own(tx).selectFrom('resident_account').selectAll().where('phone_index', '=', phoneIndex(context, phone)).executeTakeFirst()
  return row ? accountOf(context, row) : null
}

/** The account of a WeChat id, made if need be; of the id only a blind index is kept. */
export async function accountOfWechat(tx: Tx, context: Vault, { openId, id, at }: { openId: string; id: string; at: Date }): Promise<Account> {
  const index = context.vault.index('resident.wechat', openId)
  await own(tx).insertInto('resident_account').values({ id, phone_cipher: null, phone_index: null, wechat_index: index, created_at: at }).onConflict((conflict) => conflict.column('wechat_index').doNothing()).execute()
  return accountOf(context, await own(tx).selectFrom('resident_account').selectAll().where('wechat_index', '=', index).executeTakeFirstOrThrow())
}

/** Both have been proven to be one person's: what the first had is the second's, and the first is gone. */
export async function mergeAccounts(tx: Tx, { from, into }: { readonly from: string; readonly into: string }): Promise<void> {
  await sql`insert into resident_report (account_id, case_id, at) select ${into}, case_id, at from resident_report where account_id = ${from} on conflict do nothing`.execute(tx)
  const { wechat_index: wechat } = await own(tx).selectFrom('resident_account').select('wechat_index').where('id', '=', from).executeTakeFirstOrThrow()
  await own(tx).deleteFrom('resident_account').where('id', '=', from).execute()
  await own(tx).updateTable('resident_account').set({ wechat_index: wechat }).where('id', '=', into).where('wechat_index', 'is', null).execute()
}

/** Everything of an account: sessions, bound reports and consents of a helper go with it. */
export async function deleteAccount(tx: Tx, id: string): Promise<void> {
  await own(tx).deleteFrom('resident_account').where('id', '=', id).execute()
}

export async function insertSession(tx: Tx, { hash, accountId, at, expiresAt }: { hash: Buffer; accountId: string; at: Date; expiresAt: Date }): Promise<void> {
  await own(tx).insertInto('resident_session').values({ token_hash: hash, account_id: accountId, created_at: at, expires_at: expiresAt }).execute()
}

/** The account of a session that has not run out. */
export async function accountOfSession(tx: Tx, context: Vault, { hash, now }: { hash: Buffer; now: Date }): Promise<Account | null> {
  const row = await own(tx).selectFrom('resident_session').innerJoin('resident_account', 'resident_account.id', 'account_id')
    .select(['resident_account.id', 'phone_cipher']).where('token_hash', '=', hash).where('expires_at', '>', now).executeTakeFirst()
  return row ? accountOf(context, row) : null
}

/** Ends a session, or all of its account. */
export async function endSessions(tx: Tx, { accountId, hash }: { accountId: string; hash?: Buffer | undefined }): Promise<void> {
  let ending = own(tx).deleteFrom('resident_session').where('account_id', '=', accountId)
  if (hash) ending = ending.where('token_hash', '=', hash)
  await ending.execute()
}

export async function bindCase(tx: Tx, { accountId, caseId, at }: { accountId: string; caseId: string; at: Date }): Promise<void> {
  await own(tx).insertInto('resident_report').values({ account_id: accountId, case_id: caseId, at }).onConflict((conflict) => conflict.doNothing()).execute()
}

/** The reports bound to an account, the latest first. */
export async function boundCases(tx: Tx, accountId: string): Promise<string[]> {
  return (await own(tx).selectFrom('resident_report').select('case_id').where('account_id', '=', accountId).orderBy('at', 'desc').orderBy('case_id').execute()).map((row) => row.case_id)
}

/** Removes sessions that ran out, and codes and consents nobody can use any more. */
export async function sweep(tx: Tx, { now, codesBefore, consentsBefore }: { now: Date; codesBefore: Date; consentsBefore: Date }): Promise<void> {
  await own(tx).deleteFrom('resident_session').where('expires_at', '<', now).execute()
  await own(tx).deleteFrom('resident_code').where('sent_at', '<', codesBefore).execute()
  await own(tx).deleteFrom('resident_consent').where('agreed_at', 'is', null).where('asked_at', '<', codesBefore).execute()
  await own(tx).deleteFrom('resident_consent').where((eb) => eb.or([eb('ended_at', '<', consentsBefore), eb('ends_at', '<', consentsBefore)])).execute()
}
