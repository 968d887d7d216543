import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** The order of the list of devices: a page begins where the last one ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index device_by_name on device (name, id)`.execute(db)
}
