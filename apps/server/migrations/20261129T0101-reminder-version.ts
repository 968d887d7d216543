import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Reminders can be changed, and nobody writes over a colleague's change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table care_reminder add column version integer not null default 1`.execute(db)
}
