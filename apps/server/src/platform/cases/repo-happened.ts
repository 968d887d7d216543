import { sql } from 'kysely'
import type { RawBuilder, SqlBool } from 'kysely'
import type { CaseHappening, CaseMark } from '@yihu/contracts'

/** Some hours; an open end reaches to the beginning or to now. */
interface Span {
  readonly since: string | undefined
  readonly until: string | undefined
}

/** Lines of the trace, `e`, that mean a happening. */
export const LINES: Readonly<Record<Exclude<CaseHappening, 'taken' | 'overdue'>, RawBuilder<SqlBool>>> = {
  closed: sql<SqlBool>`e.to_state = 'closed' and e.from_state is distinct from 'closed'`,
  urged: sql<SqlBool>`e.kind = 'urge'`,
  called: sql<SqlBool>`e.kind in ('escalate', 'call-all')`,
  reopened: sql<SqlBool>`e.kind in ('reopen', 'still-there')`,
}

/** Whether this happened to a case within these hours. */
export function happenedTo(what: CaseHappening, span: Span, { isOpen, now }: { isOpen: RawBuilder<SqlBool>; now: Date }): RawBuilder<SqlBool> {
  if (what === 'taken') return within(sql`registered_at`, span)
  if (what === 'overdue') return sql<SqlBool>`${isOpen} and due_at < ${now} and ${within(sql`due_at`, span)}`
  return sql<SqlBool>`id in (select e.case_id from case_event e where ${LINES[what]} and ${within(sql`e.at`, span)})`
}

function within(at: RawBuilder<unknown>, { since, until }: Span): RawBuilder<SqlBool> {
  const from = since === undefined ? sql<SqlBool>`true` : sql<SqlBool>`${at} >= ${new Date(since)}`
  const to = until === undefined ? sql<SqlBool>`true` : sql<SqlBool>`${at} < ${new Date(until)}`
  return sql<SqlBool>`(${from} and ${to})`
}

/** How a case stands now. */
export function carries(mark: CaseMark, isOpen: RawBuilder<SqlBool>): RawBuilder<SqlBool> {
  switch (mark) {
    case 'open':
      return isOpen
    case 'urged':
      return sql<SqlBool>`${isOpen} and is_urged`
    case 'unanswered':
      return sql<SqlBool>`${isOpen} and (state = 'escalated' or (core -> 'calledUnits') <> '[]'::jsonb and not (core -> 'answeredUnits') @> (core -> 'calledUnits'))`
    case 'late':
      return sql<SqlBool>`to_timestamp((core ->> 'closedAt')::double precision / 1000) > due_at`
    case 'rated':
      return sql<SqlBool>`core -> 'rating' <> 'null'::jsonb`
    case 'satisfied':
      return sql<SqlBool>`(core -> 'rating' ->> 'satisfaction')::int >= ${SATISFIED}`
  }
}

/** Of five stars. */
const SATISFIED = 4
