import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** How long a voice note plays. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table file_object add column seconds integer check (seconds > 0)`.execute(db)
}
