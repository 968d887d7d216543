import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readDeliberationSearch } from '../features/deliberation/deliberation-search.ts'
import { shell } from './shell-route.ts'

const list = createRoute({
  getParentRoute: () => shell,
  path: '/deliberations',
  validateSearch: readDeliberationSearch,
  component: lazyRouteComponent(() => import('../features/deliberation/deliberations-page.tsx'), 'DeliberationsPage'),
})

const one = createRoute({
  getParentRoute: () => shell,
  path: '/deliberations/$id',
  component: lazyRouteComponent(() => import('../features/deliberation/deliberation-page.tsx'), 'DeliberationPage'),
})

const print = createRoute({
  getParentRoute: () => shell,
  path: '/deliberations/$id/print',
  component: lazyRouteComponent(() => import('../features/deliberation/deliberation-print-page.tsx'), 'DeliberationPrintPage'),
})

/** 五步议事: the list, one proposal, its printed record. */
export const deliberationRoutes = [list, one, print] as const
