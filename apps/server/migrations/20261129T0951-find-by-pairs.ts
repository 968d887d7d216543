import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * Organisations and devices are found by the pairs of neighbouring characters of their words, as cases are: under
 * row-level security an index serves only what gives nothing away, and every row in sight was looked at for each word.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index organisation_by_pairs on organisation using gin (pairs_of(name)) with (fastupdate = off);
    create index organisation_by_sound on organisation using gin (pairs_of(spelling)) with (fastupdate = off);
    create index device_by_pairs on device using gin (pairs_of(search)) with (fastupdate = off);
    create index organisation_by_name on organisation (name);
  `.execute(db)
}
