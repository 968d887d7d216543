import type { Kysely } from 'kysely'
import type { Database } from './schema.gen.ts'

/** The stamp of the last committed change to each table held in memory; a table never written to has none. */
export async function readStamps(db: Kysely<Database>): Promise<ReadonlyMap<string, string>> {
  const rows = await db.$pickTables<'revision'>().selectFrom('revision').select(['name', 'stamp']).execute()
  return new Map(rows.map(({ name, stamp }) => [name, stamp]))
}
