import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Cameras send no readings: when a device was last heard by anything else. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table device add column heard_at timestamptz;
    comment on column device.heard_at is 'When it last sent something that leaves no reading: a claim of a camera, words, a keep-alive; written at most once a minute. Readings stand in reading_last.';
    update device d set heard_at = s.at from (select device_no, max(taken_at) as at from sighting group by device_no) s where s.device_no = d.no;
  `.execute(db)
}
