import type { Kysely } from 'kysely'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { CalendarTables } from './tables.ts'

/** One year's notice as stored; dates `YYYY-MM-DD`, also of the neighbouring Decembers. */
export interface StoredYear {
  readonly year: number
  readonly version: number
  readonly off: readonly string[]
  readonly work: readonly string[]
  readonly source: string
}

const own = (db: Kysely<Database>) => db.$pickTables<CalendarTables>()

export async function readYears(db: Kysely<Database>): Promise<StoredYear[]> {
  return own(db).selectFrom('calendar_year').select(['year', 'version', 'off', 'work', 'source']).orderBy('year').execute()
}

/** Writes shipped years that are missing or older than shipped; years a person saved stay. */
export async function writeShippedYears(tx: Tx, years: readonly StoredYear[]): Promise<void> {
  await own(tx)
    .insertInto('calendar_year')
    .values(years.map((year) => ({ ...year })))
    .onConflict((clash) =>
      clash.column('year')
        .doUpdateSet((eb) => ({
          version: eb.ref('excluded.version'), off: eb.ref('excluded.off'), work: eb.ref('excluded.work'), source: eb.ref('excluded.source'),
        }))
        .where('calendar_year.saved_by', 'is', null)
        .whereRef('calendar_year.version', '<', 'excluded.version'),
    )
    .execute()
}

/** Saves a year as a person says it; its version counts up. */
export async function writeYear(tx: Tx, year: Omit<StoredYear, 'version'>, by: { userId: string; at: Date }): Promise<void> {
  await own(tx)
    .insertInto('calendar_year')
    .values({ ...year, version: 1, saved_by: by.userId, saved_at: by.at })
    .onConflict((clash) =>
      clash.column('year').doUpdateSet((eb) => ({
        version: eb('calendar_year.version', '+', 1), off: eb.ref('excluded.off'), work: eb.ref('excluded.work'), source: eb.ref('excluded.source'),
        saved_by: by.userId, saved_at: by.at,
      })),
    )
    .execute()
}

/** Shipped years: which of them the table holds, so that an idle start writes nothing. */
export async function readVersions(tx: Tx): Promise<Map<number, number>> {
  const rows = await own(tx).selectFrom('calendar_year').select(['year', 'version']).execute()
  return new Map(rows.map(({ year, version }) => [year, version]))
}
