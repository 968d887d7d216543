import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What drafts of checklists were refused for, so that the street sees how often forms ask what is known already. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table check_refusal (
      street ltree not null,
      list_id uuid not null,
      item_text text not null,
      list_name text not null,
      field text not null,
      times integer not null check (times > 0),
      by_name text not null,
      at timestamptz not null,
      primary key (street, list_id, item_text)
    );
    comment on table check_refusal is 'Items of checklists that were not published because the pool knows the answer: who tried last, and how often.';
    alter table check_refusal enable row level security;
    alter table check_refusal force row level security;
    create policy check_refusal_seen on check_refusal for select
      using ((select yihu_all()) or street @> any ((select yihu_scope())::ltree[]) or street <@ any ((select yihu_scope())::ltree[]));
    create policy check_refusal_kept on check_refusal
      using ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
