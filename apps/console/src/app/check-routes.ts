import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readChecksSearch, readDangersSearch, readSheetsSearch } from '../features/checks/checks-search.ts'
import { readTracksSearch } from '../features/tracks/tracks-search.ts'
import { shell } from './shell-route.ts'

const checks = createRoute({
  getParentRoute: () => shell,
  path: '/checks',
  validateSearch: readChecksSearch,
  component: lazyRouteComponent(() => import('../features/checks/checks-page.tsx'), 'ChecksPage'),
})

const sheets = createRoute({
  getParentRoute: () => shell,
  path: '/checks/sheets',
  validateSearch: readSheetsSearch,
  component: lazyRouteComponent(() => import('../features/checks/sheets-page.tsx'), 'SheetsPage'),
})

const dangers = createRoute({
  getParentRoute: () => shell,
  path: '/checks/dangers',
  validateSearch: readDangersSearch,
  component: lazyRouteComponent(() => import('../features/checks/dangers-page.tsx'), 'DangersPage'),
})

const tracks = createRoute({
  getParentRoute: () => shell,
  path: '/tracks',
  validateSearch: readTracksSearch,
  component: lazyRouteComponent(() => import('../features/tracks/tracks-page.tsx'), 'TracksPage'),
})

/** Work on the spot: checklists, filled sheets, hidden dangers, places reached. */
export const checkRoutes = [checks, sheets, dangers, tracks] as const
