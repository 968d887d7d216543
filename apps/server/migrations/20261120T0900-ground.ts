import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Extensions, the application role, who-sees-what for row-level security, and the kernel's own tables. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create extension if not exists ltree;
    create extension if not exists pg_trgm;
    create extension if not exists cube;
    create extension if not exists earthdistance;
    create extension if not exists btree_gist;
  `.execute(db)
  await createRole(db)
  await createScope(db)
  await createTables(db)
  await markLeakproof(db)
}

/** Roles belong to the cluster, not the database: another database of it may have made ours already, even right now. */
async function createRole(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$ begin
      create role yihu_app nologin nosuperuser nobypassrls;
    exception when duplicate_object or unique_violation then null;
    end $$;
    do $$ begin
      if not pg_has_role(current_user, 'yihu_app', case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) then
        execute format('grant yihu_app to %I', current_user);
      end if;
    exception when unique_violation then null;
    end $$;
    revoke create on schema public from public;
    grant usage on schema public to yihu_app;
    alter default privileges in schema public grant select, insert, update, delete on tables to yihu_app;
    alter default privileges in schema public grant usage, select on sequences to yihu_app;
    alter default privileges in schema public grant execute on functions to yihu_app;
  `.execute(db)
}

/**
 * What transact() set for this transaction. Unset or empty sees nothing. Policies wrap each call in (select …): then it
 * is an InitPlan, evaluated once a query and not once a row.
 */
async function createScope(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function yihu_all() returns boolean language sql stable parallel safe
      return coalesce(current_setting('yihu.scope', true) = '*', false);
    create function yihu_scope() returns ltree[] language sql stable parallel safe
      return case when coalesce(current_setting('yihu.scope', true), '') in ('', '*') then '{}'::ltree[]
        else current_setting('yihu.scope', true)::ltree[] end;
    create function yihu_in_scope(path ltree) returns boolean language sql stable parallel safe
      return yihu_all() or path <@ any (yihu_scope());
    create function yihu_units() returns text[] language sql stable parallel safe
      return coalesce(nullif(current_setting('yihu.units', true), ''), '{}')::text[];
    create function yihu_user() returns uuid language sql stable parallel safe
      return nullif(current_setting('yihu.user', true), '')::uuid;
  `.execute(db)
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table outbox (
      id bigint generated always as identity primary key,
      xid xid8 not null default pg_current_xact_id(),
      at timestamptz not null default clock_timestamp(),
      topic text not null,
      scope_path ltree,
      payload jsonb not null
    );
    comment on table outbox is 'Events, written in the transaction that made them true. A reader remembers the snapshot it has seen and takes what is visible now and was not then, so none is skipped and none waits for a stranger''s long transaction.';
    create index outbox_by_xid on outbox (xid, id);
    create index outbox_by_time on outbox (at);
    alter table outbox enable row level security;
    alter table outbox force row level security;
    create policy outbox_write on outbox for insert with check (true);
    create policy outbox_read on outbox using ((select yihu_all()));

    create table outbox_consumer (
      name text primary key,
      seen pg_snapshot not null default pg_current_snapshot(),
      target pg_snapshot,
      last_id bigint not null default 0,
      highest_id bigint not null default 0,
      failures integer not null default 0,
      retry_at timestamptz,
      moved_at timestamptz not null default now()
    );
    comment on table outbox_consumer is 'How far each in-process handler has read: all of seen, and of target up to last_id. Moved in the transaction of the handler.';

    create table outbox_failure (
      consumer text not null,
      event_id bigint not null,
      topic text not null,
      payload jsonb not null,
      error text not null,
      at timestamptz not null default now(),
      primary key (consumer, event_id)
    );
    comment on table outbox_failure is 'Events that a handler could not take after several tries; they no longer hold up the others.';

    create table file_object (
      hash text primary key,
      kind text not null check (kind in ('image', 'document', 'audio', 'video', 'other')),
      media_type text not null,
      bytes bigint not null,
      width integer,
      height integer,
      thumbnail_hash text,
      gps jsonb,
      taken_at timestamptz,
      original_name text,
      created_at timestamptz not null default now()
    );
    comment on table file_object is 'What lies in the content-addressed store. Who may see a file is decided by the row that refers to it.';

    create table setting (
      key text primary key,
      value jsonb not null,
      updated_at timestamptz not null default now()
    );
    comment on table setting is 'Settings that are changed at run time.';
  `.execute(db)
}

/**
 * Row-level security lets an index serve a condition only when its function cannot leak by error text; PostgreSQL marks
 * few so. These compare without raising errors. Only a superuser may say it; without, queries are slower but right.
 */
async function markLeakproof(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$
    declare f text;
    begin
      foreach f in array array[
        'ltree_isparent(ltree, ltree)', 'ltree_risparent(ltree, ltree)', '_ltree_r_isparent(ltree, ltree[])', 'ltq_regex(ltree, lquery)',
        'pg_catalog.textlike(text, text)', 'pg_catalog.texticlike(text, text)', 'similarity_op(text, text)',
        'word_similarity_op(text, text)', 'pg_catalog.poly_contain_pt(polygon, point)', 'pg_catalog.pt_contained_poly(point, polygon)',
        'pg_catalog.on_pb(point, box)', 'pg_catalog.box_overlap(box, box)', 'pg_catalog.poly_overlap(polygon, polygon)',
        'pg_catalog.arraycontains(anyarray, anyarray)', 'pg_catalog.arrayoverlap(anyarray, anyarray)',
        'pg_catalog.jsonb_contains(jsonb, jsonb)', 'pg_catalog.range_contains_elem(anyrange, anyelement)', 'pg_catalog.range_overlaps(anyrange, anyrange)',
        'cube_contained(cube, cube)', 'cube_contains(cube, cube)'
      ] loop
        execute format('alter function %s leakproof', f);
      end loop;
    exception when insufficient_privilege then
      raise notice 'not a superuser: searches under row-level security use fewer indexes';
    end $$;
  `.execute(db)
}
