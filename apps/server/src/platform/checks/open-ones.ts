import type { Tx } from '../../kernel/db/index.ts'
import { standingsOf } from '../cases/index.ts'
import type { CaseStanding } from '../cases/index.ts'
import { openDangers } from './repo-danger.ts'
import type { StoredDanger } from './repo-danger.ts'

/** A danger with how its case stands. */
export interface OpenDanger {
  readonly danger: StoredDanger
  readonly standing: CaseStanding
}

/** The dangers in sight whose cases are open now: what the mark of closed ones has not heard yet is asked of the case. */
export async function openOnes(tx: Tx, filter: { readonly list?: string | undefined; readonly area?: string | undefined }): Promise<OpenDanger[]> {
  const dangers = await openDangers(tx, filter)
  const standings = await standingsOf(tx, dangers.map(({ case_id }) => case_id))
  return dangers.flatMap((danger) => {
    const standing = standings.get(danger.case_id)
    return standing?.isOpen ? [{ danger, standing }] : []
  })
}
