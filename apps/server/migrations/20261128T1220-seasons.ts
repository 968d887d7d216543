import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Times of the year that bring complaints: what to do before they begin. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table season (
      street ltree not null,
      id text not null,
      name text not null,
      calendar text not null check (calendar in ('solar', 'lunar')),
      month smallint not null check (month between 1 and 12),
      day smallint not null check (day between 1 and 31),
      days smallint not null check (days between 1 and 200),
      lead_days smallint not null check (lead_days between 1 and 60),
      class_codes text[] not null check (cardinality(class_codes) between 1 and 10),
      measure text not null,
      is_active boolean not null,
      version integer not null check (version > 0),
      changed_name text not null,
      changed_at timestamptz not null,
      primary key (street, id)
    );
    comment on table season is 'The calendar of seasons and events of a street; those never changed stand in the program and have no row.';
    alter table season enable row level security;
    alter table season force row level security;
    create policy season_seen on season for select
      using ((select yihu_all()) or street @> any ((select yihu_scope())::ltree[]) or street <@ any ((select yihu_scope())::ltree[]));
    create policy season_kept on season
      using ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[])) with check ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
