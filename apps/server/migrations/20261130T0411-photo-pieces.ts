import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Photos that a phone sends piece by piece: what a broken line or a killed app leaves is gone on with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table patrol_photo (
      user_id uuid not null references user_account (id) on delete cascade,
      id uuid not null,
      hash text not null check (hash ~ '^[0-9a-f]{64}$'),
      size integer not null check (size > 0),
      name text not null,
      bytes bytea not null default '',
      kept jsonb,
      at timestamptz not null,
      primary key (user_id, id)
    );
    comment on table patrol_photo is 'A photo on its way from a phone, by the id it has there: the bytes so far, in order; once it is whole, the upload it became (kept) and no bytes.';
    create index patrol_photo_by_time on patrol_photo (at);
    alter table patrol_photo enable row level security;
    alter table patrol_photo force row level security;
    create policy patrol_photo_own on patrol_photo
      using ((select yihu_all()) or user_id = (select yihu_user()))
      with check ((select yihu_all()) or user_id = (select yihu_user()));
  `.execute(db)
}
