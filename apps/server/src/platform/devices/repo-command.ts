import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { affected } from '../../kernel/db/index.ts'
import type { Database, JsonInput, Tx } from '../../kernel/db/index.ts'
import type { DeviceTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<DeviceTables>()

export type StoredCommand = Selectable<Database['device_command']>

interface NewCommand {
  readonly id: string
  readonly deviceId: string
  readonly kind: string
  readonly payload: JsonInput
  readonly by: string
  readonly at: Date
  readonly expiresAt: Date
}

/** Keeps commands until their devices are connected. */
export async function insertCommands(tx: Tx, commands: readonly NewCommand[]): Promise<void> {
  if (commands.length === 0) return
  await own(tx)
    .insertInto('device_command')
    .values(commands.map(({ id, deviceId, kind, payload, by, at, expiresAt }) => ({ id, device_id: deviceId, kind, payload, queued_at: at, queued_by: by, expires_at: expiresAt })))
    .execute()
}

/**
 * Commands to send now, oldest first, marked as sent: those of this device that wait, with `again` also those sent before
 * that nobody answered. What another server is sending is left to it.
 */
export async function takeCommands(tx: Tx, { deviceId, at, again }: { deviceId: string; at: Date; again: boolean }): Promise<StoredCommand[]> {
  const { rows } = await sql<StoredCommand>`
    update device_command set sent_at = ${at} where id in (
      select id from device_command where device_id = ${deviceId} and answered_at is null and expires_at > ${at} and (sent_at is null or (${again} and delivered_at is null)) order by queued_at for update skip locked)
    returning *`.execute(tx)
  return [...rows].toSorted((a, b) => a.queued_at.getTime() - b.queued_at.getTime() || (a.id < b.id ? -1 : 1))
}

/** Notes that a command has reached its device: it is not sent again. */
export async function noteDelivered(tx: Tx, { id, at }: { id: string; at: Date }): Promise<void> {
  await own(tx).updateTable('device_command').set({ delivered_at: at }).where('id', '=', id).where('delivered_at', 'is', null).execute()
}

/** Which devices have commands that wait to be sent. */
export async function devicesWaiting(tx: Tx, at: Date): Promise<string[]> {
  const rows = await own(tx).selectFrom('device_command').select('device_id').distinct().where('sent_at', 'is', null).where('answered_at', 'is', null).where('expires_at', '>', at).execute()
  return rows.map(({ device_id: id }) => id)
}

/** A device's answer to one of its commands; the first one counts. @returns whether there was such a command */
export async function answerCommand(tx: Tx, { deviceId, id, isDone, answer, at }: { deviceId: string; id: string; isDone: boolean; answer: string | null; at: Date }): Promise<boolean> {
  const { numUpdatedRows } = await own(tx)
    .updateTable('device_command')
    .set((eb) => ({ answered_at: eb.fn.coalesce('answered_at', eb.val(at)), is_done: eb.fn.coalesce('is_done', eb.val(isDone)), answer: eb.fn.coalesce('answer', eb.val(answer)) }))
    .where('id', '=', id)
    .where('device_id', '=', deviceId)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** The latest commands of a device. */
export async function listCommands(tx: Tx, deviceId: string, limit: number): Promise<StoredCommand[]> {
  return own(tx).selectFrom('device_command').selectAll().where('device_id', '=', deviceId).orderBy('queued_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** Deletes so many commands queued before this at most. @returns how many */
export async function dropCommands(tx: Tx, before: Date, most: number): Promise<number> {
  return affected(await sql`delete from device_command where id in (select id from device_command where queued_at < ${before} limit ${most})`.execute(tx))
}
