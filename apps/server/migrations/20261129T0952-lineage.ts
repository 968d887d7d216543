import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** From an entry back to the row of the file it came in with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table pool_batch add column file_name text, add column import_id uuid;
    comment on column pool_batch.file_name is 'The file it came from; null: not from a file.';
    comment on column pool_batch.import_id is 'The import that the batch is a piece of.';
    alter table person add column source_row integer;
    alter table household add column source_row integer;
    alter table house add column source_row integer;
    alter table organisation add column source_row integer;
    alter table vehicle add column source_row integer;
  `.execute(db)
}
