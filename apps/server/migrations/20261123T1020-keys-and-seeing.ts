import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Who made a machine's key, until when it counts and when it was used; and sessions that look through another's eyes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table api_key
      add column created_by text,
      add column expires_at timestamptz,
      add column last_used_at timestamptz;
    comment on column api_key.created_by is 'Name of the administrator; null: made from the command line.';
    comment on column api_key.last_used_at is 'To the minute.';

    alter table session
      add column seeing_user uuid references user_account on delete set null,
      add column seeing_until timestamptz;
    comment on column session.seeing_user is 'The administrator of this session looks, read-only, as this person until seeing_until.';
    create index session_by_seeing on session (seeing_user) where seeing_user is not null;
  `.execute(db)
}
