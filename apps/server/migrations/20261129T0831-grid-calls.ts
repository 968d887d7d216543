import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Somebody can be asked by telephone (回头访、电话全覆盖), not only at the door. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table grid_visit drop constraint grid_visit_act_check;
    alter table grid_visit add constraint grid_visit_act_check check (act in ('patrol', 'visit', 'call', 'talk', 'review'));
  `.execute(db)
}
