import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Every writing of a trigger's memory is stamped: the server that wrote it last need not read it again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table trigger_memory add column stamp bigint not null default 0;
    comment on column trigger_memory.stamp is 'Random, a new one with every writing: a server that holds the memory of this stamp need not read it again.';
  `.execute(db)
}
