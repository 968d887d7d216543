import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Sheets of other offices that are filled from the pool. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sheet_template (
      street ltree not null,
      id text not null,
      form jsonb not null,
      version integer not null check (version > 0),
      changed_name text not null,
      changed_at timestamptz not null,
      primary key (street, id)
    );
    comment on table sheet_template is 'How sheets of other offices are filled from the pool, as a street changed or added them; those never changed stand in the program and have no row.';
    alter table sheet_template enable row level security;
    alter table sheet_template force row level security;
    create policy sheet_template_seen on sheet_template for select
      using ((select yihu_all()) or street @> any ((select yihu_scope())::ltree[]) or street <@ any ((select yihu_scope())::ltree[]));
    create policy sheet_template_kept on sheet_template
      using ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[])) with check ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[]));

    alter table export_job add column template jsonb;
    comment on column export_job.template is 'The sheet it fills, as it was when asked for; null: all columns.';
  `.execute(db)
}
