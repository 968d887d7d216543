import { sql } from 'kysely'
import type { Selectable, SqlBool } from 'kysely'
import type { BookingState } from '@yihu/contracts'
import { phoneDigits } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Database, Tx } from '../../../kernel/db/index.ts'
import type { ResidentTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<ResidentTables>()
type Vault = Pick<Context, 'vault'>

/** An appointment with its contact in clear text: to mask, or for a purpose that is recorded. Forgotten contacts are null. */
export interface StoredBooking {
  readonly id: string
  readonly itemId: string
  readonly itemName: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly seat: number
  readonly state: BookingState
  readonly changedBy: string | null
  readonly name: string | null
  readonly phone: string | null
  /** Who booked for them, with consent. */
  readonly through: string | null
}

function storedOf(row: Selectable<Database['service_booking']>, { vault }: Vault): StoredBooking {
  return {
    id: row.id, itemId: row.item_id, itemName: row.item_name, startsAt: row.starts_at, endsAt: row.ends_at, seat: row.seat,
    state: row.state as BookingState, // checked by the table
    changedBy: row.changed_name, name: row.name_cipher && vault.open('booking.name', row.name_cipher), phone: row.phone_cipher && vault.open('booking.phone', row.phone_cipher),
    through: row.through_cipher && vault.open('booking.through', row.through_cipher),
  }
}

export interface NewBooking {
  readonly id: string
  readonly street: string
  readonly clientId: string
  readonly code: string
  readonly itemId: string
  readonly itemName: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly seat: number
  readonly name: string
  readonly phone: string
  readonly through: string | null
  readonly at: Date
}

/** Takes a desk for a time. @returns whether it was still free: of two who ask at one moment the database lets one in */
export async function insertBooking(tx: Tx, { vault }: Vault, booking: NewBooking): Promise<boolean> {
  const { id, street, clientId, code, itemId, itemName, startsAt, endsAt, seat, name, phone, through, at } = booking
  const row = await own(tx).insertInto('service_booking')
    .values({
      id, path: street, client_id: clientId, code_index: vault.index('booking.code', code), item_id: itemId, item_name: itemName, starts_at: startsAt, ends_at: endsAt, seat, state: 'booked',
      name_cipher: vault.seal('booking.name', name), phone_cipher: vault.seal('booking.phone', phone), phone_index: phoneIndex({ vault }, phone), through_cipher: through === null ? null : vault.seal('booking.through', through), created_at: at, changed_at: at,
    })
    .onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()
  return row !== undefined
}

function phoneIndex({ vault }: Vault, phone: string): Buffer {
  return vault.index('booking.phone', phoneDigits(phone))
}

/** Takes what one telephone asks for one after the other, until the end of the transaction. */
export async function lockPhone(tx: Tx, context: Vault, phone: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`booking ${phoneIndex(context, phone).toString('hex')}`}, 0))`.execute(tx)
}

/** How many appointments a telephone has still before it. */
export async function countOpen(tx: Tx, context: Vault, { phone, now }: { phone: string; now: Date }): Promise<number> {
  const row = await own(tx).selectFrom('service_booking').select((eb) => eb.fn.countAll<number>().as('count'))
    .where('phone_index', '=', phoneIndex(context, phone)).where('state', '=', 'booked').where('ends_at', '>', now).executeTakeFirstOrThrow()
  return row.count
}

/** Whether a telephone has an appointment, of whatever item, within a time. */
export async function hasAppointment(tx: Tx, context: Vault, { phone, from, until }: { phone: string; from: Date; until: Date }): Promise<boolean> {
  const row = await own(tx).selectFrom('service_booking').select('id').where('phone_index', '=', phoneIndex(context, phone)).where('state', '=', 'booked').where('starts_at', '<', until).where('ends_at', '>', from).limit(1).executeTakeFirst()
  return row !== undefined
}

/** The appointments of a telephone, the latest first; all of them, or so many. */
export async function bookingsOfPhone(tx: Tx, context: Vault, { phone, limit }: { phone: string; limit?: number }): Promise<StoredBooking[]> {
  const rows = await own(tx).selectFrom('service_booking').selectAll().where('phone_index', '=', phoneIndex(context, phone)).orderBy('starts_at', 'desc').orderBy('id').$if(limit !== undefined, (query) => query.limit(limit ?? 0)).execute()
  return rows.map((row) => storedOf(row, context))
}

/** The appointment that a sender's id made before. */
export async function bookingOfClient(tx: Tx, context: Vault, clientId: string): Promise<StoredBooking | undefined> {
  const row = await own(tx).selectFrom('service_booking').selectAll().where('client_id', '=', clientId).executeTakeFirst()
  return row && storedOf(row, context)
}

/** The appointment of a code. */
export async function bookingOfCode(tx: Tx, context: Vault, code: string): Promise<StoredBooking | undefined> {
  const row = await ofCode(tx, context, code).executeTakeFirst()
  return row && storedOf(row, context)
}

/** The same, locked until the end of the transaction. */
export async function lockBookingOfCode(tx: Tx, context: Vault, code: string): Promise<StoredBooking | undefined> {
  const row = await ofCode(tx, context, code).forUpdate().executeTakeFirst()
  return row && storedOf(row, context)
}

function ofCode(tx: Tx, { vault }: Vault, code: string) {
  return own(tx).selectFrom('service_booking').selectAll().where('code_index', '=', vault.index('booking.code', code))
}

/** One appointment in sight, locked until the end of the transaction. */
export async function bookingOf(tx: Tx, context: Vault, id: string): Promise<StoredBooking | undefined> {
  const row = await own(tx).selectFrom('service_booking').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && storedOf(row, context)
}

export async function setState(tx: Tx, id: string, { state, by, at }: { state: BookingState; by: string; at: Date }): Promise<void> {
  await own(tx).updateTable('service_booking').set({ state, changed_name: by, changed_at: at }).where('id', '=', id).execute()
}

/** A time in which appointments begin, and what came of them. */
interface Between {
  readonly from: Date
  readonly until: Date
  readonly state?: BookingState | undefined
}

/** Appointments in sight that begin within a time, in their order. */
export async function bookingsBetween(tx: Tx, context: Vault, { from, until, item, state }: Between & { item?: string | undefined }): Promise<StoredBooking[]> {
  let query = own(tx).selectFrom('service_booking').selectAll().where('starts_at', '>=', from).where('starts_at', '<', until).orderBy('starts_at').orderBy('item_name').orderBy('seat').orderBy('id').limit(1000)
  if (item !== undefined) query = query.where('item_id', '=', item)
  if (state !== undefined) query = query.where('state', '=', state)
  return (await query.execute()).map((row) => storedOf(row, context))
}

/** How many appointments there are between two moments, whatever became of them or of one state. */
export async function countBetween(tx: Tx, { from, until, state }: Between): Promise<number> {
  return (await own(tx).selectFrom('service_booking').select((eb) => eb.fn.countAll<number>().as('count')).where('starts_at', '>=', from).where('starts_at', '<', until).$if(state !== undefined, (query) => query.where('state', '=', state ?? '')).executeTakeFirstOrThrow()).count
}

/** Desks of an item that are taken, with their times, from a moment on. */
export async function takenSeats(tx: Tx, { street, itemId, from }: { street: string; itemId: string; from: Date }): Promise<{ startsAt: Date; endsAt: Date; seat: number }[]> {
  return own(tx).selectFrom('service_booking').select(['starts_at as startsAt', 'ends_at as endsAt', 'seat'])
    .where('path', '=', street).where('item_id', '=', itemId).where('ends_at', '>', from).where(sql<SqlBool>`state <> 'cancelled'`).execute()
}

/** Destroys who holds one appointment, or all of a telephone; what has not begun is given back, so that nobody keeps a desk unknown. */
export async function forgetHolder(tx: Tx, context: Vault, { id, phone, now }: { id?: string; phone?: string; now: Date }): Promise<StoredBooking[]> {
  const isAhead = sql<SqlBool>`state = 'booked' and starts_at > ${now}::timestamptz`
  let forgetting = own(tx).updateTable('service_booking').where('name_cipher', 'is not', null).set({
    name_cipher: null, phone_cipher: null, phone_index: null, through_cipher: null,
    state: sql`case when ${isAhead} then 'cancelled' else state end`, changed_name: sql`case when ${isAhead} then '本人' else changed_name end`, changed_at: sql`case when ${isAhead} then ${now}::timestamptz else changed_at end`,
  })
  if (id !== undefined) forgetting = forgetting.where('id', '=', id)
  if (phone !== undefined) forgetting = forgetting.where('phone_index', '=', phoneIndex(context, phone))
  return (await forgetting.returningAll().execute()).map((row) => storedOf(row, context))
}

/** Destroys who came to appointments that ended before a day. */
export async function forgetContacts(tx: Tx, before: Date): Promise<void> {
  await own(tx).updateTable('service_booking').set({ name_cipher: null, phone_cipher: null, phone_index: null, through_cipher: null }).where('ends_at', '<', before).where('name_cipher', 'is not', null).execute()
}
