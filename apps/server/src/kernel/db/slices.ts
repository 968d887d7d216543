import { systemScope } from './db.ts'
import type { Db, Tx } from './db.ts'

/** Rows of a slice: a fraction of a second, and little for others to wait for. */
const MOST = 5000

/** How many rows a statement written by hand changed. */
export function affected({ numAffectedRows = 0n }: { readonly numAffectedRows?: bigint }): number {
  return Number(numAffectedRows)
}

/** Deletes what may be very much in slices, each a transaction of its own: `slice` deletes so many rows at most and answers how many. */
export async function inSlices(db: Db, slice: (tx: Tx, most: number) => Promise<number>): Promise<void> {
  for (let gone = MOST; gone >= MOST;) gone = await db.transact(systemScope, (tx) => slice(tx, MOST))
}
