import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

/** Delete events older than `days` that every consumer has passed. @returns how many. */
export async function sweepOutbox(db: Db, options: { readonly nowMs: number; readonly days: number }): Promise<number> {
  const before = new Date(options.nowMs - options.days * 86_400_000)
  const { numAffectedRows } = await sql`
    delete from outbox where at < ${before}
      and xid < all (select pg_snapshot_xmin(seen) from outbox_consumer)`.execute(db.owner)
  return Number(numAffectedRows ?? 0n)
}
