import type { CountSubject } from '@yihu/contracts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { BigdataTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<BigdataTables>()
const MOST = 500

/** What a source says that there are. */
export interface StatedCount {
  readonly id: string
  readonly areaPath: string
  readonly subject: CountSubject
  readonly value: number
  readonly source: string
  /** `YYYY-MM-DD`. */
  readonly asOf: string
  readonly note: string
  readonly byName: string
  readonly at: Date
}

/** Which number holds, and why. */
export type StoredRuling = Omit<StatedCount, 'source' | 'asOf'>

export async function insertStated(tx: Tx, { areaPath, asOf, byName, ...row }: StatedCount): Promise<void> {
  await own(tx).insertInto('stated_count').values({ ...row, area_path: areaPath, as_of: asOf, by_name: byName }).execute()
}

/** All in sight, the newest day first. */
export async function readStated(tx: Tx): Promise<StatedCount[]> {
  const rows = await own(tx).selectFrom('stated_count').selectAll().orderBy('as_of', 'desc').orderBy('id').limit(MOST).execute()
  return rows.map(({ area_path: areaPath, as_of: asOf, by_name: byName, subject, ...row }) => ({ ...row, areaPath, asOf, byName, subject: subject as CountSubject })) // checked by the contract of who wrote it
}

export async function insertRuling(tx: Tx, { areaPath, byName, ...row }: StoredRuling): Promise<void> {
  await own(tx).insertInto('count_ruling').values({ ...row, area_path: areaPath, by_name: byName }).execute()
}

/** All in sight, the latest first. */
export async function readRulings(tx: Tx): Promise<StoredRuling[]> {
  const rows = await own(tx).selectFrom('count_ruling').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(MOST).execute()
  return rows.map(({ area_path: areaPath, by_name: byName, subject, ...row }) => ({ ...row, areaPath, byName, subject: subject as CountSubject })) // as above
}
