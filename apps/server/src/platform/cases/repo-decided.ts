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

/** Of one month's closed cases, how many suggestions of the machine stood to the end. */
export interface KeptSuggestions {
  /** `YYYY-MM` in Shanghai, by when it was registered. */
  readonly month: string
  readonly suggested: number
  readonly kept: number
  /** The same where the machine was at least `sure`. */
  readonly sure: number
  readonly sureKept: number
}

/** How often a class suggested from the words of a case was the one it was closed with, by month, oldest first. */
export async function readKeptSuggestions(tx: Tx, { since, sure }: { readonly since: Date; readonly sure: number }): Promise<KeptSuggestions[]> {
  const { rows } = await sql<KeptSuggestions>`
    select month, count(*)::int as suggested, count(*) filter (where is_kept)::int as kept,
      count(*) filter (where confidence >= ${sure})::int as sure, count(*) filter (where is_kept and confidence >= ${sure})::int as "sureKept"
    from (
      select to_char(registered_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
        class_reason ->> 'code' = class_code as is_kept, (class_reason ->> 'confidence')::float8 as confidence
      from case_file
      where state in ('closed', 'archived') and outcome is distinct from 'refused' and merged_into is null and class_code is not null
        and registered_at >= ${since} and jsonb_array_length(class_reason -> 'words') > 0
    ) as judged
    group by month order by month`.execute(tx)
  return rows
}
