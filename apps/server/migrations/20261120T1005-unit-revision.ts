import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Servers that hold the units in memory notice when one changes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create trigger unit_revised after insert or update or delete or truncate on unit
      for each statement execute function yihu_revise('unit');
  `.execute(db)
}
