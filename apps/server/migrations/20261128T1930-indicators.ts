import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What figures were, by area and day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table indicator_day (
      indicator text not null,
      area_path ltree not null,
      day date not null,
      value double precision not null,
      whole integer check (whole >= 0),
      measured_at timestamptz not null,
      primary key (indicator, area_path, day)
    );
    comment on table indicator_day is 'The last value of each figure on a day, as the whole area has it; small counts of people are not kept. whole: of a share.';

    alter table indicator_day enable row level security;
    alter table indicator_day force row level security;
    create policy indicator_day_seen on indicator_day using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
