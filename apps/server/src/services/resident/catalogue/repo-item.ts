import { ServiceForm } from '@yihu/contracts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { ResidentTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<ResidentTables>()

/** An item as somebody changed it. */
export interface StoredItem {
  readonly id: string
  readonly form: ServiceForm
  readonly version: number
  readonly changedBy: string
  readonly changedAt: Date
}

/** The changed and added items of a street. */
export async function readItems(tx: Tx, street: string): Promise<StoredItem[]> {
  const rows = await own(tx).selectFrom('service_item').selectAll().where('street', '=', street).orderBy('id').execute()
  return rows.map(({ id, form, version, changed_name: changedBy, changed_at: changedAt }) => ({ id, form: ServiceForm.parse(form), version, changedBy, changedAt }))
}

/** Keeps an item as its next version. @returns whether nobody else was quicker */
export async function writeItem(tx: Tx, street: string, { id, form, version, changedBy, changedAt }: StoredItem): Promise<boolean> {
  const values = { form, version, changed_name: changedBy, changed_at: changedAt }
  const query = version === 1
    ? own(tx).insertInto('service_item').values({ street, id, ...values }).onConflict((conflict) => conflict.doNothing()).returning('id')
    : own(tx).updateTable('service_item').set(values).where('street', '=', street).where('id', '=', id).where('version', '=', version - 1).returning('id')
  return (await query.executeTakeFirst()) !== undefined
}
