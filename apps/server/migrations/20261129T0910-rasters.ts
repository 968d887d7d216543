import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Pictures of the ground from above, tile by tile: base maps that the street brought in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table raster_map (
      id uuid primary key,
      name text not null,
      source text not null,
      as_of date not null,
      min_zoom smallint not null,
      max_zoom smallint not null,
      west double precision not null,
      south double precision not null,
      east double precision not null,
      north double precision not null,
      tiles integer not null,
      bytes bigint not null,
      added_by text not null,
      added_at timestamptz not null
    );
    comment on table raster_map is 'An orthophoto or another picture of the ground, with whose it is and of which day. No scope: everybody who is signed in may see it.';

    create table raster_tile (
      raster_id uuid not null references raster_map on delete cascade,
      z smallint not null,
      x integer not null,
      y integer not null,
      media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
      content bytea not null,
      primary key (raster_id, z, x, y)
    );
    comment on table raster_tile is 'Its tiles: Web Mercator, row from the north.';
    alter table raster_tile alter column content set storage external;
  `.execute(db)
}
