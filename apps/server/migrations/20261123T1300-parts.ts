import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Parts (部件) of the street: what stands there, whose it is, in what state. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table part (
      code text primary key check (code ~ '^[0-9]{16}$'),
      class_code text not null,
      name text not null,
      path ltree not null,
      lon double precision not null,
      lat double precision not null,
      unit_id text references unit,
      state text not null default 'good' check (state in ('good', 'broken', 'lost', 'abandoned', 'removed')),
      recorded_on date not null,
      source text not null
    );
    comment on table part is 'Parts (部件) after GB/T 30428.2: code of 6 + 2 + 2 + 6 digits (edition 2013), class of the catalogue, place in WGS-84, the unit that keeps it.';
    create index part_by_place on part using gist (point(lon, lat));
    create index part_by_path on part using gist (path);
    alter table part enable row level security;
    alter table part force row level security;
    create policy part_read on part for select using (true);
    create policy part_kept on part using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[])) with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
