import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Areas of the great registers are asked for as spans of the order of paths, which their other indexes serve; these three cost a load of a street a tenth of its time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index person_by_path; drop index household_by_path; drop index house_by_path`.execute(db)
}
