import { RoutineForm } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { GridTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<GridTables>()

/** A routine as somebody changed or added it. */
export interface StoredRoutine {
  readonly id: string
  readonly form: RoutineForm
  readonly version: number
  readonly changedBy: string
  readonly changedAt: Date
}

/** The changed and added routines of a street. */
export async function readRoutines(tx: Tx, street: string): Promise<StoredRoutine[]> {
  const rows = await own(tx).selectFrom('grid_routine').selectAll().where('street', '=', street).orderBy('changed_at').orderBy('id').execute()
  return rows.map(({ id, form, version, changed_name: changedBy, changed_at: changedAt }) => ({ id, form: RoutineForm.parse(form), version, changedBy, changedAt }))
}

/** Keeps a routine as its next version. @returns whether nobody else was quicker */
export async function writeRoutine(tx: Tx, street: string, { id, form, version, changedBy, changedAt }: StoredRoutine): Promise<boolean> {
  const values = { form, version, changed_name: changedBy, changed_at: changedAt }
  const query = version === 1
    ? own(tx).insertInto('grid_routine').values({ street, id, ...values }).onConflict((conflict) => conflict.doNothing()).returning('id')
    : own(tx).updateTable('grid_routine').set(values).where('street', '=', street).where('id', '=', id).where('version', '=', version - 1).returning('id')
  return (await query.executeTakeFirst()) !== undefined
}
