import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readActivitiesSearch } from '../features/activities/activities-search.ts'
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

const activities = createRoute({
  getParentRoute: () => shell,
  path: '/activities',
  validateSearch: readActivitiesSearch,
  component: lazyRouteComponent(() => import('../features/activities/activities-page.tsx'), 'ActivitiesPage'),
})

const held = createRoute({
  getParentRoute: () => shell,
  path: '/held',
  component: lazyRouteComponent(() => import('../features/held/held-page.tsx'), 'HeldPage'),
})

/** What residents see or send: services, announcements, activities, reports at the gate. */
export const residentRoutes = [services, stories, activities, held] as const
