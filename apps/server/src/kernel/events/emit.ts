import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'

/** The channel that wakes every server of this database. */
export const CHANNEL = 'yihu_events'

/** Something that became true. */
export interface NewEvent {
  /** `noun.past-participle`, e.g. `case.closed`. */
  readonly topic: string
  /** Area it happened in. */
  readonly scopePath: string | null
  /** JSON: ids and states, never personal data. */
  readonly payload: Readonly<Record<string, unknown>>
}

/** An event as handlers and listeners get it. */
export interface Event extends NewEvent {
  readonly id: string
  readonly at: Date
}

/** Announce one event or many within `tx`: they exist if and when it commits. Order is kept. */
export async function emit(tx: Tx, events: NewEvent | readonly NewEvent[]): Promise<void> {
  const list = isList(events) ? events : [events]
  if (list.length === 0) return
  const rows = list.map(({ topic, scopePath, payload }) => ({ topic, scope_path: scopePath, payload }))
  await sql`
    with written as (
      insert into outbox (topic, scope_path, payload)
      select e.topic, e.scope_path::ltree, e.payload
      from jsonb_array_elements(${rows}::jsonb) with ordinality as a(item, n), jsonb_to_record(a.item) as e(topic text, scope_path text, payload jsonb)
      order by a.n)
    select pg_notify(${CHANNEL}, '')`.execute(tx)
}

function isList(events: NewEvent | readonly NewEvent[]): events is readonly NewEvent[] {
  return Array.isArray(events)
}

/** A row of the outbox. */
export interface OutboxRow {
  readonly id: number
  readonly at: Date
  readonly topic: string
  readonly scope_path: string | null
  readonly payload: Readonly<Record<string, unknown>>
}

/** The row as an event. */
export function toEvent(row: OutboxRow): Event {
  return { id: String(row.id), at: row.at, topic: row.topic, scopePath: row.scope_path, payload: row.payload }
}
