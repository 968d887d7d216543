import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { headOf, verifyLinks, verifyTrail } from '../audit/index.ts'
import type { ChainFault } from '../audit/index.ts'
import { chainedStreets, chainPage, sealedForm } from './repo-trace.ts'

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
    for (const street of await chainedStreets(tx)) {
      // Lines appended while we read lie beyond the head as it was.
      const head = await headOf(tx, street)
      const { count, isIntact, firstFault } = await verifyLinks(street, linesOf(street, head?.seq ?? 0), head)
      reports.push({ street, events: count, isIntact, firstFault })
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
