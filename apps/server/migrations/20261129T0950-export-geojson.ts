import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What has a place can leave the house as GeoJSON; parts (部件) leave by the same door. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table export_job drop constraint export_job_format_check, add constraint export_job_format_check check (format in ('xlsx', 'csv', 'geojson'));
    comment on column export_job.register is 'Which register of the pool, or parts, and how it is narrowed; null: cases by query.';
  `.execute(db)
}
