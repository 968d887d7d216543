import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Codes (智慧码) are signed, can be revoked and issued anew, and are counted when scanned; plain ones are gone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table place_code;

    create table place_code (
      id integer generated always as identity primary key,
      kind text not null check (kind in ('grid', 'estate', 'building', 'part', 'device', 'point', 'sheet')),
      ref text not null,
      path ltree not null,
      name text not null,
      address text not null,
      lon double precision,
      lat double precision,
      version integer not null default 1 check (version > 0),
      state text not null default 'active' check (state in ('active', 'revoked')),
      issued_at timestamptz not null,
      issued_by text,
      reason text,
      constraint place_code_once unique (kind, ref)
    );
    comment on table place_code is 'Codes (智慧码) and the place each stands for. What is printed is id and version under a MAC; ref: code of the area, the part or the device.';
    create index place_code_by_path on place_code using gist (path);

    create table code_scan (
      code_id integer not null references place_code (id) on delete cascade,
      day date not null,
      path ltree not null,
      scans integer not null default 0,
      refused integer not null default 0,
      far integer not null default 0,
      reports integer not null default 0,
      primary key (code_id, day)
    );
    comment on table code_scan is 'How often a code was scanned on a day, scanned though out of force, read far from its place, and reported with. Nothing of who.';
  `.execute(db)
  for (const name of ['place_code', 'code_scan']) {
    const table = sql.table(name)
    await sql`alter table ${table} enable row level security`.execute(db)
    await sql`alter table ${table} force row level security`.execute(db)
    await sql`create policy ${sql.id(`${name}_kept`)} on ${table} using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))`.execute(db)
  }
}
