import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import type { CaseTables } from './tables.ts'

/** A closed case as the officers left it: what was said, and the class they gave it at the end. */
export interface DecidedCase {
  readonly title: string
  readonly text: string
  readonly classCode: string
  readonly registeredAt: Date
}

/** Closed cases with their final class, newest first; refused, void and merged ones are left out, and children of a split. */
export async function readDecided(tx: Tx, { limit }: { readonly limit: number }): Promise<DecidedCase[]> {
  const rows = await tx.$pickTables<CaseTables>()
    .selectFrom('case_file')
    .select(['title', 'text', 'class_code', 'registered_at'])
    .where(sql<SqlBool>`state in ('closed', 'archived')`)
    .where(sql<SqlBool>`outcome is distinct from 'refused'`)
    .where('class_code', 'is not', null)
    .where('merged_into', 'is', null)
    .where('parent_id', 'is', null)
    .orderBy('registered_at', 'desc')
    .limit(limit)
    .execute()
  return rows.flatMap(({ title, text, class_code: classCode, registered_at: registeredAt }) => (classCode === null ? [] : [{ title, text, classCode, registeredAt }]))
}
