import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { chainNames, headOf, verifyLinks, verifyTrail } from '../audit/index.ts'
import type { ChainFault } from '../audit/index.ts'
import { chainPage, contentsOf, sealedForm, tracedStreets } from './repo-trace.ts'

export interface ChainReport {
  readonly street: string
  readonly events: number
  readonly isIntact: boolean
  readonly firstFault: ChainFault | null
  /** Times of the first and the last record, ISO; null: none. */
  readonly from: string | null
  readonly to: string | null
  /** Hash of the end, hexadecimal. */
  readonly head: string | null
}

const PAGE = 2_000

type Report = (count: number) => Promise<void>

/**
 * Reads every street's trace and recomputes its hash chain; finds any changed, removed or inserted row. `onRows` hears
 * how many records were read since it last heard.
 */
export async function verifyTrace(context: Context, onRows?: Report): Promise<ChainReport[]> {
  return context.db.transact(systemScope, async (tx) => {
    const reports: ChainReport[] = []
    // A street that is missing in one of the two is a finding.
    const streets = new Set([...(await tracedStreets(tx)), ...(await chainNames(tx))])
    for (const street of [...streets].toSorted()) {
      // Lines appended while we read lie beyond the head as it was.
      const head = await headOf(tx, street)
      const span = createSpan(onRows)
      const { count, firstFault: broken } = await verifyLinks(street, linesOf(tx, { street, upTo: head?.seq ?? 0, span }), head)
      const firstFault = broken ?? (await lookAround(tx, street))
      reports.push({ street, events: count, isIntact: firstFault === null, firstFault, ...span.ends(), head: head?.hash.toString('hex') ?? null })
    }
    const span = createSpan(onRows)
    const { count, isIntact, firstFault } = await verifyTrail(tx, span.read)
    const head = await headOf(tx, 'audit')
    return [...reports, { street: 'audit', events: count, isIntact, firstFault, ...span.ends(), head: head?.hash.toString('hex') ?? null }]
  })
}

/** From when to when the records of a chain reach, while they are read. */
function createSpan(onRows: Report | undefined) {
  let from: Date | null = null
  let to: Date | null = null
  return {
    read: async (rows: readonly { readonly at: Date }[]): Promise<void> => {
      from ??= rows[0]?.at ?? null
      to = rows.at(-1)?.at ?? to
      await onRows?.(rows.length)
    },
    ends: () => ({ from: from?.toISOString() ?? null, to: to?.toISOString() ?? null }),
  }
}

async function* linesOf(tx: Tx, { street, upTo, span }: { street: string; upTo: number; span: ReturnType<typeof createSpan> }) {
  for (let after = 0; ; ) {
    const rows = await chainPage(tx, { street, after, upTo, limit: PAGE })
    await span.read(rows)
    for (const row of rows) {
      yield {
        seq: row.seq, prev: row.prev, hash: row.hash,
        record: sealedForm({
          at: row.at, caseId: row.case_id, kind: row.kind, actorId: row.actor_id, actorName: row.actor_name, unitId: row.unit_id,
          from: row.from_state, to: row.to_state, payload: row.payload,
        }),
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.seq
  }
}

/** Every case has a line, no line lies beyond the head, none stands twice at one number, none was moved by less than a millisecond. */
async function lookAround(tx: Tx, street: string): Promise<ChainFault | null> {
  const { last, count, blurred, hasCases } = await contentsOf(tx, street)
  const { seq: head } = (await headOf(tx, street)) ?? { seq: 0 } // read after the lines: what was appended meanwhile lies before it
  if (last > head || count > head) return { seq: head + 1, problem: '记录被插入或次序被打乱' }
  if (hasCases && head === 0) return { seq: 1, problem: '记录缺失' }
  return blurred > 0 ? { seq: 1, problem: '内容被改动' } : null
}
