import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * What is near is asked under row-level security, where an index serves only operators that give nothing away:
 * PostgreSQL trusts the comparison of numbers, not that of points. And the open cases are found among a million without
 * walking past all that ended before them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index case_file_open_place;
    create index case_file_open_place on case_file (lat, lon)
      where state not in ('closed', 'archived', 'void') and merged_into is null and lon is not null;
    create index case_file_open on case_file (id) where state not in ('closed', 'archived', 'void') and merged_into is null;
  `.execute(db)
}
