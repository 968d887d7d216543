import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What has changed since a moment: how the index of open cases in memory keeps up. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index case_file_changed on case_file (changed_at)`.execute(db)
}
