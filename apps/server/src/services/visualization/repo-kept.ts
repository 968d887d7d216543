import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import type { VisualizationTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<VisualizationTables>()

/** A figure of an area on a day. */
export interface KeptValue {
  readonly indicator: string
  readonly area: string
  readonly day: string
  readonly value: number
  readonly whole: number | null
}

/** Keeps figures; the last of a day stands. */
export async function keepValues(tx: Tx, values: readonly KeptValue[], at: Date): Promise<void> {
  if (values.length === 0) return
  await own(tx)
    .insertInto('indicator_day')
    .values(values.map(({ area, ...value }) => ({ ...value, area_path: area, measured_at: at })))
    .onConflict((conflict) => conflict.columns(['indicator', 'area_path', 'day']).doUpdateSet((eb) => ({ value: eb.ref('excluded.value'), whole: eb.ref('excluded.whole'), measured_at: eb.ref('excluded.measured_at') })))
    .execute()
}

/** Forgets the days of areas before one. */
export async function dropDays(tx: Tx, { areas, before }: { readonly areas: readonly string[]; readonly before: string }): Promise<void> {
  await own(tx).deleteFrom('indicator_day').where('day', '<', before).where(sql<boolean>`area_path = any (${sql.val(areas)}::text[]::ltree[])`).execute()
}

interface Asked {
  readonly indicators: readonly string[]
  readonly areas: readonly string[]
  /** First and last day. */
  readonly from: string
  readonly to: string
}

/** What was kept of areas, oldest first. */
export async function readKept(tx: Tx, { indicators, areas, from, to }: Asked): Promise<KeptValue[]> {
  const { rows } = await sql<KeptValue>`
    select indicator, area_path::text as area, to_char(day, 'YYYY-MM-DD') as day, value, whole from indicator_day
    where indicator = any (${sql.val(indicators)}::text[]) and area_path = any (${sql.val(areas)}::text[]::ltree[]) and day between ${from}::date and ${to}::date order by day`.execute(tx)
  return [...rows]
}
