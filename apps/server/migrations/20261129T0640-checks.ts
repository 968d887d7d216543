import { sql } from 'kysely'
import type { Kysely } from 'kysely'

const within = (column: string) => sql.raw(`((select yihu_all()) or ${column} <@ any ((select yihu_scope())::ltree[]))`)
const seen = sql.raw(`((select yihu_all()) or street @> any ((select yihu_scope())::ltree[]) or street <@ any ((select yihu_scope())::ltree[]))`)

/** Checklists with their versions, filled sheets, the dangers found. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table checklist (
      street ltree not null,
      id uuid not null,
      draft jsonb,
      revision integer not null check (revision > 0),
      changed_name text not null,
      changed_at timestamptz not null,
      primary key (street, id)
    );
    comment on table checklist is 'Checklists that a street changed or made; those that came with the program and were never changed have no row.';
    create table checklist_version (
      street ltree not null,
      list_id uuid not null,
      version integer not null check (version > 0),
      form jsonb not null,
      note text not null,
      published_name text not null,
      published_at timestamptz not null,
      primary key (street, list_id, version)
    );
    comment on table checklist_version is 'What was published of a checklist, whole and append-only: filled sheets keep their version.';
    revoke update, delete, truncate on checklist_version from yihu_app;

    create table check_sheet (
      id uuid primary key,
      street ltree not null,
      list_id uuid not null,
      version integer not null,
      subject_kind text not null check (subject_kind in ('place', 'house', 'organisation', 'part')),
      subject_id text,
      subject_label text not null,
      path ltree not null,
      area_name text not null,
      answers jsonb not null,
      at timestamptz not null,
      received_at timestamptz not null,
      by_id uuid not null,
      by_name text not null,
      asked integer not null,
      passed integer not null,
      dangers integer not null
    );
    comment on table check_sheet is 'A filled checklist; its id was made on the phone, so the same sheet sent twice is one.';
    create index check_sheet_path on check_sheet using gist (path);
    create index check_sheet_order on check_sheet (at desc, id desc);
    create index check_sheet_list on check_sheet (list_id, at desc);

    create table check_photo (
      sheet_id uuid not null references check_sheet,
      id uuid not null,
      item_id text not null,
      path ltree not null,
      file_hash text not null references file_object,
      name text not null,
      primary key (sheet_id, id)
    );
    create index check_photo_file on check_photo (file_hash);

    create table check_danger (
      id uuid primary key,
      sheet_id uuid not null references check_sheet,
      item_id text not null,
      list_id uuid not null,
      street ltree not null,
      path ltree not null,
      item_text text not null,
      class_code text not null,
      case_id uuid not null,
      found_at timestamptz not null,
      closed_at timestamptz,
      unique (sheet_id, item_id)
    );
    comment on table check_danger is 'A hidden danger: it is rectified and checked again on its case; closed_at only says which ones need not be looked at.';
    create index check_danger_path on check_danger using gist (path);
    create index check_danger_open on check_danger (found_at desc, id desc) where closed_at is null;
    create index check_danger_closed on check_danger (closed_at desc, id desc) where closed_at is not null;
    create index check_danger_case on check_danger (case_id);
  `.execute(db)
  for (const table of ['checklist', 'checklist_version']) {
    await sql`
      alter table ${sql.table(table)} enable row level security;
      alter table ${sql.table(table)} force row level security;
      create policy ${sql.id(`${table}_seen`)} on ${sql.table(table)} for select using ${seen};
      create policy ${sql.id(`${table}_kept`)} on ${sql.table(table)} using ${within('street')} with check ${within('street')};
    `.execute(db)
  }
  for (const table of ['check_sheet', 'check_photo', 'check_danger']) {
    await sql`
      alter table ${sql.table(table)} enable row level security;
      alter table ${sql.table(table)} force row level security;
      create policy ${sql.id(`${table}_scope`)} on ${sql.table(table)} using ${within('path')} with check ${within('path')};
    `.execute(db)
  }
  await sql`create policy file_object_of_check on file_object for select using (exists (select from check_photo p where p.file_hash = file_object.hash))`.execute(db)
}
