import type { ServiceHours } from '@yihu/domain'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { z } from 'zod'
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

const Windows = z.array(z.object({ open: z.string(), close: z.string() }))
const Hours = z.object({ usual: Windows, seasons: z.array(z.object({ from: z.string(), to: z.string(), windows: Windows })) })

/** Service hours as people set them last. */
export interface StoredHours {
  readonly version: number
  readonly hours: ServiceHours
  readonly source: string
}

export async function readHours(db: Kysely<Database>): Promise<StoredHours | null> {
  const row = await own(db).selectFrom('service_hours').select(['version', 'hours', 'source']).orderBy('version', 'desc').limit(1).executeTakeFirst()
  return row ? { version: row.version, hours: Hours.parse(row.hours), source: row.source } : null
}

/** Adds the next set of service hours; two people at once: the second waits and comes after. */
export async function writeHours(tx: Tx, { hours, source, by, at }: { hours: ServiceHours; source: string; by: string; at: Date }): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('service_hours'))`.execute(tx)
  const { version } = (await readHours(tx)) ?? { version: 0 }
  await own(tx).insertInto('service_hours').values({ version: version + 1, hours, source, saved_by: by, saved_at: at }).execute()
}
