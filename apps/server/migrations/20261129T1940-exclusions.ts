import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** A household with an interest of its own stays excluded also while a roll is in force that does not name it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table deliberation_household add column on_roll boolean not null default true;
    alter table deliberation_household add constraint deliberation_household_off_roll check (on_roll or (excluded_reason is not null and voted is null));
    comment on column deliberation_household.on_roll is 'False: no roll in force names it; it is kept for its exclusion alone.';
  `.execute(db)
}
