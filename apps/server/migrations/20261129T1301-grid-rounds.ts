import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Who walks which place when, week by week. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table grid_round (
      id uuid not null,
      area_path ltree not null,
      user_id uuid not null,
      form jsonb not null,
      version integer not null check (version > 0),
      changed_name text not null,
      changed_at timestamptz not null,
      ended_at timestamptz check (ended_at >= changed_at),
      primary key (id, version)
    );
    comment on table grid_round is 'A version of a round of a grid or a site: which days and hours, by whom; in force from changed_at until ended_at. There is no row for a single day: whether it was walked follows from visits and sheets, by the version of that day.';
    create unique index grid_round_in_force on grid_round (id) where ended_at is null;
    create index grid_round_by_path on grid_round using gist (area_path);
    alter table grid_round enable row level security;
    alter table grid_round force row level security;
    create policy grid_round_scope on grid_round
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
