import { sql } from 'kysely'
import { affected } from '../db/index.ts'
import type { Db, Tx } from '../db/index.ts'

/** Delete events older than `days` that every consumer has passed. @returns how many. */
export async function sweepOutbox(db: Db, options: { readonly nowMs: number; readonly days: number }): Promise<number> {
  const before = new Date(options.nowMs - options.days * 86_400_000)
  return affected(await sql`
    delete from outbox where at < ${before}
      and xid < all (select pg_snapshot_xmin(seen) from outbox_consumer)`.execute(db.owner))
}

/** Delete events that speak of these ids, taken or not: what they speak of is destroyed. */
export async function forgetEvents(tx: Tx, ids: readonly string[]): Promise<void> {
  const all = sql`${[...ids]}::text[]`
  for (const table of ['outbox', 'outbox_failure']) await sql`delete from ${sql.table(table)} where payload ->> 'id' = any(${all}) or payload ->> 'deviceId' = any(${all}) or payload -> 'ids' ?| ${all}`.execute(tx)
}
