import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readDashboardSearch } from '../features/dashboards/dashboard-search.ts'
import { shell } from './shell-route.ts'

const dashboards = createRoute({
  getParentRoute: () => shell,
  path: '/dashboards',
  validateSearch: readDashboardSearch,
  component: lazyRouteComponent(() => import('../features/dashboards/dashboards-page.tsx'), 'DashboardsPage'),
})

const bulletins = createRoute({
  getParentRoute: () => shell,
  path: '/bulletins',
  component: lazyRouteComponent(() => import('../features/dashboards/bulletins-page.tsx'), 'BulletinsPage'),
})

/** Figures chosen by oneself, and what is made of them on paper. */
export const dashboardRoutes = [dashboards, bulletins] as const
