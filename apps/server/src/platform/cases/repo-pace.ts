import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'

/** How long the reports of one source, or of all (`source` null), waited until they were accepted or refused; minutes. */
export interface PaceRow {
  readonly source: string | null
  readonly answered: number
  readonly waiting: number
  readonly median: number | null
  readonly p90: number | null
}

/** Waiting times of the cases in sight that were reported since a moment, by source and over all. */
export async function pacesSince(tx: Tx, since: Date): Promise<PaceRow[]> {
  const { rows } = await sql<PaceRow>`
    with told as (
      select c.source, (
        select extract(epoch from min(e.at) - c.registered_at) / 60 from case_event e
        where e.case_id = c.id and e.kind in ('accept', 'refuse') and e.at >= ${since}
      ) as minutes
      from case_file c where c.registered_at >= ${since} and c.merged_into is null and c.parent_id is null
    )
    select source, count(minutes)::int as answered, count(*) filter (where minutes is null)::int as waiting,
      percentile_cont(0.5) within group (order by minutes) as median, percentile_cont(0.9) within group (order by minutes) as p90
    from told group by rollup (source) order by source nulls first`.execute(tx)
  return rows
}
