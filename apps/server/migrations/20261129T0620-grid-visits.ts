import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What is done again and again in a grid, and what came of it. There is no row for what is due: it follows from these two. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table grid_routine (
      street ltree not null,
      id text not null,
      form jsonb not null,
      version integer not null check (version > 0),
      changed_name text not null,
      changed_at timestamptz not null,
      primary key (street, id)
    );
    comment on table grid_routine is 'The 五必 and campaigns as a street has changed or added them; what it has not stays as shipped.';
    alter table grid_routine enable row level security;
    alter table grid_routine force row level security;
    create policy grid_routine_seen on grid_routine for select
      using ((select yihu_all()) or street @> any ((select yihu_scope())::ltree[]) or street <@ any ((select yihu_scope())::ltree[]));
    create policy grid_routine_kept on grid_routine
      using ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[]));

    create table grid_visit (
      id uuid primary key,
      area_path ltree not null,
      subject_kind text not null check (subject_kind in ('grid', 'house', 'household', 'person', 'organisation', 'part')),
      subject_id text not null,
      routine text,
      act text not null check (act in ('patrol', 'visit', 'talk', 'review')),
      result text not null check (result in ('met', 'nobody', 'refused', 'moved')),
      day date not null,
      at timestamptz not null,
      received_at timestamptz not null,
      is_evening boolean not null,
      flights smallint not null check (flights >= 0),
      note_cipher bytea,
      verified jsonb not null,
      receipt jsonb not null,
      by_id uuid,
      by_name text not null
    );
    comment on table grid_visit is 'One knock at a door or look at a place, by the id that the phone gave it: the same id twice is once.';
    create index grid_visit_of on grid_visit (subject_id, act, day);
    create index grid_visit_by_path on grid_visit using gist (area_path);
    create index grid_visit_by_day on grid_visit (day, act);
    create index grid_visit_by_who on grid_visit (by_id, day);
    alter table grid_visit enable row level security;
    alter table grid_visit force row level security;
    create policy grid_visit_scope on grid_visit
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
