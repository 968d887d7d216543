import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database, Tx } from '../../kernel/db/index.ts'
import { limit, stageLimits, unitKind } from './data/schema.ts'
import type { CatalogueTables } from './tables.ts'

/** A class as stored; see `catalogueClass` of the data for the meaning of the fields. */
export const StoredClass = z.object({
  code: z.string(),
  edition: z.string(),
  kind: z.enum(['part', 'event', 'appeal']),
  level: z.number(),
  parent: z.string().nullable(),
  name: z.string(),
  fullName: z.string(),
  aliases: z.array(z.string()),
  unitKind,
  limits: stageLimits,
  phases: z.array(z.object({ name: z.string(), limit })),
  filing: z.string(),
  closing: z.string(),
  basis: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  /** Since when the row counts; null: since ever, as shipped. */
  publishedAt: z.date().nullable(),
})
export type StoredClass = z.infer<typeof StoredClass>

const own = (db: Kysely<Database>) => db.$pickTables<CatalogueTables>()

export async function readClasses(db: Kysely<Database>): Promise<StoredClass[]> {
  const rows = await own(db).selectFrom('class').selectAll().orderBy('code').orderBy('published_at', (order) => order.asc().nullsFirst()).orderBy('valid_from').execute()
  return rows.map((row) =>
    StoredClass.parse({
      ...row, parent: row.parent_code, fullName: row.full_name, unitKind: row.unit_kind, validFrom: row.valid_from, validTo: row.valid_to, publishedAt: row.published_at,
    }),
  )
}

/** Writes shipped classes; rows the street changed itself stay as they are, shipped rows that are gone are ended. */
export async function writeClasses(tx: Tx, classes: readonly StoredClass[], today: string): Promise<void> {
  await own(tx)
    .insertInto('class')
    .values(
      classes.map((row) => ({
        code: row.code, edition: row.edition, kind: row.kind, level: row.level, parent_code: row.parent, name: row.name, full_name: row.fullName,
        aliases: row.aliases, unit_kind: row.unitKind, limits: row.limits, phases: row.phases, filing: row.filing, closing: row.closing, basis: row.basis,
        valid_from: row.validFrom,
      })),
    )
    .onConflict((clash) =>
      clash.columns(['code', 'edition'])
        .doUpdateSet((eb) => ({
          kind: eb.ref('excluded.kind'), level: eb.ref('excluded.level'), parent_code: eb.ref('excluded.parent_code'), name: eb.ref('excluded.name'),
          full_name: eb.ref('excluded.full_name'), aliases: eb.ref('excluded.aliases'), unit_kind: eb.ref('excluded.unit_kind'), limits: eb.ref('excluded.limits'),
          phases: eb.ref('excluded.phases'), filing: eb.ref('excluded.filing'), closing: eb.ref('excluded.closing'), basis: eb.ref('excluded.basis'), valid_to: null,
        }))
        .where('class.is_local', '=', false),
    )
    .execute()
  const kept = classes.map((row) => `${row.code} ${row.edition}`)
  await own(tx)
    .updateTable('class')
    .set({ valid_to: today })
    .where('is_local', '=', false)
    .where('valid_to', 'is', null)
    .where((eb) => eb.not(eb(sql<string>`code || ' ' || edition`, '=', eb.fn.any(eb.val(kept)))))
    .execute()
}

const DATA_VERSION = 'catalogue.data'

/** Version of the shipped data that was written last; locks it, so that servers starting together seed once. */
export async function lockDataVersion(tx: Tx): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext(${DATA_VERSION}))`.execute(tx)
  const row = await own(tx).selectFrom('revision').select('stamp').where('name', '=', DATA_VERSION).executeTakeFirst()
  return row?.stamp ?? ''
}

export async function saveDataVersion(tx: Tx, stamp: string): Promise<void> {
  await own(tx).insertInto('revision').values({ name: DATA_VERSION, stamp }).onConflict((clash) => clash.column('name').doUpdateSet({ stamp })).execute()
}
