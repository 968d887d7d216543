import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Whoever proposed something may have their name and telephone destroyed; the proposal stays. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table deliberation alter column name_cipher drop not null, alter column phone_cipher drop not null;
    alter table deliberation add constraint deliberation_author_whole check ((name_cipher is null) = (phone_cipher is null));
  `.execute(db)
}
