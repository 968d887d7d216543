import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** The picture that came with what a camera claims, for a week. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sighting_picture (
      id uuid primary key,
      device_no integer not null,
      at timestamptz not null,
      file_hash text not null references file_object
    );
    comment on table sighting_picture is 'What a camera sent along with a claim of this time; kept a few days, and no longer than its device.';
    create index sighting_picture_by_device on sighting_picture (device_no, at);
    create index sighting_picture_by_age on sighting_picture (at);
    create index sighting_picture_by_file on sighting_picture (file_hash);
    alter table sighting_picture enable row level security;
    alter table sighting_picture force row level security;
    create policy sighting_picture_seen on sighting_picture using ((select yihu_all()) or exists (select from device d where d.no = sighting_picture.device_no));
    create policy file_object_of_sighting on file_object for select using (exists (select from sighting_picture p where p.file_hash = file_object.hash));
    grant select, insert, update, delete on sighting_picture to yihu_app;
  `.execute(db)
}
