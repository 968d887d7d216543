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
}

const PAGE = 2_000

/** Reads every street's trace and recomputes its hash chain; finds any changed, removed or inserted row. */
export async function verifyTrace(context: Context): Promise<ChainReport[]> {
  return context.db.transact(systemScope, async (tx) => {
    const reports: ChainReport[] = []
    // A street that is missing in one of the two is a finding.
    const streets = new Set([...(await tracedStreets(tx)), ...(await chainNames(tx))])
    for (const street of [...streets].toSorted()) {
      // Lines appended while we read lie beyond the head as it was.
      const head = await headOf(tx, street)
      const { count, firstFault: broken } = await verifyLinks(street, linesOf(street, head?.seq ?? 0), head)
      const firstFault = broken ?? (await lookAround(tx, street))
      reports.push({ street, events: count, isIntact: firstFault === null, firstFault })
    }
    const { count, isIntact, firstFault } = await verifyTrail(tx)
    return [...reports, { street: 'audit', events: count, isIntact, firstFault }]

    async function* linesOf(street: string, upTo: number) {
      for (let after = 0; ; ) {
        const rows = await chainPage(tx, { street, after, upTo, limit: PAGE })
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
  })
}

/** Every case has a line, no line lies beyond the head, none stands twice at one number, none was moved by less than a millisecond. */
async function lookAround(tx: Tx, street: string): Promise<ChainFault | null> {
  const { last, count, blurred, hasCases } = await contentsOf(tx, street)
  const { seq: head } = (await headOf(tx, street)) ?? { seq: 0 } // read after the lines: what was appended meanwhile lies before it
  if (last > head || count > head) return { seq: head + 1, problem: '记录被插入或次序被打乱' }
  if (hasCases && head === 0) return { seq: 1, problem: '记录缺失' }
  return blurred > 0 ? { seq: 1, problem: '内容被改动' } : null
}
