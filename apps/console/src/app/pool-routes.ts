import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readQualitySearch } from '../features/quality/quality-search.ts'
import { readRegistersSearch } from '../features/registers/register-search.ts'
import { shell } from './shell-route.ts'

/** The data pool: registers, what a person may ask for, sensitive registers, quality, and the rules of it all. */
export const poolRoutes = [
  createRoute({ getParentRoute: () => shell, path: '/registers', validateSearch: readRegistersSearch, component: lazyRouteComponent(() => import('../features/registers/registers-page.tsx'), 'RegistersPage') }),
  createRoute({ getParentRoute: () => shell, path: '/registers/$id/file', component: lazyRouteComponent(() => import('../features/registers/person-file-page.tsx'), 'PersonFilePage') }),
  createRoute({ getParentRoute: () => shell, path: '/sensitive', component: lazyRouteComponent(() => import('../features/sensitive/sensitive-page.tsx'), 'SensitivePage') }),
  createRoute({ getParentRoute: () => shell, path: '/quality', validateSearch: readQualitySearch, component: lazyRouteComponent(() => import('../features/quality/quality-page.tsx'), 'QualityPage') }),
  createRoute({ getParentRoute: () => shell, path: '/admin/tags', component: lazyRouteComponent(() => import('../features/pool-rules/tags-page.tsx'), 'TagsPage') }),
  createRoute({ getParentRoute: () => shell, path: '/admin/retention', component: lazyRouteComponent(() => import('../features/pool-rules/retention-page.tsx'), 'RetentionPage') }),
] as const
