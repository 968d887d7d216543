import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Tracks of staff on duty: seen by who walked them and by nobody else; which places were reached, without persons. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTracks(db)
  await createPartitions(db)
  await guard(db)
}

async function createTracks(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table track_session (
      id uuid primary key,
      user_id uuid not null,
      street ltree not null,
      begun_at timestamptz not null,
      ended_at timestamptz
    );
    comment on table track_session is 'From when to when somebody switched their track on. Belongs to that person alone.';
    create index track_session_own on track_session (user_id, begun_at desc);

    create table track_point (
      session_id uuid not null,
      user_id uuid not null,
      at timestamptz not null,
      lon double precision not null,
      lat double precision not null,
      accuracy real,
      primary key (session_id, at)
    ) partition by range (at);
    comment on table track_point is 'Where a session went. Read by the person who walked it; destroyed after 30 days.';
    create table track_point_rest partition of track_point default;

    create table track_coverage (
      path ltree not null,
      level text not null check (level in ('grid', 'building')),
      since date not null,
      primary key (path, since)
    );
    comment on table track_coverage is 'Places somebody on duty came near: grids by the day, buildings by the week (its Monday). Nobody, no time, no order.';
    create index track_coverage_since on track_coverage (since, level);
    create index track_coverage_path on track_coverage using gist (path);
  `.execute(db)
}

async function createPartitions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function ensure_track_month(day date) returns void language plpgsql security definer set search_path = public as $f$
    declare first date := date_trunc('month', day)::date;
    begin
      if to_regclass('track_point_' || to_char(first, 'YYYYMM')) is null then
        execute format('create table %I partition of track_point for values from (%L) to (%L)',
          'track_point_' || to_char(first, 'YYYYMM'), first::timestamp at time zone 'Asia/Shanghai', (first + interval '1 month')::timestamp at time zone 'Asia/Shanghai');
        execute format('alter table %I enable row level security', 'track_point_' || to_char(first, 'YYYYMM'));
        execute format('alter table %I force row level security', 'track_point_' || to_char(first, 'YYYYMM'));
      end if;
    exception when check_violation then
      null; -- the rest partition already holds points of that month: they stay there
    end $f$;

    create function drop_track_months(before date) returns integer language plpgsql security definer set search_path = public as $f$
    declare part text; dropped integer := 0;
    begin
      for part in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'track_point'::regclass and c.relname ~ '^track_point_[0-9]{6}$' and substr(c.relname, 13) < to_char(before, 'YYYYMM') loop
        execute format('drop table %I', part);
        dropped := dropped + 1;
      end loop;
      return dropped;
    end $f$;

    create function yihu_track_end() returns timestamptz language sql stable parallel safe
      return coalesce(nullif(current_setting('yihu.track_end', true), '')::timestamptz, '-infinity');
    comment on function yihu_track_end() is 'What began before it may be destroyed by the retention job, which sets it for its own transaction.';
  `.execute(db)
}

/** The owner alone; not even the platform itself, except for destroying what is older than it may be kept. */
async function guard(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table track_session enable row level security;
    alter table track_session force row level security;
    create policy track_session_own on track_session using (user_id = (select yihu_user())) with check (user_id = (select yihu_user()));
    create policy track_session_due on track_session using ((select yihu_all()) and begun_at < (select yihu_track_end())) with check (false);
    alter table track_point enable row level security;
    alter table track_point force row level security;
    alter table track_point_rest enable row level security;
    alter table track_point_rest force row level security;
    create policy track_point_own on track_point using (user_id = (select yihu_user())) with check (user_id = (select yihu_user()));
    create policy track_point_due on track_point using ((select yihu_all()) and at < (select yihu_track_end())) with check (false);
    alter table track_coverage enable row level security;
    alter table track_coverage force row level security;
    create policy track_coverage_scope on track_coverage using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[])) with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
