import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** One import for every kind of sheet: work orders, and the registers of the pool. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table import_job
      drop constraint import_job_template_check,
      add column kind text not null default 'orders',
      add column as_of text check (as_of ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
      add column changed integer not null default 0;
    alter table import_job alter column kind drop default;
    comment on column import_job.kind is 'What its rows become: orders (signals) or a register of the pool.';
    comment on column import_job.as_of is 'The day whose state the sheet shows, as YYYY-MM-DD; null where rows carry their own time.';
    comment on column import_job.changed is 'Rows that changed what was there; repeated ones said nothing new.';
  `.execute(db)
}
