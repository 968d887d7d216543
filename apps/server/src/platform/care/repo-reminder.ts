import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { CareTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CareTables>()

export type StoredReminder = Selectable<Database['care_reminder']>

interface NewReminder {
  readonly id: string
  readonly personId: string
  readonly deviceId: string
  readonly kind: string
  readonly text: string
  readonly times: readonly string[]
  readonly weekdays: readonly number[]
  readonly lastDay: string | null
  readonly nextAt: Date | null
  readonly at: Date
  readonly by: string
}

/** Adds reminders. */
export async function insertReminders(tx: Tx, reminders: readonly NewReminder[]): Promise<void> {
  if (reminders.length === 0) return
  await own(tx).insertInto('care_reminder').values(reminders.map(({ id, personId, deviceId, kind, text, times, weekdays, lastDay, nextAt, at, by }) => ({
    id, person_id: personId, device_id: deviceId, kind, text, times: [...times], weekdays: [...weekdays], last_day: lastDay, next_at: nextAt, created_at: at, created_by: by,
  }))).execute()
}

/** The reminders of a person, oldest first. */
export async function remindersOf(tx: Tx, personId: string): Promise<StoredReminder[]> {
  return own(tx).selectFrom('care_reminder').selectAll().where('person_id', '=', personId).orderBy('created_at').orderBy('id').execute()
}

/** A reminder of a person, locked until the end of the transaction. */
export async function lockReminder(tx: Tx, { id, personId }: { id: string; personId: string }): Promise<StoredReminder | undefined> {
  return own(tx).selectFrom('care_reminder').selectAll().where('id', '=', id).where('person_id', '=', personId).forUpdate().executeTakeFirst()
}

/** Writes a locked reminder anew and counts its version up. */
export async function changeReminder(tx: Tx, { id, version, deviceId, kind, text, times, weekdays, lastDay, nextAt }: Omit<NewReminder, 'personId' | 'at' | 'by'> & { readonly version: number }): Promise<void> {
  await own(tx).updateTable('care_reminder').set({ version: version + 1, device_id: deviceId, kind, text, times: [...times], weekdays: [...weekdays], last_day: lastDay, next_at: nextAt }).where('id', '=', id).execute()
}

/** Deletes a reminder of a person. @returns whether there was one */
export async function deleteReminder(tx: Tx, { id, personId }: { id: string; personId: string }): Promise<boolean> {
  const { numDeletedRows } = await own(tx).deleteFrom('care_reminder').where('id', '=', id).where('person_id', '=', personId).executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** Reminders of devices that are no longer the person's are of no use. */
export async function dropForeignReminders(tx: Tx, personId: string): Promise<void> {
  await sql`delete from care_reminder r where person_id = ${personId} and not exists (select from care_device d where d.device_id = r.device_id and d.person_id = r.person_id)`.execute(tx)
}

/** A reminder whose time has come, with where the person lives and until when they are away. */
export interface DueReminder extends StoredReminder {
  readonly area_path: string
  readonly is_away: boolean
}

/** Reminders that are due, locked; what another server has in hand is left to it. */
export async function dueReminders(tx: Tx, { at, limit }: { at: Date; limit: number }): Promise<DueReminder[]> {
  const { rows } = await sql<DueReminder>`
    select r.*, p.area_path, coalesce(p.away_from <= r.next_at and p.away_until > r.next_at, false) as is_away
    from care_reminder r join care_person p on p.id = r.person_id where r.next_at <= ${at} order by r.next_at, r.id limit ${limit} for update of r skip locked`.execute(tx)
  return [...rows]
}

/** When a reminder speaks next. */
export async function moveReminder(tx: Tx, { id, nextAt }: { id: string; nextAt: Date | null }): Promise<void> {
  await own(tx).updateTable('care_reminder').set({ next_at: nextAt }).where('id', '=', id).execute()
}
