import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { CareTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CareTables>()

type StoredTestCall = Selectable<Database['care_test_call']>

/** One-key devices of people at home that had no test call this month. */
export async function untested(tx: Tx, { month, at }: { month: string; at: Date }): Promise<{ deviceId: string; personId: string; path: string }[]> {
  const { rows } = await sql<{ deviceId: string; personId: string; path: string }>`
    select d.device_id as "deviceId", d.person_id as "personId", p.area_path as path from care_device d join care_person p on p.id = d.person_id
    where d.scope = 'call' and p.ended_at is null and not coalesce(p.away_from <= ${at} and p.away_until > ${at}, false)
      and not exists (select from care_test_call t where t.device_id = d.device_id and t.month = ${month}::date) order by 1`.execute(tx)
  return [...rows]
}

/** Notes test calls that go out. */
export async function insertTestCalls(tx: Tx, calls: readonly { readonly deviceId: string; readonly personId: string; readonly commandId: string; readonly month: string; readonly at: Date }[]): Promise<void> {
  if (calls.length === 0) return
  await own(tx).insertInto('care_test_call')
    .values(calls.map(({ deviceId, personId, commandId, month, at }) => ({ device_id: deviceId, person_id: personId, command_id: commandId, month, called_at: at }))).execute()
}

/** The test calls of a person, the latest first. */
export async function testCallsOf(tx: Tx, personId: string): Promise<StoredTestCall[]> {
  return own(tx).selectFrom('care_test_call').selectAll().where('person_id', '=', personId).orderBy('month', 'desc').orderBy('device_id').limit(24).execute()
}

/** A test call that nobody has answered yet. */
export interface OpenCall extends StoredTestCall {
  readonly area_path: string
  readonly area_name: string
}

/** Unanswered test calls since a time. */
export async function openCalls(tx: Tx, since: Date): Promise<OpenCall[]> {
  const { rows } = await sql<OpenCall>`
    select t.*, p.area_path, p.area_name from care_test_call t join care_person p on p.id = t.person_id
    where t.answered_at is null and t.called_at >= ${since} and p.ended_at is null order by t.called_at, t.device_id for update of t`.execute(tx)
  return [...rows]
}

/** Notes the answer to a test call, or that somebody was told there is none. */
export async function noteCall(tx: Tx, { device_id: deviceId, month }: StoredTestCall, change: { readonly answered_at: Date } | { readonly reminded_at: Date }): Promise<void> {
  await own(tx).updateTable('care_test_call').set(change).where('device_id', '=', deviceId).where('month', '=', month).execute()
}
