import { sql } from 'kysely'
import type { Selectable, SqlBool } from 'kysely'
import type { ActivityPart, SignupState } from '@yihu/contracts'
import { phoneDigits } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Database, Tx } from '../../../kernel/db/index.ts'
import type { ShowcaseTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<ShowcaseTables>()
type Vault = Pick<Context, 'vault'>

/** A sign-up with its contact in clear text: to mask, or for a purpose that is recorded. Forgotten contacts are null. */
export interface StoredSignup {
  readonly id: string
  readonly activityId: string
  readonly part: ActivityPart
  readonly state: SignupState
  readonly name: string | null
  readonly phone: string | null
  readonly hours: number | null
  readonly confirmedName: string | null
  readonly at: Date
}

function storedOf(row: Selectable<Database['activity_signup']>, { vault }: Vault): StoredSignup {
  return {
    id: row.id, activityId: row.activity_id, part: row.part as ActivityPart, state: row.state as SignupState, // both checked by the table
    name: row.name_cipher && vault.open('signup.name', row.name_cipher), phone: row.phone_cipher && vault.open('signup.phone', row.phone_cipher),
    hours: row.hours, confirmedName: row.confirmed_name, at: row.created_at,
  }
}

function phoneIndex({ vault }: Vault, phone: string): Buffer {
  return vault.index('signup.phone', phoneDigits(phone))
}

export interface NewSignup {
  readonly id: string
  readonly activityId: string
  readonly path: string
  readonly part: ActivityPart
  readonly name: string
  readonly phone: string
  readonly at: Date
}

export async function insertSignup(tx: Tx, context: Vault, { id, activityId, path, part, name, phone, at }: NewSignup): Promise<void> {
  const { vault } = context
  await own(tx).insertInto('activity_signup').values({
    id, activity_id: activityId, path, part, state: 'taken', name_cipher: vault.seal('signup.name', name), phone_cipher: vault.seal('signup.phone', phone), phone_index: phoneIndex(context, phone), created_at: at, changed_at: at,
  }).execute()
}

/** What a telephone holds of an activity now. */
export async function heldBy(tx: Tx, context: Vault, { activityId, phone }: { activityId: string; phone: string }): Promise<StoredSignup | undefined> {
  const row = await own(tx).selectFrom('activity_signup').selectAll().where('activity_id', '=', activityId).where('phone_index', '=', phoneIndex(context, phone)).where('state', '=', 'taken').executeTakeFirst()
  return row && storedOf(row, context)
}

/** The sign-ups of a telephone, the latest first. */
export async function signupsOfPhone(tx: Tx, context: Vault, { phone, limit }: { phone: string; limit?: number }): Promise<StoredSignup[]> {
  const rows = await own(tx).selectFrom('activity_signup').selectAll().where('phone_index', '=', phoneIndex(context, phone)).orderBy('created_at', 'desc').orderBy('id').$if(limit !== undefined, (query) => query.limit(limit ?? 0)).execute()
  return rows.map((row) => storedOf(row, context))
}

/** Whose hours and people count: as long as it stands published. What was taken down counts again when it is published anew. */
const COUNTS = sql<SqlBool>`activity.state = 'published'`

/** All hours confirmed to a telephone. */
export async function hoursOfPhone(tx: Tx, context: Vault, phone: string): Promise<number> {
  const row = await own(tx).selectFrom('activity_signup').innerJoin('activity', 'activity.id', 'activity_signup.activity_id').select(sql<number>`coalesce(sum(hours), 0)::float8`.as('hours'))
    .where('phone_index', '=', phoneIndex(context, phone)).where('activity_signup.state', '=', 'taken').where(COUNTS).executeTakeFirstOrThrow()
  return row.hours
}

/** The sign-ups of an activity in sight, the first to come first. */
export async function signupsOf(tx: Tx, context: Vault, activityId: string): Promise<StoredSignup[]> {
  return (await own(tx).selectFrom('activity_signup').selectAll().where('activity_id', '=', activityId).orderBy('created_at').orderBy('id').execute()).map((row) => storedOf(row, context))
}

/** One sign-up in sight, locked until the end of the transaction. */
export async function lockSignup(tx: Tx, context: Vault, { activityId, id }: { activityId: string; id: string }): Promise<StoredSignup | undefined> {
  const row = await own(tx).selectFrom('activity_signup').selectAll().where('activity_id', '=', activityId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && storedOf(row, context)
}

export async function cancelTaken(tx: Tx, id: string, at: Date): Promise<void> {
  await own(tx).updateTable('activity_signup').set({ state: 'cancelled', changed_at: at }).where('id', '=', id).execute()
}

export async function setHours(tx: Tx, id: string, { hours, by, at }: { hours: number; by: string; at: Date }): Promise<void> {
  await own(tx).updateTable('activity_signup').set({ hours, confirmed_name: by, changed_at: at }).where('id', '=', id).execute()
}

/** What is taken of an activity. */
export interface Taken {
  readonly attendee: number
  readonly volunteer: number
  readonly hours: number
}

export const NONE_TAKEN: Taken = { attendee: 0, volunteer: 0, hours: 0 }

/** Seats taken and hours confirmed, by activity; those without any are left out. */
export async function takenOf(tx: Tx, activityIds: readonly string[]): Promise<ReadonlyMap<string, Taken>> {
  if (activityIds.length === 0) return new Map()
  const rows = await own(tx).selectFrom('activity_signup')
    .select(['activity_id', sql<number>`(count(*) filter (where part = 'attendee'))::int`.as('attendee'), sql<number>`(count(*) filter (where part = 'volunteer'))::int`.as('volunteer'), sql<number>`coalesce(sum(hours), 0)::float8`.as('hours')])
    .where('activity_id', 'in', [...activityIds]).where('state', '=', 'taken').groupBy('activity_id').execute()
  return new Map(rows.map(({ activity_id: id, ...taken }) => [id, taken]))
}

/** Who takes part in published activities that begin within a time, by area; with the whole hours confirmed. */
export async function tallySignups(tx: Tx, { from, until }: { from: number; until: number }): Promise<{ path: string; counts: { taken: number; volunteers: number; hours: number } }[]> {
  const rows = await own(tx).selectFrom('activity_signup').innerJoin('activity', 'activity.id', 'activity_signup.activity_id')
    .select(['activity.path', sql<number>`count(*)::int`.as('taken'), sql<number>`(count(*) filter (where activity_signup.part = 'volunteer'))::int`.as('volunteers'), sql<number>`coalesce(floor(sum(hours)), 0)::int`.as('hours')])
    .where('activity_signup.state', '=', 'taken').where(COUNTS).where('starts_at', '>=', new Date(from)).where('starts_at', '<', new Date(until)).groupBy('activity.path').execute()
  return rows.map(({ path, ...counts }) => ({ path, counts }))
}

/** Destroys who one is in one activity, in one sign-up, or in all; what has not begun is given back, hours that were served stay as a number. */
export async function forgetHolder(tx: Tx, context: Vault, { phone, activityId, id, now }: { phone: string; activityId?: string; id?: string; now: Date }): Promise<{ id: string; activityId: string; title: string }[]> {
  const isAhead = sql<SqlBool>`activity_signup.state = 'taken' and starts_at > ${now}::timestamptz`
  let forgetting = own(tx).updateTable('activity_signup').from('activity').whereRef('activity.id', '=', 'activity_signup.activity_id').where('phone_index', '=', phoneIndex(context, phone)).set({
    name_cipher: null, phone_cipher: null, phone_index: null,
    state: sql`case when ${isAhead} then 'cancelled' else activity_signup.state end`, changed_at: sql`case when ${isAhead} then ${now}::timestamptz else activity_signup.changed_at end`,
  })
  if (id !== undefined) forgetting = forgetting.where('activity_signup.id', '=', id)
  if (activityId !== undefined) forgetting = forgetting.where('activity_id', '=', activityId)
  return forgetting.returning(['activity_signup.id', 'activity_id as activityId', 'activity.title']).execute()
}

/** Destroys who took part in activities that ended before these days. */
export async function forgetPeople(tx: Tx, { attendeesBefore, volunteersBefore }: { attendeesBefore: Date; volunteersBefore: Date }): Promise<void> {
  await own(tx).updateTable('activity_signup').from('activity').set({ name_cipher: null, phone_cipher: null, phone_index: null })
    .whereRef('activity.id', '=', 'activity_signup.activity_id').where('phone_index', 'is not', null)
    .where(sql<SqlBool>`ends_at < case when part = 'volunteer' and activity_signup.state = 'taken' then ${volunteersBefore}::timestamptz else ${attendeesBefore}::timestamptz end`).execute()
}
