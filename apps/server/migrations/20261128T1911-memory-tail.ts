import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Few messages do not rewrite a whole memory: they stand behind it until there are many. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table trigger_memory add column tail text not null default '';
    comment on column trigger_memory.tail is 'What was heard since the memory was written whole, batch by batch, as lists of time, point, value; folded again when it is read.';
  `.execute(db)
}
