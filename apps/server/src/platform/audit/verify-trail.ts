import type { Tx } from '../../kernel/db/index.ts'
import { AUDIT_CHAIN, sealedForm } from './record.ts'
import { endsOf, headOf, rowsAfter } from './repo.ts'
import { verifyLinks } from './verify.ts'
import type { ChainReport, ChainRow } from './verify.ts'

const PAGE = 2000

/** Rows of a chain as they are read, to tell how far a check is. */
type OnRows = (rows: readonly { readonly at: Date }[]) => Promise<void>

/** Checks the whole trail, also while it grows. */
export async function verifyTrail(tx: Tx, onRows?: OnRows): Promise<ChainReport> {
  const head = await headOf(tx, AUDIT_CHAIN)
  const report = await verifyLinks(AUDIT_CHAIN, trailRows(tx, head?.seq ?? 0, onRows), head)
  if (!report.isIntact) return report
  // Rows beyond the head are looked for apart, as of one moment: the head may have moved while we read.
  const ends = await endsOf(tx, AUDIT_CHAIN)
  return ends.last > ends.head ? { ...report, isIntact: false, firstFault: { seq: ends.head + 1, problem: '记录被插入或次序被打乱' } } : report
}

async function* trailRows(tx: Tx, upTo: number, onRows: OnRows | undefined): AsyncGenerator<ChainRow> {
  for (let after = 0; ;) {
    const page = await rowsAfter(tx, { after, upTo, limit: PAGE })
    for (const row of page) yield { seq: row.seq, prev: row.prev, hash: row.hash, record: sealedForm({ ...row, detail: asObject(row.detail) }) }
    await onRows?.(page)
    const last = page.at(-1)
    if (!last) return
    after = last.seq
  }
}

/** Written as an object; if somebody made it another thing, that is a change the hash shows. */
function asObject(detail: unknown): object {
  return typeof detail === 'object' && detail !== null ? detail : { changed: String(detail) }
}
