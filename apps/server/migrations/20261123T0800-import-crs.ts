import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** In which coordinate system the places of a sheet are given. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table import_job add column crs text not null default 'WGS-84' check (crs in ('WGS-84', 'GCJ-02', 'BD-09'));
    comment on column import_job.crs is 'Coordinate system of the columns 经度 and 纬度, as confirmed when the import was started.';
  `.execute(db)
}
