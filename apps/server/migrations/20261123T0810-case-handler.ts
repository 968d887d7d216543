import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Who of the unit took a case on, so that lists can be read by person. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table case_file add column handler_id uuid generated always as ((core ->> 'handledBy')::uuid) stored;
    comment on column case_file.handler_id is 'The person who took the case on (接办); null when nobody has, or when it moved on to another unit.';
    create index case_file_by_handler on case_file (handler_id, coalesce(due_at, 'infinity'::timestamptz), id) where handler_id is not null;
  `.execute(db)
}
