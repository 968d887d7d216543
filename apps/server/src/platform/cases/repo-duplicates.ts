import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import type { CaseTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CaseTables>()

interface Since {
  /** Registered since, for those to be held; older ones are of no use. */
  readonly registered: Date
  /** Changed since. */
  readonly changed: Date
  readonly after: string | null
  readonly limit: number
}

/** Cases that changed since a moment, in the order of their ids, whatever became of them. */
export async function readChanged(tx: Tx, { registered, changed, after, limit }: Since) {
  let rows = own(tx)
    .selectFrom('case_file')
    .select(['id', 'title', 'text', 'class_code', 'lon', 'lat', 'place_source', 'registered_at', sql<boolean>`state not in ('closed', 'archived', 'void') and merged_into is null`.as('is_open')])
    .where('changed_at', '>=', changed)
    .where('registered_at', '>=', registered)
    .where(sql<SqlBool>`source <> 'prevention'`)
    .orderBy('id')
    .limit(limit)
  if (after !== null) rows = rows.where('id', '>', after)
  return rows.execute()
}
