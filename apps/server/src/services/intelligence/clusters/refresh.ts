import { ancestorAt } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { emit } from '../../../kernel/events/index.ts'
import { groundOf, readSaid } from '../../../platform/cases/index.ts'
import { keepClusters, lockClusters } from './repo-cluster.ts'
import { settleAside } from './settle-aside.ts'
import type { Settled } from './settle.ts'

const DAY_MS = 86_400_000
/** So far back messages are clustered; a cluster keeps what it had when its members leave this window. */
const WINDOW_DAYS = 180
/** The newest ones, where there are more. */
const MOST_MESSAGES = 20_000

/**
 * Brings groups and hot spots up to what was said until now. The outcome depends on the messages alone, not on what was
 * there before or how often this runs: servers, restarts and late sheets make no difference.
 */
export async function refreshClusters(context: Pick<Context, 'db' | 'clock'>): Promise<void> {
  const ground = await groundOf(context)
  const since = new Date(context.clock.now() - WINDOW_DAYS * DAY_MS)
  const said = await context.db.transact(systemScope, (tx) => readSaid(tx, { since, limit: MOST_MESSAGES }))
  const messages = said.map(({ registeredAt, placeSource, point, ...one }) => ({
    ...one, at: registeredAt.getTime(), point: point && placeSource !== 'none' && !ground.isDefaultPoint(point) ? point : null,
  }))
  // Each street by itself: nobody's words are told in another street.
  const byStreet = Map.groupBy(messages, ({ path }) => ancestorAt(path, 'street'))
  const settled: Settled[] = []
  for (const ofStreet of byStreet.values()) settled.push(...(await settleAside(ofStreet)))
  await context.db.transact(systemScope, async (tx) => {
    await lockClusters(tx)
    const changed = await keepClusters(tx, settled, { at: new Date(context.clock.now()), since })
    if (changed) await emit(tx, { topic: 'cluster.changed', scopePath: null, payload: { count: settled.length } })
  })
}
