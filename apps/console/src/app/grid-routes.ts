import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readGridSearch } from '../features/grid/grid-search.ts'
import { shell } from './shell-route.ts'

const grid = createRoute({
  getParentRoute: () => shell,
  path: '/grid',
  validateSearch: readGridSearch,
  component: lazyRouteComponent(() => import('../features/grid/grid-page.tsx'), 'GridPage'),
})

const brief = createRoute({
  getParentRoute: () => shell,
  path: '/grid/brief',
  validateSearch: readGridSearch,
  component: lazyRouteComponent(() => import('../features/grid/brief-page.tsx'), 'BriefPage'),
})

/** Grid work, and what is handed over with a grid. */
export const gridRoutes = [grid, brief] as const
