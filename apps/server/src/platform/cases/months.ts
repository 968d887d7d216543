import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { ensureMonths } from './repo-trace.ts'

const DAY_MS = 86_400_000

/** Keeps the trace's monthly partitions ready for the coming two months. */
export async function keepMonths(context: Context): Promise<void> {
  const now = context.clock.now()
  await context.db.transact(systemScope, (tx) => ensureMonths(tx, [0, 31, 62].map((days) => localDate(now + days * DAY_MS))))
}
