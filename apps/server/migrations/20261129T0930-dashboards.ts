import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Dashboards of one's own, and the bulletins made from them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table dashboard (
      id uuid primary key,
      home ltree not null,
      owner uuid not null references user_account (id) on delete cascade,
      owner_name text not null,
      form jsonb not null,
      roles text[] not null,
      origin text not null,
      version integer not null check (version > 0),
      changed_at timestamptz not null
    );
    comment on table dashboard is 'Which figures a person looks at and how. roles: who else may look, each seeing what their own rights allow. origin: where the owner''s pages are, for links in files.';
    create index dashboard_by_owner on dashboard (owner);
    create index dashboard_by_home on dashboard using gist (home);

    create table bulletin (
      id uuid primary key,
      dashboard_id uuid references dashboard (id) on delete set null,
      owner uuid not null references user_account (id) on delete cascade,
      name text not null,
      area_name text not null,
      slot date,
      figures integer not null check (figures >= 0),
      failed integer not null check (failed >= 0),
      pdf_hash text not null references file_object (hash),
      xlsx_hash text not null references file_object (hash),
      made_at timestamptz not null,
      expires_at timestamptz not null,
      constraint bulletin_once unique (dashboard_id, slot)
    );
    comment on table bulletin is 'A dashboard on paper as its owner saw it at a moment. slot: the day it was due; null: made when somebody asked.';
    create index bulletin_by_owner on bulletin (owner, made_at);
    create index bulletin_by_end on bulletin (expires_at);
    create index bulletin_by_pdf on bulletin (pdf_hash);
    create index bulletin_by_xlsx on bulletin (xlsx_hash);

    alter table dashboard enable row level security;
    alter table dashboard force row level security;
    create policy dashboard_seen on dashboard for select using ((select yihu_all()) or owner = (select yihu_user())
      or (cardinality(roles) > 0 and (home @> any ((select yihu_scope())::ltree[]) or home <@ any ((select yihu_scope())::ltree[]))));
    create policy dashboard_kept on dashboard using ((select yihu_all()) or owner = (select yihu_user())) with check ((select yihu_all()) or owner = (select yihu_user()));
    alter table bulletin enable row level security;
    alter table bulletin force row level security;
    create policy bulletin_own on bulletin using ((select yihu_all()) or owner = (select yihu_user())) with check ((select yihu_all()) or owner = (select yihu_user()));
  `.execute(db)
}
