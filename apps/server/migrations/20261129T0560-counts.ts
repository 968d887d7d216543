import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Counts as different sources state them, and which of them holds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table stated_count (
      id uuid primary key,
      area_path ltree not null,
      subject text not null,
      value integer not null check (value >= 0),
      source text not null,
      as_of date not null,
      note text not null,
      by_name text not null,
      at timestamptz not null
    );
    comment on table stated_count is 'How many there are of something in an area, as a source states it on a day; never overwritten by another source.';
    create index stated_count_by_path on stated_count using gist (area_path);

    create table count_ruling (
      id uuid primary key,
      area_path ltree not null,
      subject text not null,
      value integer not null check (value >= 0),
      note text not null,
      by_name text not null,
      at timestamptz not null
    );
    comment on table count_ruling is 'Which of several stated counts holds, by whose word and why; the latest counts.';
    create index count_ruling_by_path on count_ruling using gist (area_path);
  `.execute(db)
  for (const name of ['stated_count', 'count_ruling']) {
    const inScope = sql`((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))`
    await sql`alter table ${sql.table(name)} enable row level security`.execute(db)
    await sql`alter table ${sql.table(name)} force row level security`.execute(db)
    await sql`create policy ${sql.id(`${name}_scope`)} on ${sql.table(name)} using ${inScope} with check ${inScope}`.execute(db)
  }
}
