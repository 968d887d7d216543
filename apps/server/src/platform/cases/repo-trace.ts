import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import { seal } from '../audit/index.ts'
import type { TraceLine } from './fold.ts'
import { json } from './repo.ts'
import type { CaseTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CaseTables>()

export interface TraceOf {
  readonly caseId: string
  readonly street: string
  readonly lines: readonly TraceLine[]
}

/** The sealed form of a line: what the hash chain covers. Key order does not matter (canonical JSON). */
export function sealedForm(line: { at: Date; caseId: string; kind: string; actorId: string | null; actorName: string; unitId: string | null; from: string | null; to: string; payload: unknown }) {
  return {
    at: line.at.toISOString(), caseId: line.caseId, kind: line.kind, actorId: line.actorId, actorName: line.actorName,
    unitId: line.unitId, from: line.from, to: line.to, payload: line.payload,
  }
}

/** Appends lines to the street's chain. Call it last: the head of the chain stays locked until commit. Answers the sequence numbers in order. */
export async function appendTrace(tx: Tx, traces: readonly TraceOf[]): Promise<number[]> {
  const seqs: number[] = []
  for (const street of new Set(traces.map((trace) => trace.street))) {
    const lines = traces
      .filter((trace) => trace.street === street)
      .flatMap((trace) => trace.lines.map((line) => ({ ...line, caseId: trace.caseId })))
    const links = await seal(tx, street, lines.map((line) => sealedForm(line)))
    const rows = lines.map((line, index) => {
      const link = links[index]
      if (!link) throw new Error('the chain sealed fewer lines than given')
      seqs.push(link.seq)
      return {
        street, seq: link.seq, at: line.at, case_id: line.caseId, kind: line.kind, actor_id: line.actorId, actor_name: line.actorName,
        unit_id: line.unitId, from_state: line.from, to_state: line.to, payload: json(line.payload), prev: link.prev, hash: link.hash,
      }
    })
    await own(tx).insertInto('case_event').values(rows).execute()
    await attachEvidence(tx, lines, links)
  }
  return seqs
}

async function attachEvidence(tx: Tx, lines: readonly (TraceLine & { caseId: string })[], links: readonly { seq: number }[]): Promise<void> {
  // Of two lines that name one file the first has it.
  const places = new Map(lines.flatMap(({ evidence, caseId }, index) => evidence.map((id) => [id, { id, caseId, seq: links[index]?.seq ?? null }] as const)).toReversed())
  if (places.size === 0) return
  await sql`
    update attachment a set case_id = p."caseId", event_seq = p.seq
    from jsonb_to_recordset(${[...places.values()]}::jsonb) as p(id uuid, "caseId" uuid, seq bigint) where a.id = p.id and a.case_id is null`.execute(tx)
}

/** The trace of one case, oldest first. */
export async function traceOf(tx: Tx, caseId: string) {
  return own(tx).selectFrom('case_event').selectAll().where('case_id', '=', caseId).orderBy('seq').execute()
}

export type TraceRow = Awaited<ReturnType<typeof traceOf>>[number]

/** When the case last entered this state. */
export async function lastMoveAt(tx: Tx, caseId: string, state: string): Promise<number | null> {
  const row = await own(tx)
    .selectFrom('case_event')
    .select('at')
    .where('case_id', '=', caseId)
    .where('to_state', '=', state)
    .where((eb) => eb.or([eb('from_state', 'is', null), eb('from_state', '!=', state)]))
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at.getTime() ?? null
}

/** Lines of a chain after a sequence number, for verification. */
export async function chainPage(tx: Tx, { street, after, upTo, limit }: { street: string; after: number; upTo: number; limit: number }) {
  return own(tx).selectFrom('case_event').selectAll().where('street', '=', street).where('seq', '>', after).where('seq', '<=', upTo).orderBy('seq').limit(limit).execute()
}

/** Streets that have cases or lines of a trace. */
export async function tracedStreets(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ street: string }>`select street from case_file union select street from case_event`.execute(tx)
  return rows.map((row) => row.street)
}

/** What a street's trace holds altogether: reading it line by line up to the head does not show all of it. */
export async function contentsOf(tx: Tx, street: string): Promise<{ last: number; count: number; blurred: number; hasCases: boolean }> {
  const { rows: [contents] } = await sql<{ last: number; count: number; blurred: number; hasCases: boolean }>`
    select coalesce(max(seq), 0)::int as last, count(*)::int as count, (count(*) filter (where at <> date_trunc('milliseconds', at)))::int as blurred,
      exists (select from case_file where street = ${street}) as "hasCases"
    from case_event where street = ${street}`.execute(tx)
  return contents ?? { last: 0, count: 0, blurred: 0, hasCases: false }
}

/** Makes sure the monthly partitions exist for these days. */
export async function ensureMonths(tx: Tx, days: readonly string[]): Promise<void> {
  for (const month of new Set(days.map((day) => day.slice(0, 7)))) {
    await sql`select ensure_case_event_month(${`${month}-01`}::date)`.execute(tx)
  }
}
