import { listCounts, listToCheck, ruleCount, showQuality, showSources, stateCount } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { areasOf, placeInSight } from '../../../platform/areas/index.ts'
import { needReading, recordsToCheck } from '../../../platform/pool/index.ts'
import { countsOf, rule, state } from './counts.ts'
import { qualityAt, rememberQuality } from './score.ts'
import { sourcesAt } from './sources.ts'

/** Each answer reads whole registers. */
const OFTEN = { max: 60, windowSeconds: 60 }

/** Contract → use case. */
export function qualityRoutes(router: Router, context: Context): void {
  const memory = rememberQuality(context)
  router.on(showQuality, may('pool.read', OFTEN), ({ query, actor }) => qualityAt(context, actor, { query, memory }))
  router.on(listToCheck, may('pool.read', OFTEN), async ({ query: { register, area: asked, ...page }, actor }) => {
    needReading(actor, register)
    const area = placeInSight(await areasOf(context), actor, asked)
    const found = await context.db.transact(actor.scope, (tx) => recordsToCheck(tx, context, { register, area: area.path, reason: page.reason, cursor: page.cursor, limit: page.limit }))
    return { area, ...found, asOf: new Date(context.clock.now()).toISOString() }
  })
  router.on(showSources, may('pool.read', OFTEN), ({ query, actor }) => sourcesAt(context, actor, query))
  router.on(listCounts, may('pool.read'), ({ actor }) => countsOf(context, actor))
  router.on(stateCount, may('count.state'), ({ body, actor, request }) => state(context, { actor, ip: request.ip }, body))
  router.on(ruleCount, may('count.settle'), ({ body, actor, request }) => rule(context, { actor, ip: request.ip }, body))
}
