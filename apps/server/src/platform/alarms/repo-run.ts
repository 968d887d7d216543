import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { FileRef, StepState } from '@yihu/contracts'
import type { PROOFS, Role } from '@yihu/scenarios'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { AlarmTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<AlarmTables>()

export type StoredRun = Selectable<Database['alarm_run']>

/** A step of a run. */
export interface StoredStep extends Omit<Selectable<Database['alarm_step']>, 'role' | 'proof' | 'state'> {
  readonly role: Role
  readonly proof: keyof typeof PROOFS | null
  readonly state: StepState
}

/** The run of an alarm with its steps in order; null: none has begun. Whoever changes one holds the alarm. */
export async function findRun(tx: Tx, alarmId: string): Promise<{ run: StoredRun; steps: readonly StoredStep[] } | null> {
  const run = await own(tx).selectFrom('alarm_run').selectAll().where('alarm_id', '=', alarmId).executeTakeFirst()
  if (!run) return null
  const steps = await own(tx).selectFrom('alarm_step').selectAll().where('alarm_id', '=', alarmId).orderBy('place').execute()
  return { run, steps: steps as StoredStep[] } // role is written by run.ts alone, the others are checked by the table
}

/** A run with its steps as they are now. */
export async function insertRun(tx: Tx, run: Pick<StoredRun, 'alarm_id' | 'started_at' | 'started_by' | 'next_due_at'>, steps: readonly Pick<StoredStep, 'place' | 'text' | 'role' | 'only_if' | 'proof' | 'due_at'>[]): Promise<void> {
  await own(tx).insertInto('alarm_run').values(run).execute()
  await own(tx).insertInto('alarm_step').values(steps.map((step) => ({ ...step, alarm_id: run.alarm_id }))).execute()
}

/** Changes what is said of a run as a whole. */
export async function changeRun(tx: Tx, alarmId: string, change: Partial<Pick<StoredRun, 'ended_at' | 'ended_by' | 'end_note' | 'next_due_at'>>): Promise<void> {
  await own(tx).updateTable('alarm_run').set(change).where('alarm_id', '=', alarmId).execute()
}

/** Changes some steps of a run, all in the same way. */
export async function changeSteps(tx: Tx, alarmId: string, places: readonly number[], change: Partial<Pick<StoredStep, 'state' | 'settled_at' | 'settled_by' | 'note' | 'late_told_at'>>): Promise<void> {
  await own(tx).updateTable('alarm_step').set(change).where('alarm_id', '=', alarmId).where('place', 'in', [...places]).execute()
}

/** The alarm whose run has a step that is late now, locked; those another server has in hand are left to it. */
export async function lockLateAlarm(tx: Tx, now: Date): Promise<string | undefined> {
  const { rows: [row] } = await sql<{ id: string }>`
    select a.id from alarm_run r join alarm a on a.id = r.alarm_id where r.next_due_at <= ${now} order by r.next_due_at limit 1 for update of a skip locked`.execute(tx)
  return row?.id
}

/** Evidence that waits for its step. */
export async function insertFile(tx: Tx, file: { id: string; alarmId: string; hash: string; name: string; by: string; at: Date }): Promise<void> {
  await own(tx).insertInto('alarm_file').values({ id: file.id, alarm_id: file.alarmId, file_hash: file.hash, name: file.name, uploaded_by: file.by, created_at: file.at }).execute()
}

/** Gives waiting evidence to a step; answers how much of it there was. */
export async function placeFiles(tx: Tx, { alarmId, place, ids }: { alarmId: string; place: number; ids: readonly string[] }): Promise<number> {
  if (ids.length === 0) return 0
  const { numUpdatedRows } = await own(tx).updateTable('alarm_file').set({ place }).where('alarm_id', '=', alarmId).where('place', 'is', null).where('id', 'in', [...ids]).executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

interface FileRow {
  readonly id: string
  readonly place: number
  readonly hash: string
  readonly thumbnail_hash: string | null
  readonly media_type: string
  readonly name: string
  readonly kind: string
  readonly bytes: number
  readonly width: number | null
  readonly height: number | null
}

/** The evidence of an alarm's steps, or one piece of it. */
export async function filesOf(tx: Tx, alarmId: string, only: string | null = null): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`
    select f.id, f.place, o.hash, o.thumbnail_hash, o.media_type, f.name, o.kind, o.bytes::float8 as bytes, o.width, o.height
    from alarm_file f join file_object o on o.hash = f.file_hash
    where f.alarm_id = ${alarmId} and f.place is not null and ${only === null ? sql`true` : sql`f.id = ${only}`} order by f.id`.execute(tx)
  return [...rows]
}

/** As pages show it. */
export function fileRef({ id, media_type: mediaType, name, bytes, width, height }: FileRow, alarmId: string): FileRef {
  const url = `/api/v1/alarms/${alarmId}/files/${id}`
  return { id, kind: 'image', mediaType, name, bytes, width, height, url, thumbnailUrl: `${url}?size=thumbnail` }
}
