/**
 * Big data (大数据): what the street learns from its cases and does about it before the next complaint (未诉先办):
 * preventive tasks with their effect, the forecast of complaints and the calendar of seasons; and how good the pool's data are: scores,
 * the list of what to check, counts that sources state differently. Owns `prevention_task`, `forecast_week`, `season`, `stated_count`, `count_ruling`. Raises `prevention.changed`; hears `case.moved` and `case.closed` of its own tasks' cases.
 * Clusters are the intelligence service's: `app.ts` hands over how one is found.
 */
import { defineModule } from '../../kernel/module.ts'
import type { Module } from '../../kernel/module.ts'
import { forecastRoutes } from './forecast/routes.ts'
import { watchComplaints } from './forecast/watch.ts'
import type { ClusterFinder } from './prevention/open.ts'
import { preventionRoutes } from './prevention/routes.ts'
import { tellOfTask } from './prevention/tell.ts'
import { stateForDemo } from './quality/demo.ts'
import { disagreementsOn } from './quality/counts.ts'
import { qualityRoutes } from './quality/routes.ts'
import { raiseSeasons } from './seasons/raise.ts'
import { seasonRoutes } from './seasons/routes.ts'

export { disagreementsOn, raiseSeasons, stateForDemo, watchComplaints }

/** Manifest of the service, given how a cluster is found. */
export function bigdata({ findCluster }: { readonly findCluster: ClusterFinder }): Module {
  return defineModule({
    id: 'bigdata',
    name: '大数据',
    permissions: { 'prevention.read': '查看未诉先办', 'prevention.open': '建未诉先办任务', 'count.state': '登记各来源说的数', 'count.settle': '裁定不一致的数' },
    routes: (router, context) => {
      preventionRoutes(router, context, findCluster)
      forecastRoutes(router, context)
      seasonRoutes(router, context)
      qualityRoutes(router, context)
    },
    jobs: [{ name: 'forecast.watch', cron: '30 6 * * *', run: watchComplaints }, { name: 'season.raise', cron: '35 6 * * *', run: raiseSeasons }],
    handlers: { 'case.moved': tellOfTask, 'case.closed': tellOfTask },
  })
}
