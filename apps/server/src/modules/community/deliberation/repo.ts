import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { DELIBERATION_STATES } from '@yihu/domain'
import type { DeliberationState, PlaceCount } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { ListPlace } from '../../../kernel/cursor.ts'
import type { Database, JsonInput, Tx } from '../../../kernel/db/index.ts'
import { digitsOf } from '../phone.ts'
import type { DeliberationCore } from './core.ts'
import type { DeliberationTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<DeliberationTables>()
type Vault = Pick<Context, 'vault'>

/** A proposal as stored, with its parsed flow state. */
export type DeliberationRecord = Omit<Selectable<Database['deliberation']>, 'core' | 'state'> & { readonly core: DeliberationCore }

function recordOf({ core, ...row }: Selectable<Database['deliberation']>): DeliberationRecord {
  return { ...row, core: core as unknown as DeliberationCore } // written by this folder alone
}

function json(value: DeliberationCore): JsonInput {
  return value
}

/** How a telephone is met again without being readable. */
export function phoneIndexOf({ vault }: Vault, phone: string): Buffer {
  return vault.index('deliberation.phone', digitsOf(phone))
}

/** One proposal within the scope, or undefined; `locked` until the end of the transaction. */
export async function findDeliberation(tx: Tx, id: string, { isLocked = false }: { isLocked?: boolean } = {}): Promise<DeliberationRecord | undefined> {
  const query = own(tx).selectFrom('deliberation').selectAll().where('id', '=', id)
  const row = await (isLocked ? query.forUpdate() : query).executeTakeFirst()
  return row && recordOf(row)
}

/** The same by what a sender or a paper names. */
export async function findBy(tx: Tx, { column, value }: { readonly column: 'number' | 'client_id'; readonly value: string }): Promise<DeliberationRecord | undefined> {
  const row = await own(tx).selectFrom('deliberation').selectAll().where(column, '=', value).executeTakeFirst()
  return row && recordOf(row)
}

/** Proposals whose merge into this one is being asked for; none that is not public yet. */
export async function mergingInto(tx: Tx, id: string): Promise<DeliberationRecord[]> {
  const rows = await own(tx).selectFrom('deliberation').selectAll().where('merge_into', '=', id).where('published_at', 'is not', null).where('state', 'in', ['received', 'open']).orderBy('id').execute()
  return rows.map(recordOf)
}

/** The next serial of a year, gapless per street; the row stays locked until commit, so ask late. */
export async function takeSerial(tx: Tx, { street, year }: { street: string; year: number }): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into deliberation_counter (street, year, last) values (${street}::ltree, ${year}, 1) on conflict (street, year) do update set last = deliberation_counter.last + 1 returning last`.execute(tx)
  return rows[0]?.last ?? 1
}

export interface NewDeliberation {
  readonly id: string
  readonly path: string
  readonly areaName: string
  readonly number: string
  readonly clientId: string
  readonly title: string
  readonly text: string
  readonly place: string
  readonly core: DeliberationCore
  readonly mergeInto?: string | null
  readonly name: string
  readonly phone: string
  /** The telephone was shown by a code. */
  readonly isVerified?: boolean
  readonly at: Date
  readonly publishedAt: Date | null
  /** Who of the staff entered it for a resident. */
  readonly enteredBy: string | null
}

/** Inserts proposals; their authors support them. */
export async function insertDeliberations(tx: Tx, { vault }: Vault, some: readonly NewDeliberation[]): Promise<void> {
  if (some.length === 0) return
  await own(tx).insertInto('deliberation').values(some.map(({ text, areaName, clientId, core, mergeInto = null, name, phone, isVerified = false, at, publishedAt, enteredBy, ...one }) => ({
    ...one, area_name: areaName, client_id: clientId, body: text, core: json(core), merge_into: mergeInto, supports: 1, verified_supports: isVerified ? 1 : 0, name_cipher: vault.seal('deliberation.name', name), phone_cipher: vault.seal('deliberation.phone', phone),
    phone_index: phoneIndexOf({ vault }, phone), raised_at: at, published_at: publishedAt, entered_name: enteredBy,
  }))).execute()
  await own(tx).insertInto('deliberation_support').values(some.map(({ id, phone, isVerified = false, at }) => ({ deliberation_id: id, phone_index: phoneIndexOf({ vault }, phone), is_verified: isVerified, at }))).execute()
}

/** Writes the next state of a locked proposal. */
export async function updateDeliberation(tx: Tx, record: DeliberationRecord, { core, publishedAt }: { core: DeliberationCore; publishedAt: Date | null }): Promise<void> {
  await own(tx).updateTable('deliberation')
    .set({ core: json(core), version: record.version + 1, merge_into: core.merge?.into ?? null, published_at: publishedAt }).where('id', '=', record.id).execute()
}

/** The author in clear text: to mask, or for a purpose that is recorded; null once erased. */
export function authorOf({ vault }: Vault, { name_cipher: name, phone_cipher: phone }: DeliberationRecord): { name: string; phone: string } | null {
  return name && phone && { name: vault.open('deliberation.name', name), phone: vault.open('deliberation.phone', phone) }
}

/** Proposals whose author left this telephone and is still known, the oldest first. Ask as the system. */
export async function proposalsOfPhone(tx: Tx, context: Vault, phone: string): Promise<DeliberationRecord[]> {
  const rows = await own(tx).selectFrom('deliberation').selectAll().where('phone_index', '=', phoneIndexOf(context, phone)).where('name_cipher', 'is not', null).orderBy('raised_at').orderBy('id').execute()
  return rows.map(recordOf)
}

/** Destroys name and telephone of an author; that this telephone supports the proposal stays, as a hash like everybody's. @returns whether there was anything */
export async function forgetAuthor(tx: Tx, id: string): Promise<boolean> {
  const row = await own(tx).updateTable('deliberation').set({ name_cipher: null, phone_cipher: null }).where('id', '=', id).where('name_cipher', 'is not', null).returning('id').executeTakeFirst()
  return row !== undefined
}

/** The same of all that this telephone proposed. @returns their numbers */
export async function forgetAuthors(tx: Tx, context: Vault, phone: string): Promise<string[]> {
  const rows = await own(tx).updateTable('deliberation').set({ name_cipher: null, phone_cipher: null }).where('phone_index', '=', phoneIndexOf(context, phone)).where('name_cipher', 'is not', null).returning('number').execute()
  return rows.map(({ number }) => number)
}

/** Takes what one telephone asks for one after the other, until the end of the transaction. */
export async function lockPhone(tx: Tx, context: Vault, phone: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`deliberation ${phoneIndexOf(context, phone).toString('hex')}`}, 0))`.execute(tx)
}

/** How many proposals that are known to be of a telephone's owner have not come to a decision: signed in, or entered by the staff. Anybody may write any number. */
export async function countUndecided(tx: Tx, context: Vault, phone: string): Promise<number> {
  const row = await own(tx).selectFrom('deliberation').select((eb) => eb.fn.countAll<number>().as('count'))
    .where('phone_index', '=', phoneIndexOf(context, phone)).where('state', 'in', ['received', 'open'])
    .where((eb) => eb.or([eb('entered_name', 'is not', null), eb.exists(eb.selectFrom('deliberation_support').select('at').whereRef('deliberation_id', '=', 'deliberation.id').whereRef('deliberation_support.phone_index', '=', 'deliberation.phone_index').where('is_verified', '=', true))])).executeTakeFirstOrThrow()
  return row.count
}

/** A telephone supports a proposal; one that is shown by a code later counts as verified from then on. @returns whether it had not supported before */
export async function addSupport(tx: Tx, { id, phoneIndex, isVerified, at }: { id: string; phoneIndex: Buffer; isVerified: boolean; at: Date }): Promise<boolean> {
  const row = await own(tx).insertInto('deliberation_support').values({ deliberation_id: id, phone_index: phoneIndex, is_verified: isVerified, at }).onConflict((conflict) => conflict.doNothing()).returning('at').executeTakeFirst()
  const shown = row || !isVerified ? undefined
    : await own(tx).updateTable('deliberation_support').set({ is_verified: true }).where('deliberation_id', '=', id).where('phone_index', '=', phoneIndex).where('is_verified', '=', false).returning('at').executeTakeFirst()
  const more = { supports: row ? 1 : 0, verified: (row && isVerified) || shown ? 1 : 0 }
  if (more.supports + more.verified > 0) await own(tx).updateTable('deliberation').set((eb) => ({ supports: eb('supports', '+', more.supports), verified_supports: eb('verified_supports', '+', more.verified) })).where('id', '=', id).execute()
  return row !== undefined
}

/** Brings in that so many others supported a proposal; nobody can tell who. */
export async function bringSupports(tx: Tx, some: readonly { readonly id: string; readonly count: number; readonly at: Date }[]): Promise<void> {
  const [ids, counts, times] = [some.map(({ id }) => id), some.map(({ count }) => count), some.map(({ at }) => at.toISOString())]
  await sql`
    insert into deliberation_support (deliberation_id, phone_index, at)
    select u.id, sha256((u.id::text || n)::bytea), u.at from unnest(${ids}::uuid[], ${counts}::int[], ${times}::timestamptz[]) as u(id, count, at), generate_series(1, u.count) n`.execute(tx)
  await sql`update deliberation d set supports = d.supports + u.count from unnest(${ids}::uuid[], ${counts}::int[]) as u(id, count) where d.id = u.id`.execute(tx)
}

export async function hasSupported(tx: Tx, { id, phoneIndex }: { id: string; phoneIndex: Buffer }): Promise<boolean> {
  const row = await own(tx).selectFrom('deliberation_support').select('at').where('deliberation_id', '=', id).where('phone_index', '=', phoneIndex).executeTakeFirst()
  return row !== undefined
}

/** Who supports one proposal supports the other from now on, once. */
export async function carrySupports(tx: Tx, { from, into }: { from: string; into: string }): Promise<void> {
  await sql`
    insert into deliberation_support (deliberation_id, phone_index, is_verified, at) select ${into}::uuid, phone_index, is_verified, at from deliberation_support where deliberation_id = ${from}::uuid
    on conflict (deliberation_id, phone_index) do update set is_verified = deliberation_support.is_verified or excluded.is_verified`.execute(tx)
  await sql`
    update deliberation d set supports = s.all_of_them, verified_supports = s.verified
    from (select count(*) as all_of_them, count(*) filter (where is_verified) as verified from deliberation_support where deliberation_id = ${into}::uuid) s where d.id = ${into}::uuid`.execute(tx)
}

/** Proposals of an area that everybody may read, the latest first. */
export async function publicDeliberations(tx: Tx, { path, limit }: { path: string; limit: number }): Promise<DeliberationRecord[]> {
  const rows = await own(tx).selectFrom('deliberation').selectAll().where('published_at', 'is not', null).where(sql<boolean>`path <@ ${path}::ltree`).orderBy('raised_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(recordOf)
}

export interface DeliberationFilter {
  readonly step?: number | undefined
  readonly isOpen?: boolean | undefined
  readonly area?: string | undefined
  readonly q?: string | undefined
  readonly after?: ListPlace | undefined
  readonly limit: number
}

const states = Object.keys(DELIBERATION_STATES) as DeliberationState[] // keys of a literal table
/** Nothing more happens to these by themselves. */
const ENDED: readonly DeliberationState[] = ['merged', 'withdrawn', 'refused', 'failed', 'closed']

/** A page of proposals in sight, the latest first; one more than asked when there are more. */
export async function listRecords(tx: Tx, filter: DeliberationFilter): Promise<DeliberationRecord[]> {
  const { step, isOpen, after, limit } = filter
  let query = matching(tx, filter).selectAll().orderBy('raised_at', 'desc').orderBy('id', 'desc').limit(limit + 1)
  if (step !== undefined) query = query.where('state', 'in', states.filter((state) => DELIBERATION_STATES[state].step === step))
  if (isOpen !== undefined) query = query.where('state', isOpen ? 'not in' : 'in', [...ENDED])
  if (after) query = query.where(sql<boolean>`(raised_at, id) < (${after.at}, ${after.id}::uuid)`)
  return (await query.execute()).map(recordOf)
}

/** How many of each state match the same search. */
export async function countByState(tx: Tx, filter: Pick<DeliberationFilter, 'area' | 'q'>): Promise<{ state: string; count: number }[]> {
  const rows = await matching(tx, filter).select((eb) => ['state', eb.fn.countAll<number>().as('count')]).groupBy('state').execute()
  return rows.map(({ state, count }) => ({ state: state ?? '', count }))
}

/** The same of each place. */
export async function countByStateAndPlace(tx: Tx): Promise<(PlaceCount & { state: string })[]> {
  const { rows } = await sql<PlaceCount & { state: string }>`select state, path::text as path, count(*)::int as count from deliberation group by 1, 2`.execute(tx)
  return [...rows]
}

function matching(tx: Tx, { area, q }: Pick<DeliberationFilter, 'area' | 'q'>) {
  let query = own(tx).selectFrom('deliberation')
  if (area) query = query.where(sql<boolean>`path <@ ${area}::ltree`)
  if (q) query = query.where(sql<boolean>`strpos(number || ' ' || title || ' ' || body, ${q}) > 0`)
  return query
}

export async function linkCases(tx: Tx, id: string, caseIds: readonly string[]): Promise<void> {
  await own(tx).insertInto('deliberation_case').values(caseIds.map((caseId) => ({ deliberation_id: id, case_id: caseId }))).onConflict((conflict) => conflict.doNothing()).execute()
}

export async function casesOf(tx: Tx, id: string): Promise<string[]> {
  return (await own(tx).selectFrom('deliberation_case').select('case_id').where('deliberation_id', '=', id).orderBy('case_id').execute()).map((row) => row.case_id)
}

/** The proposals a case is done for, locked until the end of the transaction. */
export async function deliberationsOfCase(tx: Tx, caseId: string): Promise<DeliberationRecord[]> {
  const rows = await own(tx).selectFrom('deliberation').selectAll()
    .where('id', 'in', (eb) => eb.selectFrom('deliberation_case').select('deliberation_id').where('case_id', '=', caseId)).orderBy('id').forUpdate().execute()
  return rows.map(recordOf)
}
