import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** A list that is taken out because of a number says which number. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table export_job add column figure_text text;
    comment on column export_job.figure_text is 'The number whose list it is: name, value, definition, source, as of when; null: no number was asked about.';
  `.execute(db)
}
