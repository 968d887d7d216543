import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { AlarmEnd, AlarmSeverity, AlarmState } from '@yihu/contracts'
import { z } from 'zod'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { MemoryKey } from './memory-key.ts'
import type { AlarmTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<AlarmTables>()

/** Why an alarm rang, in words, as it stood then. */
export const Why = z.object({
  reasons: z.array(z.string()),
  readings: z.array(z.object({ at: z.string(), device: z.string(), what: z.string(), value: z.string() })),
  /** The point of the first reason: some decide the class of the case. */
  point: z.string().nullable(),
})
export type Why = z.infer<typeof Why>

type Row = Selectable<Database['alarm']>

/** An alarm as stored. */
export interface StoredAlarm extends Omit<Row, 'severity' | 'state' | 'cleared_how' | 'why'> {
  readonly severity: AlarmSeverity
  readonly state: AlarmState
  readonly cleared_how: AlarmEnd | null
  readonly why: Why
}

function typed(row: Row): StoredAlarm {
  return { ...row, severity: row.severity as AlarmSeverity, state: row.state as AlarmState, cleared_how: row.cleared_how as AlarmEnd | null, why: Why.parse(row.why) } // checked by the table
}

/** One alarm in sight. */
export async function findAlarm(tx: Tx, id: string, { isLocked = false }: { isLocked?: boolean } = {}): Promise<StoredAlarm | undefined> {
  const query = own(tx).selectFrom('alarm').selectAll().where('id', '=', id)
  const row = await (isLocked ? query.forUpdate() : query).executeTakeFirst()
  return row && typed(row)
}

/** The latest alarm of a scenario and subject, open or not, locked. */
export async function lockLatest(tx: Tx, { scenario, subject }: MemoryKey): Promise<StoredAlarm | undefined> {
  const row = await own(tx).selectFrom('alarm').selectAll().where('scenario', '=', scenario).where('subject', '=', subject).where('is_drill', '=', false)
    .orderBy(sql`(state <> 'cleared')`, 'desc').orderBy('raised_at', 'desc').orderBy('id', 'desc').limit(1).forUpdate().executeTakeFirst()
  return row && typed(row)
}

type Generated = 'rank' | 'search' | 'version' | 'returns' | 'rungs' | 'is_false' | 'cleared_at' | 'cleared_how' | 'clear_reason' | 'case_id' | 'case_number' | 'taken_on_at' | 'taken_on_name' | 'snoozed_until' | 'rise_at'

/** A new alarm. */
export async function insertAlarm(tx: Tx, alarm: Omit<StoredAlarm, Generated>): Promise<void> {
  await own(tx).insertInto('alarm').values({ ...alarm, why: sql`${alarm.why}::jsonb` }).execute()
}

export type AlarmChange = Partial<Omit<StoredAlarm, 'id' | 'version' | 'rank' | 'search' | 'path' | 'scenario' | 'subject'>>

/** Writes some columns of a locked alarm and counts its version up. @returns the alarm as it is then */
export async function changeAlarm(tx: Tx, alarm: StoredAlarm, { why, ...change }: AlarmChange): Promise<StoredAlarm> {
  const version = alarm.version + 1
  await own(tx).updateTable('alarm').set({ ...change, ...(why ? { why: sql`${why}::jsonb` } : {}), version }).where('id', '=', alarm.id).execute()
  return { ...alarm, ...change, ...(why ? { why } : {}), version }
}

/** A line of an alarm's story. */
export interface AlarmEvent {
  readonly at: Date
  readonly kind: string
  readonly byName: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** Adds lines to the story of a locked alarm. */
export async function addEvents(tx: Tx, alarmId: string, events: readonly AlarmEvent[]): Promise<void> {
  for (const { at, kind, byName, detail } of events) {
    await sql`insert into alarm_event (alarm_id, seq, at, kind, by_name, detail)
      select ${alarmId}::uuid, coalesce(max(seq), 0) + 1, ${at}::timestamptz, ${kind}, ${byName}::text, ${detail}::jsonb from alarm_event where alarm_id = ${alarmId}::uuid`.execute(tx)
  }
}

/** The story of an alarm, from its beginning. */
export async function eventsOf(tx: Tx, alarmId: string): Promise<AlarmEvent[]> {
  const rows = await own(tx).selectFrom('alarm_event').selectAll().where('alarm_id', '=', alarmId).orderBy('seq').execute()
  return rows.map((row) => ({ at: row.at, kind: row.kind, byName: row.by_name, detail: z.record(z.string(), z.unknown()).parse(row.detail) }))
}

/** The alarm for which something fell due first, locked; those another server has in hand are left to it. */
export async function lockDueAlarm(tx: Tx, now: Date): Promise<StoredAlarm | undefined> {
  const row = await own(tx).selectFrom('alarm').selectAll().where('next_at', '<=', now).where('state', '!=', 'cleared').orderBy('next_at').limit(1).forUpdate().skipLocked().executeTakeFirst()
  return row && typed(row)
}

/**
 * Until this transaction ends no other asks whether emergencies of these kinds are cases already, on whatever server. Locked
 * after rows of alarms and before anything of cases, by whoever comes to several things in one transaction all at once, so
 * that two servers do not wait for each other. An intake that folds devices and takes words comes twice: what then waits for
 * each other is done again by `transact`.
 */
export async function lockEmergencies(tx: Tx, emergencies: readonly string[]): Promise<void> {
  for (const emergency of [...new Set(emergencies)].toSorted()) await sql`select pg_advisory_xact_lock(hashtextextended(${`emergency ${emergency}`}, 0))`.execute(tx)
}

/** Leaves an alarm for later. */
export async function postponeAlarm(tx: Tx, id: string, until: Date): Promise<void> {
  await own(tx).updateTable('alarm').set({ next_at: until }).where('id', '=', id).execute()
}

/** Has the open alarms of devices attended to now, all or those that are quiet. */
export async function wakeAlarms(tx: Tx, { devices, only, at }: { devices: readonly string[]; only?: 'quiet'; at: Date }): Promise<void> {
  if (devices.length === 0) return
  const open = own(tx).updateTable('alarm').set({ next_at: at }).where('device_id', 'in', [...devices]).where('state', '!=', 'cleared').where('is_drill', '=', false)
  await (only === 'quiet' ? open.where('is_quiet', '=', true) : open).execute()
}

/** How often a device rang in a scenario since a time, and how often people said: for nothing. */
export async function trustOf(tx: Tx, { device, scenario, since }: { device: string; scenario: string; since: Date }): Promise<{ rang: number; falseAlarms: number }> {
  const row = await own(tx).selectFrom('alarm').select((eb) => [eb.fn.countAll<number>().as('rang'), eb.fn.countAll<number>().filterWhere('is_false', '=', true).as('falseAlarms')])
    .where('device_id', '=', device).where('scenario', '=', scenario).where('raised_at', '>=', since).where('is_drill', '=', false).executeTakeFirstOrThrow()
  return row
}
