import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** The coordination desks read their lines from the trace: few kinds of moves among all, found by kind and age. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index case_event_coordination on case_event (kind, at desc)
      where kind in ('urge', 'answer-urge', 'escalate', 'answer-call', 'call-all', 'claim-all', 'answer-all');
  `.execute(db)
}
