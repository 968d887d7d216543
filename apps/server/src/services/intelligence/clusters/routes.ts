import { listClusters, refreshClusters as contract, showCluster } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { clustersOf } from './list.ts'
import { refreshClusters } from './refresh.ts'
import { clusterOf } from './show.ts'

/** Contract → use case. */
export function clusterRoutes(router: Router, context: Context): void {
  router.on(listClusters, may('cluster.read'), ({ query, actor }) => clustersOf(context, actor, query))
  router.on(showCluster, may('cluster.read'), ({ params, actor }) => clusterOf(context, actor, params.id))
  router.on(contract, may('cluster.refresh', { max: 6, windowSeconds: 60 }), async () => {
    await refreshClusters(context)
    return { asOf: new Date(context.clock.now()).toISOString() }
  })
}
