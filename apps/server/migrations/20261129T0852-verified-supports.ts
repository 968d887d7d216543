import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Which supports of a proposal came from a telephone that its owner had shown by a code. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table deliberation_support add column is_verified boolean not null default false;
    alter table deliberation add column verified_supports integer not null default 0 check (verified_supports >= 0);
  `.execute(db)
}
