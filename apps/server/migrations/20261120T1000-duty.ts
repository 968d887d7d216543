import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Who is responsible for which class where: the dispatch rules. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table duty_rule (
      id text primary key,
      class_prefix text not null default '',
      area_path ltree not null,
      hours text not null default 'always' check (hours in ('always', 'service')),
      target jsonb not null check (coalesce(target ->> 'kind', '') in ('communityOf', 'gridOf', 'propertyOf') or coalesce(target ->> 'kind', '') = 'unit' and coalesce(target ->> 'unitId', '') <> ''),
      role text not null default '',
      priority integer not null default 0,
      is_auto boolean not null default false,
      note text not null default '',
      used integer not null default 0,
      returns integer not null default 0,
      version integer not null default 1,
      is_active boolean not null default true
    );
    comment on table duty_rule is 'Dispatch rules: longest class prefix wins, then the deepest area, then priority.';
    create index duty_rule_by_path on duty_rule using gist (area_path);
    create trigger duty_rule_revise after insert or update or delete or truncate on duty_rule
      for each statement execute function yihu_revise('duty');

    alter table duty_rule enable row level security;
    alter table duty_rule force row level security;
    create policy duty_rule_read on duty_rule for select
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]) or area_path @> any ((select yihu_scope())::ltree[]));
    create policy duty_rule_insert on duty_rule for insert
      with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
    create policy duty_rule_update on duty_rule for update
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
    create policy duty_rule_delete on duty_rule for delete
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));

    create table duty_rule_count (
      id bigint generated always as identity primary key,
      rule_id text not null references duty_rule (id) on delete cascade,
      used integer not null default 0,
      returned integer not null default 0,
      at timestamptz not null default now()
    );
    comment on table duty_rule_count is 'Uses and returns not yet added to duty_rule: dispatching cases at the same time must not queue for one rule''s row.';
    create index duty_rule_count_by_rule on duty_rule_count (rule_id);
  `.execute(db)
}
