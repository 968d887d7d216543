import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What was closed around a place, for a neighbour who finds that it is still there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index case_file_closed_place on case_file (lat, lon) where state = 'closed' and merged_into is null and lon is not null`.execute(db)
}
