import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { dropMonths, ensureMonths, rollUp } from './repo-reading.ts'

const DAY_MS = 86_400_000
/** Single readings are kept so long, their hours for good; what people were promised goes earlier (`alarms/keep-promise.ts`). */
const KEPT_MONTHS = 13
/** Arrival times of transactions that have not committed yet lie within this. */
const SETTLED_MS = 60_000

/** Keeps the partitions of readings ready: the months that late messages may still belong to, and the coming two. */
export async function keepReadingMonths({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  await db.transact(systemScope, (tx) => ensureMonths(tx, [-62, -31, 0, 31, 62].map((days) => localDate(now + days * DAY_MS))))
}

/** Brings the hourly roll-ups up to a minute ago. */
export async function rollUpReadings({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await db.transact(systemScope, (tx) => rollUp(tx, new Date(clock.now() - SETTLED_MS)))
}

/** Rolls up, then drops the months that are kept no longer. */
export async function dropOldReadings(context: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await rollUpReadings(context)
  const before = localDate(context.clock.now() - KEPT_MONTHS * 30.5 * DAY_MS)
  await context.db.transact(systemScope, (tx) => dropMonths(tx, before))
}
