import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { CaseCore } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import { recordOf } from './repo.ts'
import type { CaseRecord } from './repo.ts'
import type { CaseTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CaseTables>()

/** Cases on which somebody still has to act; the words of the index `case_file_live_by_due`. */
const OPEN = sql<SqlBool>`state in ('registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated', 'replied', 'checking') and merged_into is null`
/** A call to all is open until the case is replied. */
const UNREPLIED = sql<SqlBool>`state in ('filed', 'dispatched', 'handling', 'suspended', 'escalated') and merged_into is null`

const OPEN_MARKS = {
  urged: sql<SqlBool>`is_urged and ${OPEN}`,
  'called-all': sql<SqlBool>`${UNREPLIED} and jsonb_array_length(core -> 'calledUnits') > 0`,
  pending: sql<SqlBool>`pending_kind is not null and ${OPEN}`,
  suspended: sql<SqlBool>`state = 'suspended' and merged_into is null`,
} as const

/** How many open cases bear each mark; the very conditions of the lists. */
export async function countMarks(tx: Tx): Promise<Record<keyof typeof OPEN_MARKS, number>> {
  const { rows: [row] } = await sql<Record<keyof typeof OPEN_MARKS, number>>`
    select count(*) filter (where ${OPEN_MARKS.urged})::int as urged, count(*) filter (where ${OPEN_MARKS['called-all']})::int as "called-all",
      count(*) filter (where ${OPEN_MARKS.pending})::int as pending, count(*) filter (where ${OPEN_MARKS.suspended})::int as suspended
    from case_file where ${OPEN}`.execute(tx)
  return row ?? { urged: 0, 'called-all': 0, pending: 0, suspended: 0 }
}

/** Open cases with one of the marks that a coordination desk looks at, the earliest due first; `total` counts all of them. */
export async function markedCases(tx: Tx, mark: keyof typeof OPEN_MARKS, limit: number): Promise<{ records: CaseRecord[]; total: number }> {
  const marked = own(tx).selectFrom('case_file').where(OPEN_MARKS[mark])
  const { total } = await marked.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await marked.selectAll().orderBy(sql`coalesce(due_at, 'infinity'::timestamptz)`).orderBy('id').limit(limit).execute()
  return { records: rows.map((row) => recordOf(row)), total }
}

export type CoordinationKind = 'urge' | 'answer-urge' | 'call-all' | 'claim-all' | 'answer-all' | 'request-extension' | 'request-suspension' | 'request-void' | 'approve'

/** Lines of the trace of these kinds, oldest first; with `endings` also those that ended a case or its handling. */
export async function linesOf(tx: Tx, caseIds: readonly string[], kinds: readonly CoordinationKind[]) {
  if (caseIds.length === 0) return []
  return own(tx)
    .selectFrom('case_event')
    .select(['case_id', 'seq', 'at', 'kind', 'actor_id', 'actor_name', 'unit_id', 'from_state', 'to_state', 'payload'])
    .where('case_id', 'in', [...caseIds])
    .where((eb) => eb.or([eb('kind', 'in', [...kinds]), eb.and([eb('to_state', 'in', ['replied', 'closed', 'void']), sql<SqlBool>`from_state is distinct from to_state`])]))
    .orderBy('seq')
    .execute()
}

export type CoordinationLine = Awaited<ReturnType<typeof linesOf>>[number]

/** Cases in sight in whose trace such a move stands since a moment, the latest first. */
export async function casesWithMove(tx: Tx, { kind, since, limit }: { kind: 'answer-urge' | 'call-all'; since: Date; limit: number }): Promise<CaseRecord[]> {
  const rows = await own(tx)
    .selectFrom('case_file')
    .innerJoin(
      (eb) => eb.selectFrom('case_event').select((e) => ['case_id', e.fn.max('at').as('last')]).where('kind', '=', kind).where('at', '>=', since).groupBy('case_id').as('told'),
      (join) => join.onRef('told.case_id', '=', 'case_file.id'),
    )
    .selectAll('case_file')
    .where('merged_into', 'is', null)
    .orderBy('told.last', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => recordOf(row))
}

/** Every call to a unit of the district since a moment, and older ones that still wait, with what ended it, the latest first. */
export async function districtCalls(tx: Tx, { since, units }: { since: Date; units: readonly string[] | null }) {
  const { rows } = await sql<DistrictCallRow>`
    select e.case_id as "caseId", e.seq, e.at, e.actor_id as "actorId", e.actor_name as "actorName", e.unit_id as "askerUnit", e.payload ->> 'unitId' as "unitId", e.payload ->> 'question' as question,
      c.number, c.title, c.area_name as "areaName", c.state, c.core, c.merged_into as "mergedInto",
      a.kind as "endKind", a.at as "endAt", a.actor_name as "endBy", a.unit_id as "endUnit", a.payload as "endPayload"
    from case_event e join case_file c on c.id = e.case_id
    left join lateral (
      select * from case_event a where a.case_id = e.case_id and a.seq > e.seq and a.from_state = 'escalated' and (a.to_state <> 'escalated' or a.kind = 'merge') order by a.seq limit 1
    ) a on true
    where e.kind = 'escalate' and (e.at >= ${since} or c.state = 'escalated' and c.merged_into is null and a.at is null) and ${units === null ? sql`true` : sql`e.payload ->> 'unitId' = any (${[...units]}::text[])`}
    order by e.at desc, e.seq desc`.execute(tx)
  return rows
}

export interface DistrictCallRow {
  readonly caseId: string
  readonly seq: string | number
  readonly at: Date
  readonly actorId: string | null
  readonly actorName: string
  readonly askerUnit: string | null
  readonly unitId: string
  readonly question: string
  readonly number: string
  readonly title: string
  readonly areaName: string
  readonly state: string
  readonly core: CaseCore
  readonly mergedInto: string | null
  readonly endKind: string | null
  readonly endAt: Date | null
  readonly endBy: string | null
  readonly endUnit: string | null
  readonly endPayload: Readonly<Record<string, unknown>> | null
}

/** Which of these cases lie within the scope. */
export async function inSight(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await own(tx).selectFrom('case_file').select('id').where('id', 'in', [...new Set(ids)]).execute()
  return new Set(rows.map(({ id }) => id))
}

/** Who asked last on a case: the people behind its latest urging or call. */
export async function askersOf(tx: Tx, caseId: string, kind: 'urge' | 'escalate' | 'call-all'): Promise<string[]> {
  const rows = await own(tx).selectFrom('case_event').select('actor_id').where('case_id', '=', caseId).where('kind', '=', kind).orderBy('seq', 'desc').limit(1).execute()
  return rows.flatMap(({ actor_id }) => actor_id ?? [])
}
