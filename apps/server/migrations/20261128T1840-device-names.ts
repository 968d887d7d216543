import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What a camera means by its own words: regions are numbers, events have the maker's names. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table device add column names jsonb not null default '{}';
    comment on column device.names is 'The scenarios'' words for what this camera calls things and regions; * stands for a region it does not name.';
  `.execute(db)
}
