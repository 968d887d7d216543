import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Registers of the pool leave the house by the same door as cases. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table export_job add column register jsonb;
    comment on column export_job.register is 'Which register of the pool and how it is narrowed; null: cases by query.';
  `.execute(db)
}
