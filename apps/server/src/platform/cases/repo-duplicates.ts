import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import type { CaseTables } from './tables.ts'

const OPEN = sql<SqlBool>`state not in ('closed', 'archived', 'void') and merged_into is null`
const own = (tx: Tx) => tx.$pickTables<CaseTables>()

/** Which cases are asked for, the newest first. */
export interface Since {
  /** Changed since; null: the open ones alone, whenever they changed. */
  readonly changed: Date | null
  /** Those before this id. */
  readonly after: string | null
  readonly limit: number
}

/** Cases that changed since a moment, whatever became of them, or all that are open; the newest id first. Whoever asked for secrecy has no sign. */
export async function readChanged(tx: Tx, { changed, after, limit }: Since) {
  let rows = own(tx)
    .selectFrom('case_file')
    .leftJoin('case_reporter', (join) => join.onRef('case_reporter.case_id', '=', 'case_file.id').on('case_reporter.is_secret', '=', false))
    .select(['id', 'title', 'text', 'class_code', 'lon', 'lat', 'place_source', 'registered_at', 'phone_index', sql<boolean>`${OPEN}`.as('is_open')])
    .where(changed ? sql<SqlBool>`changed_at >= ${changed}` : OPEN)
    .where(sql<SqlBool>`source <> 'prevention'`)
    .orderBy('id', 'desc')
    .limit(limit)
  if (after !== null) rows = rows.where('id', '<', after)
  return rows.execute()
}

/** A case as far as finding duplicates needs it. */
export type ChangedCase = Awaited<ReturnType<typeof readChanged>>[number]
