import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Products and devices, their readings by month with the last values and hourly roll-ups, sightings of cameras, and what could not be read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createDevices(db)
  await createReadings(db)
  await createAround(db)
  await secure(db)
}

async function createDevices(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table product (
      id text primary key,
      version integer not null default 1,
      name text not null,
      kind text not null,
      vendor text,
      codec text,
      points jsonb not null,
      created_at timestamptz not null,
      changed_at timestamptz not null
    );
    comment on table product is 'A kind of device: its measuring points with unit, range and period. Belongs to nobody, like the catalogue.';

    create table device (
      id text primary key,
      no integer not null unique generated always as identity,
      version integer not null default 1,
      product_id text not null references product,
      name text not null,
      area_path ltree not null,
      area_name text not null,
      lon double precision,
      lat double precision,
      address text,
      unit_id text,
      keeper text,
      secret_hash bytea,
      secret_at timestamptz,
      state text not null default 'active' check (state in ('active', 'stopped')),
      maintenance_until timestamptz,
      maintenance_note text,
      fault_at timestamptz,
      fault_note text,
      refused_at timestamptz,
      refused_reason text,
      created_at timestamptz not null,
      created_by text,
      changed_at timestamptz not null,
      search text not null generated always as (id || ' ' || name || ' ' || coalesce(address, '') || ' ' || coalesce(keeper, '')) stored
    );
    comment on table device is 'One device. Whether it is heard is the time of its last message, never a flag. The secret is kept as a hash.';
    comment on column device.no is 'Short name for readings, of which there are many.';
    create index device_by_path on device using gist (area_path);
    create index device_by_product on device (product_id);
    create index device_search on device using gin (search gin_trgm_ops);
  `.execute(db)
}

/** The key serves the chart (device, point, time) and makes the same reading twice one; arrival order serves the roll-up. */
async function createReadings(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table reading (
      device_no integer not null,
      point text not null,
      at timestamptz not null,
      value double precision not null check (value > '-Infinity' and value < 'Infinity'),
      taken_at timestamptz not null,
      primary key (device_no, point, at)
    ) partition by range (at);
    comment on table reading is 'What devices measured. Of two values of one instant the greater one stands, whichever came first.';
    create index reading_by_arrival on reading using brin (taken_at) with (pages_per_range = 32, autosummarize = on);
    create table reading_rest partition of reading default;

    create function ensure_reading_month(day date) returns void language plpgsql security definer set search_path = public as $f$
    declare first date := date_trunc('month', day)::date;
    begin
      if to_regclass('reading_' || to_char(first, 'YYYYMM')) is null then
        execute format('create table %I partition of reading for values from (%L) to (%L)',
          'reading_' || to_char(first, 'YYYYMM'), first::timestamp at time zone 'Asia/Shanghai', (first + interval '1 month')::timestamp at time zone 'Asia/Shanghai');
        execute format('alter table %I enable row level security', 'reading_' || to_char(first, 'YYYYMM'));
        execute format('alter table %I force row level security', 'reading_' || to_char(first, 'YYYYMM'));
      end if;
    exception when check_violation then
      null; -- the rest partition already holds readings of that month: they stay there
    end $f$;

    create function drop_reading_months(before date) returns integer language plpgsql security definer set search_path = public as $f$
    declare part text; dropped integer := 0;
    begin
      for part in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'reading'::regclass and c.relname ~ '^reading_[0-9]{6}$' and substr(c.relname, 9) < to_char(before, 'YYYYMM') loop
        execute format('drop table %I', part);
        dropped := dropped + 1;
      end loop;
      delete from reading_rest where at < before::timestamp at time zone 'Asia/Shanghai';
      return dropped;
    end $f$;

    create table reading_last (
      device_no integer not null,
      point text not null,
      at timestamptz not null,
      value double precision not null,
      taken_at timestamptz not null,
      primary key (device_no, point)
    ) with (fillfactor = 60);
    comment on table reading_last is 'The reading with the latest time of each point: the same whatever order the messages came in.';

    create table reading_hour (
      device_no integer not null,
      point text not null,
      hour timestamptz not null,
      count integer not null,
      low double precision not null,
      high double precision not null,
      mean double precision not null,
      primary key (device_no, point, hour)
    );
    comment on table reading_hour is 'Readings by the hour; an hour is worked out again whenever a reading of it arrived, and outlives the readings.';

    create table reading_rolled (
      is_only boolean primary key default true check (is_only),
      until timestamptz not null
    );
    comment on table reading_rolled is 'Up to which time of arrival readings are in reading_hour.';

    create table message_seen (
      device_no integer not null,
      id text not null,
      at timestamptz not null,
      primary key (device_no, id)
    );
    comment on table message_seen is 'Senders'' ids of messages that carry no time of their own, kept some days: the same one twice is one.';
    create index message_seen_by_time on message_seen using brin (at);
  `.execute(db)
}

async function createAround(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sighting (
      device_no integer not null,
      sender_id text not null,
      at timestamptz not null,
      taken_at timestamptz not null,
      kind text not null,
      raw_kind text not null,
      label text,
      zone text,
      score double precision,
      dwell_ms bigint not null default 0,
      is_active boolean not null,
      channel text,
      box jsonb,
      primary key (device_no, sender_id)
    );
    comment on table sighting is 'What a camera or video platform claims to have seen; never a decision.';
    create index sighting_by_time on sighting (device_no, at desc);

    create table dead_letter (
      id uuid primary key,
      path ltree not null,
      source text not null check (source in ('mqtt', 'http', 'intake')),
      sender text not null,
      topic text not null,
      payload bytea not null check (length(payload) <= 65536),
      bytes integer not null,
      reason text not null,
      detail text not null,
      hash bytea not null,
      times integer not null default 1,
      first_at timestamptz not null,
      last_at timestamptz not null,
      replayed_at timestamptz,
      replayed_by text,
      outcome text
    );
    comment on table dead_letter is 'Messages that could not be read, whole or in part, with the reason; the same one again is counted.';
    create unique index dead_letter_same on dead_letter (path, source, sender, hash) where replayed_at is null;
    create index dead_letter_newest on dead_letter (last_at desc, id desc);
    create index dead_letter_by_path on dead_letter using gist (path);
    create index dead_letter_by_sender on dead_letter (sender, last_at desc);
  `.execute(db)
}

/** A device is for those whose area it stands in; what it said follows it. */
async function secure(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table device enable row level security;
    alter table device force row level security;
    create policy device_scope on device
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));

    alter table reading enable row level security;
    alter table reading force row level security;
    alter table reading_rest enable row level security;
    alter table reading_rest force row level security;
    create policy reading_seen on reading using ((select yihu_all()) or exists (select from device d where d.no = reading.device_no));

    alter table reading_last enable row level security;
    alter table reading_last force row level security;
    create policy reading_last_seen on reading_last using ((select yihu_all()) or exists (select from device d where d.no = reading_last.device_no));

    alter table reading_hour enable row level security;
    alter table reading_hour force row level security;
    create policy reading_hour_seen on reading_hour using ((select yihu_all()) or exists (select from device d where d.no = reading_hour.device_no));

    alter table message_seen enable row level security;
    alter table message_seen force row level security;
    create policy message_seen_system on message_seen using ((select yihu_all()));

    alter table sighting enable row level security;
    alter table sighting force row level security;
    create policy sighting_seen on sighting using ((select yihu_all()) or exists (select from device d where d.no = sighting.device_no));

    alter table dead_letter enable row level security;
    alter table dead_letter force row level security;
    create policy dead_letter_scope on dead_letter
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
