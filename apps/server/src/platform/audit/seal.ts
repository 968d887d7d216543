import type { Tx } from '../../kernel/db/index.ts'
import { linksAfter } from './chain.ts'
import type { Link } from './chain.ts'
import { lockHead, moveHead } from './repo.ts'

/**
 * Links for `records`, in order, at the end of `chain`. Two round trips, however many records. The chain stays locked
 * until commit, so call it last in a transaction and insert the rows at once. Who seals in several chains does so in
 * the order of their names, `audit` after all others: then no two transactions wait for each other.
 */
export async function seal(tx: Tx, chain: string, records: readonly unknown[]): Promise<Link[]> {
  if (records.length === 0) return []
  const links = linksAfter(await lockHead(tx, chain), records)
  const last = links.at(-1)
  if (last) await moveHead(tx, chain, last)
  return links
}
