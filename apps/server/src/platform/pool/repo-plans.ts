import { sql } from 'kysely'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'

/** What follows in this transaction goes by ids, one way whatever they are: the way is looked for once and not for every card, which took longer than to walk it. */
export async function planOnce(tx: Tx): Promise<void> {
  await sql`set local plan_cache_mode = force_generic_plan`.execute(tx)
}

/** Has the database count its rows anew after much was brought in: by what it counted before, a page of a community is looked for in all of its people. */
export async function countAnew({ db }: Pick<Context, 'db'>): Promise<void> {
  await sql`analyze person, person_key, household, house, organisation, vehicle, relation, part`.execute(db.owner)
}
