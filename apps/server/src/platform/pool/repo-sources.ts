import { sql } from 'kysely'
import type { Register } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import { within } from './repo-within.ts'

interface SourceCount {
  readonly source: string
  readonly entries: number
  readonly from: string
  readonly to: string
}

/** How many entries in use of a register and an area came from each source, and of which days, most first. */
export async function countSources(tx: Tx, register: Register, area: string): Promise<SourceCount[]> {
  const { rows } = await sql<SourceCount>`
    select facts->'*'->>0 as source, count(*)::int as entries, min(facts->'*'->>1) as "from", max(facts->'*'->>1) as "to"
    from ${sql.table(register)} where state = 'active' and ${within(area, 'area_path')} group by 1 order by 2 desc, 1`.execute(tx)
  return [...rows]
}

/** The same of parts, by how they were recorded. */
export async function countPartSources(tx: Tx, area: string): Promise<SourceCount[]> {
  const { rows } = await sql<SourceCount>`
    select source, count(*)::int as entries, min(recorded_on)::text as "from", max(recorded_on)::text as "to"
    from part where state <> 'removed' and path <@ ${area}::ltree group by 1 order by 2 desc, 1`.execute(tx)
  return [...rows]
}

interface Load {
  readonly id: string
  readonly source: string
  readonly title: string
  readonly fileName: string | null
  readonly by: string
  readonly at: Date
  readonly entries: number
}

/** The latest files and acts in sight that entries in use came in with; the pieces of one import count as one. */
export async function latestLoads(tx: Tx, { register, area, limit }: { readonly register: Register; readonly area: string; readonly limit: number }): Promise<Load[]> {
  const { rows } = await sql<Load>`
    select coalesce(b.import_id, b.id) as id, min(b.source) as source, min(b.title) as title, min(b.file_name) as "fileName", min(b.by_name) as by, max(b.at) as at, sum(n.entries)::int as entries
    from (select batch_id, count(*) as entries from ${sql.table(register)} where state = 'active' and ${within(area, 'area_path')} group by 1) n join pool_batch b on b.id = n.batch_id
    group by 1 order by 6 desc, 1 limit ${limit}`.execute(tx)
  return [...rows]
}
