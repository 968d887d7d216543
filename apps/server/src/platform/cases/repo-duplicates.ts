import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import type { CaseRecord } from './repo.ts'
import type { CaseTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CaseTables>()

/** Open cases of the same class in the same community, newest first. */
export async function openOfClass(tx: Tx, record: CaseRecord, { since, limit }: { since: Date; limit: number }) {
  const community = record.area_path.split('.').slice(0, 3).join('.')
  return own(tx)
    .selectFrom('case_file')
    .selectAll()
    .where(sql<SqlBool>`state in ('registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated', 'replied', 'checking') and merged_into is null`)
    .where('class_code', '=', record.core.classCode)
    .where(sql<SqlBool>`seen_by @> array[${community}]::text[]`)
    .where('registered_at', '>=', since)
    .orderBy('registered_at', 'desc')
    .limit(limit)
    .execute()
}
