import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Classes as editions of the street: one draft, every published set kept whole; a matter keeps the limits of its day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table class add column published_at timestamptz;
    comment on column class.published_at is 'Since when this row counts; null for rows the product shipped. Matters received before keep the row before.';

    create table class_version (
      number integer primary key check (number > 0),
      note text not null,
      author_id uuid,
      author_name text not null,
      published_at timestamptz not null,
      restored_from integer,
      added integer not null,
      changed integer not null,
      stopped integer not null,
      classes jsonb not null
    );
    comment on table class_version is 'Published editions of the catalogue, whole and append-only. Carries no area: classes are the same everywhere.';
    create trigger class_version_append_only before update or delete on class_version for each row execute function refuse_rewrite();
    revoke update, delete, truncate on class_version from yihu_app;

    create table class_draft (
      id smallint primary key default 1 check (id = 1),
      revision integer not null,
      classes jsonb not null,
      editor_name text not null,
      changed_at timestamptz not null
    );
    comment on table class_draft is 'The next edition while it is being written: the classes that will differ. Empty: nobody is writing; the revision goes on counting.';
  `.execute(db)
}
