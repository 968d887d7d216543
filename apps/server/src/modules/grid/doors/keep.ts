import { daysAfter, localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { endedAmong } from '../../../platform/pool/index.ts'
import { postsInUse, settleConsents } from './repo-consent.ts'
import { forgetNotes } from './repo-door.ts'

/** Notes of neighbours, and consents that ended, are kept so long. */
const KEEP_DAYS = 365

/** Each night: consents for posts that have ended are closed, what is older than a year is gone. */
export async function keepDoors(context: Context): Promise<void> {
  const now = context.clock.now()
  const before = daysAfter(localDate(now), -KEEP_DAYS)
  await context.db.transact(systemScope, async (tx) => {
    await settleConsents(tx, { ended: await endedAmong(tx, await postsInUse(tx)), at: new Date(now), before: new Date(`${before}T00:00:00+08:00`) })
    await forgetNotes(tx, before)
  })
}
