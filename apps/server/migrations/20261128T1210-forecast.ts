import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Complaints expected and observed by area, class and week. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table forecast_week (
      area_path ltree not null,
      class_code text not null,
      week date not null check (extract(isodow from week) = 1),
      mean double precision not null check (mean >= 0),
      shape double precision not null check (shape > 0),
      rate double precision not null,
      season double precision not null,
      share double precision not null,
      habit double precision not null,
      reckoned_at timestamptz not null,
      observed integer not null check (observed >= 0),
      counted_at timestamptz not null,
      primary key (area_path, class_code, week)
    );
    comment on table forecast_week is 'What a week should bring, reckoned once from the weeks before it, and what it brought, counted anew each morning. class_code: a group of the catalogue; empty: all classes.';
    create index forecast_week_by_week on forecast_week (week);

    alter table forecast_week enable row level security;
    alter table forecast_week force row level security;
    create policy forecast_week_seen on forecast_week using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
