import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readServicesSearch } from '../features/services/services-search.ts'
import { shell } from './shell-route.ts'

const services = createRoute({
  getParentRoute: () => shell,
  path: '/services',
  validateSearch: readServicesSearch,
  component: lazyRouteComponent(() => import('../features/services/services-page.tsx'), 'ServicesPage'),
})

const stories = createRoute({
  getParentRoute: () => shell,
  path: '/stories',
  component: lazyRouteComponent(() => import('../features/stories/stories-page.tsx'), 'StoriesPage'),
})

const held = createRoute({
  getParentRoute: () => shell,
  path: '/held',
  component: lazyRouteComponent(() => import('../features/held/held-page.tsx'), 'HeldPage'),
})

/** What residents see or send: services, announcements, reports at the gate. */
export const residentRoutes = [services, stories, held] as const
