import type { PoolTag } from '@yihu/contracts'
import type { Register } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import type { PoolTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<PoolTables>()

/** The whole vocabulary. */
export async function allTags(tx: Tx): Promise<PoolTag[]> {
  const rows = await own(tx).selectFrom('pool_tag').selectAll().orderBy('register').orderBy('code').execute()
  return rows.map(({ code, register, name, note, is_active }) => ({ code, register: register as Register, name, note, isActive: is_active })) // checked by the table
}

/** Adds a tag or writes it anew. */
export async function writeTag(tx: Tx, { code, register, name, note, isActive }: PoolTag): Promise<void> {
  const values = { register, name, note, is_active: isActive }
  await own(tx).insertInto('pool_tag').values({ code, ...values }).onConflict((conflict) => conflict.column('code').doUpdateSet(values)).execute()
}
