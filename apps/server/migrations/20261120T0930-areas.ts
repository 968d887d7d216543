import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * The area tree with its geometry and history, shapes of the base map, the places that QR codes stand for; and the
 * revisions by which servers notice that reference data they hold in memory has changed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table revision (
      name text primary key,
      stamp text not null
    );
    comment on table revision is 'Stamp of the last change to a table that servers hold in memory; equal stamps mean equal contents.';
    create function yihu_revise() returns trigger language plpgsql as $$
    begin
      insert into revision (name, stamp) values (tg_argv[0], pg_current_xact_id()::text)
        on conflict (name) do update set stamp = excluded.stamp;
      return null;
    end $$;

    create table area (
      code text primary key,
      level text not null check (level in ('district', 'street', 'community', 'grid', 'estate', 'building', 'unit', 'room')),
      parent_code text references area (code) deferrable initially deferred,
      path ltree not null,
      name text not null,
      address text,
      aliases text[] not null default '{}',
      point point,
      ring polygon,
      geometry jsonb,
      attrs jsonb not null default '{}',
      valid_from date not null,
      valid_to date,
      constraint area_path_key unique (path) deferrable initially deferred
    );
    comment on table area is 'Tree of places: district, street, community, grid, estate, building, unit, room. WGS-84 lon/lat.';
    comment on column area.ring is 'Outer ring of the largest part, for searches by GiST; holes and further parts are in geometry.';
    create index area_by_path on area using gist (path);
    create index area_by_ring on area using gist (ring);
    create index area_by_parent on area (parent_code);
    create index area_by_level on area (level, code);
    create index area_by_name on area using gin (name gin_trgm_ops);

    create table area_history (
      id bigint generated always as identity primary key,
      code text not null,
      path ltree not null,
      geometry jsonb not null,
      valid_from date not null,
      valid_to date,
      reason text not null,
      changed_by uuid,
      changed_at timestamptz not null default now()
    );
    comment on table area_history is 'Borders that were once valid; valid_to is the day before the next border began.';
    create index area_history_by_code on area_history (code, id);
    create index area_history_by_path on area_history using gist (path);

    create table base_feature (
      id text primary key,
      kind text not null,
      name text not null default '',
      geometry jsonb not null,
      attrs jsonb not null default '{}'
    );
    comment on table base_feature is 'Roads, water, green and named places of our own base map.';

    create table place_code (
      code text primary key,
      area_code text not null references area (code),
      path ltree not null,
      name text not null,
      address text not null,
      lon double precision,
      lat double precision,
      is_active boolean not null default true,
      created_at timestamptz not null default now()
    );
    comment on table place_code is 'QR plates (智慧码) and the place each stands for.';
    create index place_code_by_path on place_code using gist (path);
    create index place_code_by_area on place_code (area_code);

    create trigger area_revise after insert or update or delete or truncate on area
      for each statement execute function yihu_revise('area');
    create trigger base_feature_revise after insert or update or delete or truncate on base_feature
      for each statement execute function yihu_revise('area');
  `.execute(db)
  for (const table of ['area', 'area_history', 'place_code']) await protect(db, table)
}

/** Places are no personal data: everybody reads them; only who is responsible for the place changes them. */
async function protect(db: Kysely<unknown>, table: string): Promise<void> {
  const name = sql.table(table)
  await sql`alter table ${name} enable row level security`.execute(db)
  await sql`alter table ${name} force row level security`.execute(db)
  await sql`create policy ${sql.id(`${table}_read`)} on ${name} for select using (true)`.execute(db)
  const inScope = sql`((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))`
  await sql`create policy ${sql.id(`${table}_insert`)} on ${name} for insert with check ${inScope}`.execute(db)
  await sql`create policy ${sql.id(`${table}_update`)} on ${name} for update using ${inScope} with check ${inScope}`.execute(db)
  await sql`create policy ${sql.id(`${table}_delete`)} on ${name} for delete using ${inScope}`.execute(db)
}
