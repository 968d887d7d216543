import type { Tx } from '../../kernel/db/index.ts'
import { canonical, genesis, headOf, linkHash } from '../audit/index.ts'
import { chainPage, sealedForm, traceOf } from './repo-trace.ts'
import type { TraceRow } from './repo-trace.ts'

/** The part of the street's chain that a case stands on, checked. */
export interface CaseChain {
  readonly name: string
  readonly first: number
  readonly last: number
  readonly head: { readonly seq: number; readonly hash: string }
  readonly lines: readonly { readonly seq: number; readonly prev: string; readonly hash: string; readonly isIntact: boolean }[]
  readonly checked: number
  readonly isWholeRange: boolean
  readonly problem: string | null
}

/** So many lines are read from the first to the last; for an older case its own lines and their predecessors must do. */
const MOST_LINES = 20_000
const PAGE = 2_000

/**
 * Recomputes what a case's trace says: each line's own hash, and that it follows the line before it. Reads lines of
 * other cases too, so ask as the system after the right to see the case was checked; nothing of them is answered.
 */
export async function chainOfCase(tx: Tx, { id, street }: { id: string; street: string }): Promise<CaseChain> {
  const own = await traceOf(tx, id)
  const first = own[0]?.seq ?? 0
  const last = own.at(-1)?.seq ?? 0
  const head = await headOf(tx, street)
  const isWholeRange = last - first < MOST_LINES
  const walk = isWholeRange ? await walkRange(tx, street, { first, last }) : await walkOwn(tx, street, own)
  const missing = own.length === 0 ? '没有找到本案的留痕记录' : null
  const beyond = (head?.seq ?? 0) < last ? '链尾记录的位置早于本案最后一步' : null
  return {
    name: street, first, last, head: { seq: head?.seq ?? 0, hash: head?.hash.toString('hex') ?? '' }, isWholeRange, checked: walk.checked,
    lines: own.map(({ seq, prev, hash }) => ({ seq, prev: prev.toString('hex'), hash: hash.toString('hex'), isIntact: !walk.broken.has(seq) })),
    problem: missing ?? walk.problem ?? beyond,
  }
}

interface Walk {
  readonly checked: number
  /** Sequence numbers that are not as they were written. */
  readonly broken: ReadonlySet<number>
  readonly problem: string | null
}

/** The hash a line must follow. */
async function before(tx: Tx, street: string, seq: number): Promise<Buffer | null> {
  if (seq <= 1) return genesis(street)
  const [row] = await chainPage(tx, { street, after: seq - 2, upTo: seq - 1, limit: 1 })
  return row?.hash ?? null
}

async function walkRange(tx: Tx, street: string, { first, last }: { first: number; last: number }): Promise<Walk> {
  const broken = new Set<number>()
  let expected = await before(tx, street, first)
  let at = first - 1
  let checked = 0
  let problem: string | null = expected ? null : `第 ${first - 1} 条记录缺失`
  for (;;) {
    const rows = await chainPage(tx, { street, after: at, upTo: last, limit: PAGE })
    for (const row of rows) {
      checked += 1
      const fault = faultOf(row, expected, at + 1)
      if (fault) broken.add(row.seq)
      problem ??= fault
      expected = row.hash
      at = row.seq
    }
    if (rows.length < PAGE) return { checked, broken, problem }
  }
}

async function walkOwn(tx: Tx, street: string, own: readonly TraceRow[]): Promise<Walk> {
  const broken = new Set<number>()
  let problem: string | null = null
  for (const row of own) {
    const fault = faultOf(row, await before(tx, street, row.seq), row.seq)
    if (fault) broken.add(row.seq)
    problem ??= fault
  }
  return { checked: own.length * 2, broken, problem }
}

function faultOf(row: TraceRow, expected: Buffer | null, seq: number): string | null {
  if (row.seq !== seq) return `第 ${seq} 条记录缺失`
  const form = sealedForm({
    at: row.at, caseId: row.case_id, kind: row.kind, actorId: row.actor_id, actorName: row.actor_name, unitId: row.unit_id,
    from: row.from_state, to: row.to_state, payload: row.payload,
  })
  if (!linkHash(row.prev, canonical(form)).equals(row.hash)) return `第 ${row.seq} 条记录的内容被改动`
  return expected && row.prev.equals(expected) ? null : `第 ${row.seq} 条记录与前一条接不上`
}
