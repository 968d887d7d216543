import type { DeskSetting } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import { json } from './repo.ts'
import type { CaseTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CaseTables>()

/** A person's desk as they left it. */
export async function readSetting(tx: Tx, userId: string) {
  return own(tx).selectFrom('desk_setting').select(['revision', 'value']).where('user_id', '=', userId).executeTakeFirst()
}

/** Writes a desk on top of the revision it was made from. @returns whether that still was the present one */
export async function writeSetting(tx: Tx, { userId, revision, value }: { userId: string; revision: number; value: DeskSetting }): Promise<boolean> {
  const rows = await own(tx)
    .insertInto('desk_setting')
    .values({ user_id: userId, revision: 1, value: json(value) })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ revision: revision + 1, value: json(value) }).where('desk_setting.revision', '=', revision))
    .returning('revision')
    .execute()
  return rows.length > 0
}
