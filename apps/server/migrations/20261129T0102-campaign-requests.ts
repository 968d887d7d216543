import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** A scenario with an end starts when a second person agrees: who asked for it, on what legal basis, and what was decided. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table campaign_request (
      id uuid primary key,
      path ltree not null,
      scenario text not null,
      version integer not null,
      settings jsonb not null,
      ends_on date not null,
      legal_basis text not null,
      state text not null default 'proposed' check (state in ('proposed', 'approved', 'declined')),
      proposed_by uuid not null,
      proposed_name text not null,
      proposed_at timestamptz not null,
      decided_by uuid check (decided_by <> proposed_by),
      decided_name text,
      decided_at timestamptz,
      decision_note text not null default '',
      check ((state = 'proposed') = (decided_at is null))
    );
    comment on table campaign_request is 'Somebody asks that a scenario with an end be switched on in an area; version is that of the setting it was asked upon. Rows are kept.';
    create unique index campaign_request_open on campaign_request (path, scenario) where state = 'proposed';
    create index campaign_request_by_path on campaign_request using gist (path);
    alter table campaign_request enable row level security;
    alter table campaign_request force row level security;
    create policy campaign_request_scope on campaign_request
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
