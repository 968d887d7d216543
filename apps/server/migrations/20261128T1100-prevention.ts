import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Preventive tasks (未诉先办): where they come from and what shall be done; owner, deadline and flow are those of their case. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table prevention_task (
      id uuid primary key,
      case_id uuid not null unique references case_file,
      origin_kind text not null check (origin_kind in ('cluster', 'season', 'forecast', 'person')),
      origin_id text,
      origin_name text not null,
      ordinal integer not null check (ordinal > 0),
      title text not null,
      measure text not null,
      class_code text not null,
      area_path ltree not null,
      lon double precision,
      lat double precision,
      created_at timestamptz not null,
      created_by text not null
    );
    comment on table prevention_task is 'A task begun before the next complaint; seen by whoever sees its case.';
    create unique index prevention_task_of_origin on prevention_task (origin_kind, origin_id, ordinal) where origin_id is not null;
    create index prevention_task_newest on prevention_task (created_at desc, id desc);

    alter table prevention_task enable row level security;
    alter table prevention_task force row level security;
    create policy prevention_task_seen on prevention_task using ((select yihu_all()) or exists (select from case_file c where c.id = case_id));
  `.execute(db)
}
