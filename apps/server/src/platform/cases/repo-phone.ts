import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import { recordOf } from './repo.ts'
import type { CaseRecord } from './repo.ts'
import type { CaseTables } from './tables.ts'

/** Open cases in sight: those of these units first, each by due time. `keys` as in `seen_by`; null sees everything. */
export async function openCasesOf(tx: Tx, { keys, units, limit }: { keys: readonly string[] | null; units: readonly string[]; limit: number }): Promise<CaseRecord[]> {
  const rows = await tx.$pickTables<CaseTables>()
    .selectFrom('case_file')
    .selectAll()
    .where(sql<SqlBool>`state in ('registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated', 'replied', 'checking') and merged_into is null`)
    .where(keys === null ? sql<SqlBool>`true` : sql<SqlBool>`seen_by && ${sql.val(keys)}::text[]`)
    .orderBy(sql`coalesce(owner_unit = any (${sql.val(units)}::text[]), false)`, 'desc')
    .orderBy(sql`coalesce(due_at, 'infinity')`)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => recordOf(row))
}
