import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { sweep } from './repo-session.ts'
import { IDLE_MS } from './session.ts'

const DAY_MS = 24 * 3600_000

/** Removes sessions that have run out and wrong logins that nobody repeated for a day. */
export async function sweepSessions({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  await db.transact(systemScope, (tx) => sweep(tx, { now: new Date(now), idleSince: new Date(now - IDLE_MS), quietSince: new Date(now - DAY_MS) }))
}
