import { sql } from 'kysely'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { spellingOf } from './spelling.ts'

const CHUNK = 5000

/** Organisations that were here before names had a spelling get one. */
export async function fillSpellings({ db }: Pick<Context, 'db'>): Promise<void> {
  await db.transact(systemScope, async (tx) => {
    const { rows } = await sql<{ id: string; name: string }>`select id, name from organisation where spelling is null limit ${CHUNK}`.execute(tx)
    await sql`
      update organisation o set spelling = u.spelling
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ name }) => spellingOf(name))}::text[]) as u(id, spelling) where o.id = u.id`.execute(tx)
  })
}
