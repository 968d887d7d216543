import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Service items of a street as it changed them (those as shipped stand in the program), and appointments for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table service_item;
    create table service_item (
      street ltree not null,
      id text not null,
      form jsonb not null,
      version integer not null check (version > 0),
      changed_name text not null,
      changed_at timestamptz not null,
      primary key (street, id)
    );
    comment on table service_item is 'High-frequency services that a street changed or added; those never changed stand in the program and have no row.';
    alter table service_item enable row level security;
    alter table service_item force row level security;
    create policy service_item_seen on service_item for select
      using ((select yihu_all()) or street @> any ((select yihu_scope())::ltree[]) or street <@ any ((select yihu_scope())::ltree[]));
    create policy service_item_kept on service_item
      using ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[])) with check ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[]));

    create table service_booking (
      id uuid primary key,
      path ltree not null,
      client_id text not null unique,
      code_index bytea not null unique,
      item_id text not null,
      item_name text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null check (ends_at > starts_at),
      seat smallint not null check (seat between 1 and 20),
      state text not null check (state in ('booked', 'cancelled', 'done', 'missed')),
      name_cipher bytea,
      phone_cipher bytea,
      phone_index bytea,
      created_at timestamptz not null,
      changed_name text,
      changed_at timestamptz not null,
      constraint service_booking_once exclude using gist (path with =, item_id with =, seat with =, tstzrange(starts_at, ends_at) with &&) where (state <> 'cancelled')
    );
    comment on table service_booking is 'Appointments: one desk, one time, one person, also where slots of different lengths meet. Who comes is encrypted and forgotten after a while.';
    create index service_booking_by_path on service_booking using gist (path);
    create index service_booking_by_time on service_booking (path, starts_at);
    create index service_booking_by_phone on service_booking (phone_index) where state = 'booked';
    alter table service_booking enable row level security;
    alter table service_booking force row level security;
    create policy service_booking_scope on service_booking
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
