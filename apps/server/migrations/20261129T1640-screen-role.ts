import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** A screen on a wall has an account of its own, which only looks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table user_role drop constraint user_role_role_check;
    alter table user_role add constraint user_role_role_check check (role in ('admin', 'security', 'auditor', 'duty-chief', 'acceptor', 'dispatcher', 'community',
      'grid-worker', 'department', 'property', 'enterprise', 'screen'));
  `.execute(db)
}
