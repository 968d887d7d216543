import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Reports of residents that wait for a clerk. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table held_report (
      id uuid primary key,
      number text not null unique,
      path ltree not null,
      area_name text not null,
      heap text not null,
      reason text not null check (reason in ('same', 'sender', 'flood')),
      sender text not null,
      source text not null,
      sender_id text not null,
      title text not null,
      text text not null,
      form jsonb not null,
      contact bytea,
      at timestamptz not null,
      state text not null check (state in ('held', 'taken', 'dropped')),
      note text not null,
      decided_name text,
      decided_at timestamptz,
      unique (source, sender_id)
    );
    comment on table held_report is 'Reports beyond a sender''s measure or in a flood: kept whole, taken or dropped by a clerk; a taken one is the case of the same id.';
    create index held_report_heap on held_report (heap, at) where state = 'held';
    create index held_report_path on held_report using gist (path);
    alter table held_report enable row level security;
    alter table held_report force row level security;
    create policy held_report_scope on held_report
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
