import { sql } from 'kysely'
import { systemScope } from '../db/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { toEvent } from './emit.ts'
import type { Event, OutboxRow } from './emit.ts'

/** Takes events inside a transaction; its writes and the step forward commit together. */
export interface Consumer {
  /** Unique and lasting, e.g. `notices:case.closed`: the position is kept under it. */
  readonly name: string
  readonly topics: readonly string[]
  /** Events in their order; one at a time after any of them has failed. */
  readonly handle: (tx: Tx, events: readonly Event[]) => Promise<void>
}

/** What one step did. `busy`: another server has the consumer, or it waits after a failure. */
export type Step =
  | { readonly kind: 'handled'; readonly count: number }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly event: Event | undefined; readonly parked: boolean }

/** After so many failures in a row an event is put aside. */
const TRIES = 5
/** A position may lag this many transactions behind while nothing concerns the consumer. */
const LAG = 1000

/** Register consumers; a new one begins with what is announced from now on. */
export async function register(db: Db, consumers: readonly Consumer[]): Promise<void> {
  const names = consumers.map((consumer) => consumer.name)
  await sql`insert into outbox_consumer (name) select unnest(${names}::text[]) on conflict do nothing`.execute(db.owner)
  await db.transact(systemScope, rebase)
}

/**
 * After a logical restore into another cluster the remembered snapshots lie in the future of its transaction ids and
 * would hide every event. Then what was not yet read counts as announced now.
 */
async function rebase(tx: Tx): Promise<void> {
  const { rows: [lost] } = await sql<{ read: number }>`
    select min(highest_id) as read from outbox_consumer where pg_snapshot_xmax(seen) > pg_snapshot_xmax(pg_current_snapshot()) having count(*) > 0`.execute(tx)
  if (lost === undefined) return
  await sql`update outbox_consumer set seen = pg_current_snapshot(), target = null, last_id = 0`.execute(tx)
  await sql`update outbox set xid = case when id > ${lost.read} then pg_current_xact_id() else '3'::xid8 end`.execute(tx)
}

/** Take up to `limit` next events of one consumer in one transaction; after a failed batch repeat with `limit` 1. */
export async function step(db: Db, consumer: Consumer, limit: number): Promise<Step> {
  let current: Event | undefined
  try {
    return await db.transact(systemScope, async (tx): Promise<Step> => {
      const batch = await nextBatch(tx, consumer, { limit })
      if (batch === undefined) return { kind: 'busy' }
      const events = batch.rows.map(toEvent)
      current = events[0]
      if (events.length > 0) await consumer.handle(tx, events)
      await advance(tx, consumer, batch)
      return { kind: 'handled', count: batch.rows.length }
    })
  } catch (error) {
    const parked = limit === 1 && current !== undefined && (await countFailure(db, consumer, error))
    return { kind: 'failed', error, event: current, parked }
  }
}

interface Batch {
  readonly rows: readonly OutboxRow[]
  /** The snapshot up to which is being read. */
  readonly target: string
  /** More of this target may follow. */
  readonly isFull: boolean
  /** Nothing found, little happened: the position can stay as it is. */
  readonly isIdle: boolean
}

interface Found extends OutboxRow {
  readonly target: string
  readonly is_waiting: boolean
  readonly is_near: boolean
}

/**
 * The next rows: visible in the target snapshot, not in the seen one. The advisory lock, unlike a row lock, takes no
 * transaction id before the snapshot: a transaction's own id counts as visible to it, and what the handler itself
 * announces would be skipped.
 */
async function nextBatch(tx: Tx, consumer: Consumer, { limit, whileWaiting = false }: { limit: number; whileWaiting?: boolean }): Promise<Batch | undefined> {
  const key = `outbox:${consumer.name}`
  const { rows: [lock] } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) as taken`.execute(tx)
  if (!lock?.taken) return undefined
  const { rows } = await sql<Found | (Omit<Found, 'id'> & { id: null })>`
    select c.target::text as target, c.is_waiting, c.is_near, o.* from (
      select coalesce(target, pg_current_snapshot()) as target, seen, last_id, coalesce(retry_at > clock_timestamp(), false) as is_waiting,
        target is null and pg_snapshot_xmax(pg_current_snapshot())::text::bigint - pg_snapshot_xmax(seen)::text::bigint < ${LAG} as is_near
      from outbox_consumer where name = ${consumer.name}
    ) c left join lateral (
      select id, at, topic, scope_path, payload from outbox
      where xid >= pg_snapshot_xmin(c.seen) and not pg_visible_in_snapshot(xid, c.seen) and pg_visible_in_snapshot(xid, c.target)
        and id > c.last_id and topic = any (${consumer.topics}::text[])
      order by id limit ${limit}
    ) o on true order by o.id`.execute(tx)
  const [first] = rows
  if (first === undefined || (first.is_waiting && !whileWaiting)) return undefined
  const found = rows.filter((row): row is Found => row.id !== null)
  return { rows: found, target: first.target, isFull: found.length === limit, isIdle: found.length === 0 && first.is_near }
}

async function advance(tx: Tx, consumer: Consumer, batch: Batch): Promise<void> {
  if (batch.isIdle) return
  const last = batch.rows.at(-1)?.id ?? 0
  const move = batch.isFull
    ? sql`target = ${batch.target}::pg_snapshot, last_id = ${last}`
    : sql`seen = ${batch.target}::pg_snapshot, target = null, last_id = 0`
  await sql`update outbox_consumer set ${move}, highest_id = greatest(highest_id, ${last}), failures = 0, retry_at = null, moved_at = clock_timestamp()
    where name = ${consumer.name}`.execute(tx)
}

/** Wait longer after each failure; after the fifth put the event aside. True when it was put aside. */
async function countFailure(db: Db, consumer: Consumer, error: unknown): Promise<boolean> {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return db.transact(systemScope, async (tx) => {
    const { rows: [row] } = await sql<{ failures: number }>`
      update outbox_consumer set failures = failures + 1, retry_at = clock_timestamp() + least(power(2, failures) * 0.25, 60) * interval '1 second'
      where name = ${consumer.name} returning failures`.execute(tx)
    return (row?.failures ?? 0) >= TRIES ? park(tx, consumer, text) : false
  })
}

/** The lock may be held by another server just now: then it meets the same event and counts on. */
async function park(tx: Tx, consumer: Consumer, error: string): Promise<boolean> {
  const batch = await nextBatch(tx, consumer, { limit: 1, whileWaiting: true })
  const [row] = batch?.rows ?? []
  if (batch === undefined || row === undefined) return false
  await sql`insert into outbox_failure (consumer, event_id, topic, payload, error)
    values (${consumer.name}, ${row.id}, ${row.topic}, ${row.payload}::jsonb, ${error}) on conflict do nothing`.execute(tx)
  await advance(tx, consumer, batch)
  return true
}
