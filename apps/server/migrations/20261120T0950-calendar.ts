import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** The working calendar, one row a year of the State Council's notice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table calendar_year (
      year integer primary key check (year between 2007 and 2100),
      version integer not null check (version > 0),
      off date[] not null,
      work date[] not null,
      source text not null,
      saved_by uuid,
      saved_at timestamptz not null default now()
    );
    comment on table calendar_year is 'Exceptions to "weekdays work, weekends rest", by the year of the notice. saved_by is null for rows the product shipped.';

    create trigger calendar_revise after insert or update or delete or truncate on calendar_year
      for each statement execute function yihu_revise('calendar');
  `.execute(db)
}
