import type { HelperScope } from '@yihu/contracts'
import type { Selectable } from 'kysely'
import type { Context } from '../../../kernel/context.ts'
import type { Database, Tx } from '../../../kernel/db/index.ts'
import type { ResidentTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<ResidentTables>()
type Vault = Pick<Context, 'vault'>

/** That somebody may act for somebody, in clear text. */
export interface Consent {
  readonly id: string
  readonly helperAccount: string
  readonly helperName: string
  readonly helperPhone: string | null
  readonly parentName: string
  readonly parentPhone: string
  readonly scopes: readonly HelperScope[]
  readonly way: 'code' | 'paper'
  readonly paperNote: string | null
  readonly recordedBy: string | null
  readonly recordedById: string | null
  readonly confirmedBy: string | null
  readonly askedAt: Date
  readonly agreedAt: Date | null
  readonly endsAt: Date
  readonly endedAt: Date | null
}

const withHelper = (tx: Tx) => own(tx).selectFrom('resident_consent').innerJoin('resident_account', 'resident_account.id', 'helper_account').selectAll('resident_consent').select('resident_account.phone_cipher as helper_phone')

function consentOf({ vault }: Vault, row: Selectable<Database['resident_consent']> & { helper_phone: Buffer | null }): Consent {
  return {
    id: row.id, helperAccount: row.helper_account, helperName: vault.open('consent.helper-name', row.helper_name_cipher), helperPhone: row.helper_phone && vault.open('resident.phone', row.helper_phone),
    parentName: vault.open('consent.parent-name', row.parent_name_cipher), parentPhone: vault.open('consent.parent-phone', row.parent_phone_cipher),
    scopes: row.scopes as HelperScope[], way: row.way as Consent['way'], // checked by the table
    paperNote: row.paper_note, recordedBy: row.recorded_name, recordedById: row.recorded_by, confirmedBy: row.confirmed_name, askedAt: row.asked_at, agreedAt: row.agreed_at, endsAt: row.ends_at, endedAt: row.ended_at,
  }
}

export interface NewConsent {
  readonly id: string
  readonly helperAccount: string
  readonly helperName: string
  readonly parentName: string
  readonly parentPhone: string
  readonly parentIndex: Buffer
  readonly scopes: readonly HelperScope[]
  readonly askedAt: Date
  readonly endsAt: Date
  /** Consent on paper stands once a second person has seen the paper. */
  readonly paper?: { readonly note: string; readonly by: string; readonly byId: string }
}

export async function insertConsent(tx: Tx, { vault }: Vault, { id, helperAccount, helperName, parentName, parentPhone, parentIndex, scopes, askedAt, endsAt, paper }: NewConsent): Promise<void> {
  await own(tx).insertInto('resident_consent').values({
    id, helper_account: helperAccount, helper_name_cipher: vault.seal('consent.helper-name', helperName), parent_phone_cipher: vault.seal('consent.parent-phone', parentPhone), parent_phone_index: parentIndex,
    parent_name_cipher: vault.seal('consent.parent-name', parentName), scopes: [...scopes], way: paper ? 'paper' : 'code', paper_note: paper?.note ?? null, recorded_name: paper?.by ?? null, recorded_by: paper?.byId ?? null,
    asked_at: askedAt, agreed_at: null, ends_at: endsAt, ended_at: null, ended_by: null,
  }).execute()
}

/** A consent. */
export async function consentOfId(tx: Tx, context: Vault, id: string): Promise<Consent | undefined> {
  const row = await withHelper(tx).where('resident_consent.id', '=', id).executeTakeFirst()
  return row && consentOf(context, row)
}

/** The same, locked until the end of the transaction. */
export async function lockConsent(tx: Tx, context: Vault, id: string): Promise<Consent | undefined> {
  const row = await withHelper(tx).where('resident_consent.id', '=', id).forUpdate().executeTakeFirst()
  return row && consentOf(context, row)
}

/** Where somebody helps. */
export async function consentsOfHelper(tx: Tx, context: Vault, accountId: string): Promise<Consent[]> {
  const rows = await withHelper(tx).where('helper_account', '=', accountId).orderBy('asked_at', 'desc').orderBy('resident_consent.id').execute()
  return rows.map((row) => consentOf(context, row))
}

/** Who may act for whoever holds a telephone; what was only asked of their telephone is not theirs to see, what they signed is. */
export async function consentsOfParent(tx: Tx, context: Vault, parentIndex: Buffer): Promise<Consent[]> {
  const rows = await withHelper(tx).where('parent_phone_index', '=', parentIndex).where((eb) => eb.or([eb('agreed_at', 'is not', null), eb('way', '=', 'paper')])).orderBy('asked_at', 'desc').orderBy('resident_consent.id').execute()
  return rows.map((row) => consentOf(context, row))
}

/** On paper, and nobody else has looked yet; the oldest first. */
export async function consentsWaiting(tx: Tx, context: Vault, { now, limit }: { now: Date; limit: number }): Promise<Consent[]> {
  const rows = await withHelper(tx).where('way', '=', 'paper').where('agreed_at', 'is', null).where('ended_at', 'is', null).where('ends_at', '>', now).orderBy('asked_at').orderBy('resident_consent.id').limit(limit).execute()
  return rows.map((row) => consentOf(context, row))
}

/** A second person saw the paper. */
export async function confirm(tx: Tx, id: string, { at, by }: { at: Date; by: string }): Promise<void> {
  await own(tx).updateTable('resident_consent').set({ agreed_at: at, confirmed_name: by }).where('id', '=', id).execute()
}

export async function countAsked(tx: Tx, accountId: string, since: Date): Promise<number> {
  return (await own(tx).selectFrom('resident_consent').select((eb) => eb.fn.countAll<number>().as('n')).where('helper_account', '=', accountId).where('asked_at', '>', since).executeTakeFirstOrThrow()).n
}

export async function agree(tx: Tx, id: string, at: Date): Promise<void> {
  await own(tx).updateTable('resident_consent').set({ agreed_at: at }).where('id', '=', id).execute()
}

export async function end(tx: Tx, id: string, { at, by }: { at: Date; by: 'helper' | 'parent' | 'staff' }): Promise<void> {
  await own(tx).updateTable('resident_consent').set({ ended_at: at, ended_by: by }).where('id', '=', id).where('ended_at', 'is', null).execute()
}

/** Forgets all consents that whoever holds a telephone gave. */
export async function forgetConsentsOf(tx: Tx, parentIndex: Buffer): Promise<void> {
  await own(tx).deleteFrom('resident_consent').where('parent_phone_index', '=', parentIndex).execute()
}

/** What a helper did for somebody. */
export interface HelperAct {
  readonly id: string
  readonly consentId: string
  readonly at: Date
  readonly kind: 'report' | 'book' | 'look'
  readonly objectId: string
  /** The number of the report, or the name of the service. */
  readonly about: string
}

export async function insertAct(tx: Tx, { id, consentId, at, kind, objectId, about }: HelperAct): Promise<void> {
  await own(tx).insertInto('resident_act').values({ id, consent_id: consentId, at, kind, object_id: objectId, about }).execute()
}

/** What was done under these consents, the latest first. */
export async function actsOf(tx: Tx, consentIds: readonly string[], limit: number): Promise<HelperAct[]> {
  if (consentIds.length === 0) return []
  const rows = await own(tx).selectFrom('resident_act').selectAll().where('consent_id', 'in', [...consentIds]).orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map((row) => ({ id: row.id, consentId: row.consent_id, at: row.at, kind: row.kind as HelperAct['kind'], objectId: row.object_id, about: row.about })) // checked by the table
}

/** The reports made under a consent. */
export async function reportedUnder(tx: Tx, consentId: string): Promise<ReadonlySet<string>> {
  const rows = await own(tx).selectFrom('resident_act').select('object_id').where('consent_id', '=', consentId).where('kind', '=', 'report').execute()
  return new Set(rows.map((row) => row.object_id))
}
