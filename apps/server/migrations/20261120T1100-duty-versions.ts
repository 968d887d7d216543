import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Dispatch rules as versions: one draft a street, every published set kept whole; what past cases teach, as views. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table duty_rule add column set_version integer not null default 1;
    comment on column duty_rule.set_version is 'Version of the street''s rule set by which the rule is in force.';

    create table duty_version (
      path ltree not null,
      number integer not null check (number > 0),
      note text not null,
      author_id uuid,
      author_name text not null,
      published_at timestamptz not null,
      restored_from integer,
      rules jsonb not null,
      primary key (path, number)
    );
    comment on table duty_version is 'Published rule sets of a street, whole and append-only.';
    create index duty_version_by_path on duty_version using gist (path);
    create trigger duty_version_append_only before update or delete on duty_version for each row execute function refuse_rewrite();
    revoke update, delete, truncate on duty_version from yihu_app;
    alter table duty_version enable row level security;
    alter table duty_version force row level security;
    create policy duty_version_scope on duty_version
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));

    create table duty_draft (
      path ltree primary key,
      revision integer not null,
      rules jsonb,
      editor_name text not null,
      changed_at timestamptz not null
    );
    comment on table duty_draft is 'The next rule set of a street while it is being written.';
    comment on column duty_draft.rules is 'Null: nobody is writing; the revision goes on counting.';
    create index duty_draft_by_path on duty_draft using gist (path);
    alter table duty_draft enable row level security;
    alter table duty_draft force row level security;
    create policy duty_draft_scope on duty_draft
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));

    create view duty_past_case with (security_invoker) as
      select id, number, title, area_path, class_code, state, owner_unit, registered_at, due_at,
        to_timestamp((core ->> 'closedAt')::double precision / 1000) as closed_at,
        to_timestamp((core ->> 'dispatchedAt')::double precision / 1000) as dispatched_at,
        (core ->> 'hops')::integer as hops, (core ->> 'returns')::integer as returns
      from case_file where merged_into is null;
    comment on view duty_past_case is 'What the dispatch rules learn from cases; the reader''s own row-level security applies.';
    create view duty_past_hop with (security_invoker) as
      select case_id, seq, at, kind, unit_id as by_unit, payload ->> 'unitId' as to_unit
      from case_event where kind in ('dispatch', 'redispatch', 'return');
    comment on view duty_past_hop is 'Who was sent a case and who returned it.';
    revoke insert, update, delete on duty_past_case, duty_past_hop from yihu_app;
  `.execute(db)
}
