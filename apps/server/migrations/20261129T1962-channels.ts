import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What video platforms list in their catalogues (GB/T 28181) is kept: the cameras there are, before anybody registers them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table camera_channel (
      path ltree not null,
      platform text not null,
      code text not null,
      name text,
      parent text,
      address text,
      maker text,
      model text,
      lon double precision,
      lat double precision,
      status text check (status in ('on', 'off')),
      heard_at timestamptz not null,
      primary key (path, platform, code)
    );
    comment on table camera_channel is 'Cameras that a video platform lists in its catalogue, as it describes them; what it says of one again replaces what it said.';
    comment on column camera_channel.path is 'Area of the key that brought the catalogue.';
    create index camera_channel_by_path on camera_channel using gist (path);
    alter table camera_channel enable row level security;
    alter table camera_channel force row level security;
    create policy camera_channel_scope on camera_channel
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[])) with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
    grant select, insert, update, delete on camera_channel to yihu_app;
  `.execute(db)
}
