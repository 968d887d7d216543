import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'

/** A closed case with what was answered at the end. */
export interface SolvedCase {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly text: string
  readonly areaName: string
  readonly unitId: string | null
  readonly closedAt: Date
  readonly isSolved: boolean
  readonly reply: string
}

/** Closed cases of a class in sight that got an answer, newest first. */
export async function readSolved(tx: Tx, { classCode, limit }: { readonly classCode: string; readonly limit: number }): Promise<SolvedCase[]> {
  const { rows } = await sql<SolvedCase>`
    select c.id, c.number, c.title, c.text, c.area_name as "areaName", c.owner_unit as "unitId", r.at as "closedAt", coalesce(c.outcome = 'solved', false) as "isSolved", r.text as reply
    from case_file c cross join lateral (
      select e.at, e.payload ->> 'text' as text from case_event e where e.case_id = c.id and e.kind in ('reply', 'handle-self') and e.payload ->> 'text' is not null order by e.seq desc limit 1
    ) r
    where c.class_code = ${classCode} and c.state in ('closed', 'archived') and c.outcome is distinct from 'refused' and c.merged_into is null and c.source <> 'prevention'
    order by c.registered_at desc limit ${limit}`.execute(tx)
  return rows
}
