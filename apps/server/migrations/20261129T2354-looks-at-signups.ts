import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Who looked at a sign-up is asked for by the sign-up: titles of activities change. Serves `rowsOnEach`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index audit_row_by_signup on audit_row (action, (detail ->> 'signup'), seq desc) where detail ->> 'signup' is not null`.execute(db)
}
