import { sql } from 'kysely'
import type { Context } from '../kernel/context.ts'
import { systemScope } from '../kernel/db/index.ts'
import type { Tx } from '../kernel/db/index.ts'

const KEY = 'demo'

/** Whether the demo street was loaded into this database. */
export async function hasDemo({ db }: Pick<Context, 'db'>): Promise<boolean> {
  const { rows } = await db.transact(systemScope, (tx) => sql`select 1 from setting where key = ${KEY}`.execute(tx))
  return rows.length > 0
}

/** Remembers which demo street was loaded. */
export async function noteDemo(tx: Tx, note: { seed: string; asOf: number }): Promise<void> {
  await tx.insertInto('setting').values({ key: KEY, value: note }).execute()
}
