import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readGridSearch } from '../features/grid/grid-search.ts'
import { shell } from './shell-route.ts'

const grid = createRoute({
  getParentRoute: () => shell,
  path: '/grid',
  validateSearch: readGridSearch,
  component: lazyRouteComponent(() => import('../features/grid/grid-page.tsx'), 'GridPage'),
})

/** Grid work. */
export const gridRoutes = [grid] as const
