import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** How each person has set up their desk: saved filters, what a line shows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table desk_setting (
      user_id uuid primary key,
      revision integer not null,
      value jsonb not null
    );
    comment on table desk_setting is 'One row a person; the value is the DeskSetting of the contract.';
    alter table desk_setting enable row level security;
    alter table desk_setting force row level security;
    create policy desk_setting_own on desk_setting
      using ((select yihu_all()) or user_id = (select yihu_user()))
      with check ((select yihu_all()) or user_id = (select yihu_user()));
  `.execute(db)
}
