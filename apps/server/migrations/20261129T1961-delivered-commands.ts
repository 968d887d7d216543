import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** A command that has reached its device is not sent again, whether or not the device answers; old claims go by their time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table device_command add column delivered_at timestamptz;
    comment on column device_command.delivered_at is 'When the device had it: acknowledged to our broker, or sent through another one while the device was talking.';
    create index sighting_by_age on sighting using brin (at);
    comment on column device.heard_at is 'When it last sent something that leaves no reading: a claim of a camera, words, a keep-alive, an answer to a command; written at most once a minute. Readings stand in reading_last.';
  `.execute(db)
}
