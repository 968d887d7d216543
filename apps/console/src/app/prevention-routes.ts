import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readClustersSearch, readPreventionSearch } from '../features/prevention/prevention-search.ts'
import { shell } from './shell-route.ts'

const clusters = createRoute({
  getParentRoute: () => shell,
  path: '/clusters',
  validateSearch: readClustersSearch,
  component: lazyRouteComponent(() => import('../features/prevention/clusters-page.tsx'), 'ClustersPage'),
})

const cluster = createRoute({
  getParentRoute: () => shell,
  path: '/clusters/$id',
  component: lazyRouteComponent(() => import('../features/prevention/cluster-page.tsx'), 'ClusterPage'),
})

const prevention = createRoute({
  getParentRoute: () => shell,
  path: '/prevention',
  validateSearch: readPreventionSearch,
  component: lazyRouteComponent(() => import('../features/prevention/prevention-page.tsx'), 'PreventionPage'),
})

/** Hot spots and what is done before the next complaint. */
export const preventionRoutes = [clusters, cluster, prevention] as const
