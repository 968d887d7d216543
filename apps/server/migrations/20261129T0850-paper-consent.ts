import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** A consent on paper is entered by one person and stands once another has looked at the paper. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table resident_consent add column recorded_by uuid;
    alter table resident_consent add column confirmed_name text check (confirmed_name is null or way = 'paper');
    create index resident_consent_waiting on resident_consent (asked_at) where way = 'paper' and agreed_at is null;
  `.execute(db)
}
