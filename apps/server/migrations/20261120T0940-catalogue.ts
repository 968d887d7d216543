import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Classes of cases (parts, events, appeals) by edition, and the high-frequency service items. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table class (
      code text not null,
      edition text not null,
      kind text not null check (kind in ('part', 'event', 'appeal')),
      level smallint not null,
      parent_code text,
      name text not null,
      full_name text not null,
      aliases text[] not null default '{}',
      unit_kind text not null,
      limits jsonb not null,
      phases jsonb not null default '[]',
      filing text not null,
      closing text not null,
      basis text not null,
      is_local boolean not null default false,
      valid_from date not null,
      valid_to date,
      primary key (code, edition)
    );
    comment on table class is 'Catalogue of GB/T 30428.2 parts and events and of appeals. A code means something only with its edition.';
    comment on column class.is_local is 'Changed by this street: shipped data no longer overwrites the row.';

    create table service_item (
      id text primary key,
      position integer not null,
      name text not null,
      guide text not null,
      unit_kind text not null,
      time_limit jsonb not null,
      is_local boolean not null default false,
      is_active boolean not null default true
    );
    comment on table service_item is 'High-frequency services of the resident pages.';

    create trigger class_revise after insert or update or delete or truncate on class
      for each statement execute function yihu_revise('catalogue');
    create trigger service_item_revise after insert or update or delete or truncate on service_item
      for each statement execute function yihu_revise('catalogue');
  `.execute(db)
}
