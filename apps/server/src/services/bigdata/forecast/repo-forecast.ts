import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/index.ts'
import type { BigdataTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<BigdataTables>()

/** One area, group of classes and week as kept; `classCode` empty: all classes. */
export interface StoredWeek {
  readonly area: string
  readonly classCode: string
  readonly week: string
  readonly mean: number
  readonly shape: number
  readonly rate: number
  readonly season: number
  readonly share: number
  readonly habit: number
  readonly observed: number
  readonly at: Date
}

const ROWS_AT_ONCE = 1000
/** PostgreSQL keeps no infinity that JSON could carry. */
const MOST_SHAPE = 1e9

/** Keeps weeks: what was expected stays as it was first reckoned, what came is counted anew. */
export async function keepWeeks(tx: Tx, weeks: readonly StoredWeek[]): Promise<void> {
  for (let from = 0; from < weeks.length; from += ROWS_AT_ONCE) {
    await own(tx).insertInto('forecast_week').values(weeks.slice(from, from + ROWS_AT_ONCE).map(({ area, classCode, shape, at, ...rest }) => ({
      ...rest, area_path: area, class_code: classCode, shape: Math.min(shape, MOST_SHAPE), reckoned_at: at, counted_at: at,
    }))).onConflict((conflict) => conflict.columns(['area_path', 'class_code', 'week']).doUpdateSet(({ ref }) => ({ observed: ref('excluded.observed'), counted_at: ref('excluded.counted_at') }))).execute()
  }
}

/** The newest week in sight, or null. */
export async function newestWeek(tx: Tx): Promise<string | null> {
  const row = await own(tx).selectFrom('forecast_week').select(sql<string>`week::text`.as('week')).orderBy('week', 'desc').limit(1).executeTakeFirst()
  return row?.week ?? null
}

/** All that is in sight of one week. */
export async function weekRows(tx: Tx, week: string): Promise<StoredWeek[]> {
  return (await selectRows(tx).where('week', '=', week).execute()).map(weekOf)
}

/** The newest weeks of one area and group, oldest first. */
export async function seriesRows(tx: Tx, { area, classCode, limit }: { readonly area: string; readonly classCode: string; readonly limit: number }): Promise<StoredWeek[]> {
  return (await selectRows(tx).where('area_path', '=', area).where('class_code', '=', classCode).orderBy('week', 'desc').limit(limit).execute()).map(weekOf).toReversed()
}

function selectRows(tx: Tx) {
  return own(tx).selectFrom('forecast_week').select(['area_path', 'class_code', 'mean', 'shape', 'rate', 'season', 'share', 'habit', 'observed', 'counted_at', sql<string>`week::text`.as('monday')])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRows>['execute']>>[number]

function weekOf({ area_path: area, class_code: classCode, monday: week, counted_at: at, mean, shape, rate, season, share, habit, observed }: Row): StoredWeek {
  return { area, classCode, week, at, mean, shape, rate, season, share, habit, observed }
}
