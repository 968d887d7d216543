import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Announcements and stories that the street tells everybody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table story (
      id uuid primary key,
      path ltree not null,
      kind text not null check (kind in ('announcement', 'story')),
      title text not null,
      body text not null,
      state text not null check (state in ('draft', 'waiting', 'published', 'withdrawn')),
      version integer not null check (version > 0),
      written_by uuid not null,
      written_name text not null,
      decided_name text,
      note text not null,
      changed_at timestamptz not null,
      published_at timestamptz
    );
    comment on table story is 'Announcements and stories; published by another person than the writer, read by everybody.';
    create index story_by_path on story using gist (path);
    create index story_published on story (published_at desc, id desc) where state = 'published';
    alter table story enable row level security;
    alter table story force row level security;
    create policy story_scope on story
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
