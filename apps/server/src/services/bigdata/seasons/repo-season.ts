import type { SeasonForm } from '@yihu/contracts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { BigdataTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<BigdataTables>()

/** A season as somebody changed it. */
export interface StoredSeason {
  readonly id: string
  readonly form: SeasonForm
  readonly version: number
  readonly changedBy: string
  readonly changedAt: Date
}

/** The changed and added seasons of a street. */
export async function readSeasons(tx: Tx, street: string): Promise<StoredSeason[]> {
  const rows = await own(tx).selectFrom('season').selectAll().where('street', '=', street).orderBy('id').execute()
  return rows.map(({ id, version, changed_name: changedBy, changed_at: changedAt, class_codes: classCodes, lead_days: leadDays, is_active: isActive, calendar, name, month, day, days, measure }) => ({
    id, version, changedBy, changedAt,
    form: { name, calendar: calendar === 'lunar' ? 'lunar' : 'solar', month, day, days, leadDays, classCodes: [...classCodes], measure, isActive },
  }))
}

/** Keeps a season as its next version. @returns whether nobody else was quicker */
export async function writeSeason(tx: Tx, street: string, { id, form, version, changedBy, changedAt }: StoredSeason): Promise<boolean> {
  const { classCodes, leadDays, isActive, ...plain } = form
  const values = { ...plain, class_codes: classCodes, lead_days: leadDays, is_active: isActive, version, changed_name: changedBy, changed_at: changedAt }
  const query = version === 1
    ? own(tx).insertInto('season').values({ street, id, ...values }).onConflict((conflict) => conflict.doNothing()).returning('id')
    : own(tx).updateTable('season').set(values).where('street', '=', street).where('id', '=', id).where('version', '=', version - 1).returning('id')
  return (await query.executeTakeFirst()) !== undefined
}
