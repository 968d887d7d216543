import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { isListName, readInboxSearch } from '../features/cases/inbox-search.ts'
import { readCoordinationSearch } from '../features/coordination/coordination-search.ts'
import { readCodeSearch } from '../features/codes/code-search.ts'
import { readMediationSearch } from '../features/mediation/mediation-search.ts'
import { readRulesSearch } from '../features/dispatch-rules/rules-search.ts'
import { Empty, Failed, Loading } from './conditions.tsx'
import { opensNow } from './first-page.ts'
import { desksOf } from './pages.ts'
import { queryClient, whenLoginNeeded } from './query-client.ts'
import { may, meQuery } from './session.ts'
import { checkRoutes } from './check-routes.ts'
import { dashboardRoutes } from './dashboard-routes.ts'
import { deliberationRoutes } from './deliberation-routes.ts'
import { gridRoutes } from './grid-routes.ts'
import { poolRoutes } from './pool-routes.ts'
import { preventionRoutes } from './prevention-routes.ts'
import { residentRoutes } from './resident-routes.ts'
import { sensingRoutes } from './sensing-routes.ts'
import { readMapSearch } from '../features/map/map-search.ts'
import { readScreenSearch } from '../features/screens/screen-search.ts'
import { knowMe, root, shell } from './shell-route.ts'

const textIn = (search: Record<string, unknown>, name: string) => {
  const value = search[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

const loginRoute = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = textIn(search, 'next')
    // Only a page of our own: `//host` would leave it.
    return next && /^\/(?!\/|\\)/u.test(next) ? { next } : {}
  },
  component: lazyRouteComponent(() => import('../features/session/login-page.tsx'), 'LoginPage'),
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: ({ context }) => {
    if (opensNow() && may(context.me, 'alarm.read')) redirect({ to: '/now', replace: true, throw: true })
    const [desk] = desksOf((permission) => may(context.me, permission))
    if (desk) redirect({ to: '/desk/$desk', params: { desk }, replace: true, throw: true })
    if (may(context.me, 'user.manage')) redirect({ to: '/admin/users', replace: true, throw: true })
    if (may(context.me, 'audit.read')) redirect({ to: '/admin/audit', replace: true, throw: true })
  },
  component: () => <Empty title="您的岗位还没有可用的页面">请联系系统管理员分配岗位。</Empty>,
})

const inboxRoute = createRoute({
  getParentRoute: () => shell,
  path: '/desk/$desk',
  params: { parse: ({ desk }) => ({ desk: isListName(desk) ? desk : ('mine' as const) }), stringify: ({ desk }) => ({ desk }) },
  validateSearch: readInboxSearch,
  component: lazyRouteComponent(() => import('../features/cases/inbox-page.tsx'), 'InboxPage'),
})

const caseRoute = createRoute({
  getParentRoute: () => shell,
  path: '/cases/$id',
  component: lazyRouteComponent(() => import('../features/case/case-page.tsx'), 'CasePage'),
})

const caseFileRoute = createRoute({
  getParentRoute: () => shell,
  path: '/cases/$id/file',
  component: lazyRouteComponent(() => import('../features/case-file/case-file-page.tsx'), 'CaseFilePage'),
})

const shiftsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/shifts',
  validateSearch: (search: Record<string, unknown>): { month?: string } => {
    const month = textIn(search, 'month')
    return month && /^\d{4}-(?:0[1-9]|1[0-2])$/u.test(month) ? { month } : {}
  },
  component: lazyRouteComponent(() => import('../features/shifts/shifts-page.tsx'), 'ShiftsPage'),
})

const handoverRoute = createRoute({
  getParentRoute: () => shell,
  path: '/shifts/handovers/$id',
  component: lazyRouteComponent(() => import('../features/shifts/handover-page.tsx'), 'HandoverPage'),
})

const exportsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/exports',
  component: lazyRouteComponent(() => import('../features/exports/exports-page.tsx'), 'ExportsPage'),
})

const intakeRoute = createRoute({
  getParentRoute: () => shell,
  path: '/intake',
  component: lazyRouteComponent(() => import('../features/intake/intake-page.tsx'), 'IntakePage'),
})

const coordinationRoute = createRoute({
  getParentRoute: () => shell,
  path: '/coordination',
  validateSearch: readCoordinationSearch,
  component: lazyRouteComponent(() => import('../features/coordination/coordination-page.tsx'), 'CoordinationPage'),
})

const mediationsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/mediations',
  validateSearch: readMediationSearch,
  component: lazyRouteComponent(() => import('../features/mediation/mediations-page.tsx'), 'MediationsPage'),
})

const newMediationRoute = createRoute({
  getParentRoute: () => shell,
  path: '/mediations/new',
  validateSearch: (search: Record<string, unknown>): { case?: string } => {
    const number = textIn(search, 'case')
    return number ? { case: number } : {}
  },
  component: lazyRouteComponent(() => import('../features/mediation/new-mediation-page.tsx'), 'NewMediationPage'),
})

const mediationPrintRoute = createRoute({
  getParentRoute: () => shell,
  path: '/mediations/$id/print',
  component: lazyRouteComponent(() => import('../features/mediation/mediation-print-page.tsx'), 'MediationPrintPage'),
})

const importsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/imports',
  component: lazyRouteComponent(() => import('../features/imports/imports-page.tsx'), 'ImportsPage'),
})

const importRoute = createRoute({
  getParentRoute: () => shell,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('../features/imports/import-page.tsx'), 'ImportPage'),
})

const areasRoute = createRoute({
  getParentRoute: () => shell,
  path: '/areas',
  validateSearch: (search: Record<string, unknown>): { code?: string } => {
    const code = textIn(search, 'code')
    return code ? { code } : {}
  },
  component: lazyRouteComponent(() => import('../features/areas/areas-page.tsx'), 'AreasPage'),
})

const mapRoute = createRoute({
  getParentRoute: () => shell,
  path: '/map',
  validateSearch: readMapSearch,
  component: lazyRouteComponent(() => import('../features/map/map-page.tsx'), 'MapPage'),
})

const codesRoute = createRoute({
  getParentRoute: () => shell,
  path: '/codes',
  validateSearch: readCodeSearch,
  component: lazyRouteComponent(() => import('../features/codes/codes-page.tsx'), 'CodesPage'),
})

const usersRoute = createRoute({
  getParentRoute: () => shell,
  path: '/admin/users',
  component: lazyRouteComponent(() => import('../features/admin/users-page.tsx'), 'UsersPage'),
})

const powersRoute = createRoute({
  getParentRoute: () => shell,
  path: '/powers',
  component: lazyRouteComponent(() => import('../features/powers/powers-page.tsx'), 'PowersPage'),
})

const forecastRoute = createRoute({
  getParentRoute: () => shell,
  path: '/forecast',
  component: lazyRouteComponent(() => import('../features/forecast/forecast-page.tsx'), 'ForecastPage'),
})

const seasonsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/admin/seasons',
  component: lazyRouteComponent(() => import('../features/seasons/seasons-page.tsx'), 'SeasonsPage'),
})

const unitsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/admin/units',
  component: lazyRouteComponent(() => import('../features/admin/units-page.tsx'), 'UnitsPage'),
})

const calendarRoute = createRoute({
  getParentRoute: () => shell,
  path: '/admin/calendar',
  component: lazyRouteComponent(() => import('../features/admin/calendar-page.tsx'), 'CalendarPage'),
})

const rulesRoute = createRoute({
  getParentRoute: () => shell,
  path: '/admin/rules',
  validateSearch: readRulesSearch,
  component: lazyRouteComponent(() => import('../features/dispatch-rules/rules-page.tsx'), 'RulesPage'),
})

const classesRoute = createRoute({
  getParentRoute: () => shell,
  path: '/admin/classes',
  component: lazyRouteComponent(() => import('../features/admin/classes-page.tsx'), 'ClassesPage'),
})

const modelsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/admin/models',
  component: lazyRouteComponent(() => import('../features/intelligence/models-page.tsx'), 'ModelsPage'),
})

const templatesRoute = createRoute({
  getParentRoute: () => shell,
  path: '/admin/templates',
  component: lazyRouteComponent(() => import('../features/admin/templates-page.tsx'), 'TemplatesPage'),
})

const keysRoute = createRoute({
  getParentRoute: () => shell,
  path: '/admin/keys',
  component: lazyRouteComponent(() => import('../features/admin/keys-page.tsx'), 'KeysPage'),
})

const auditRoute = createRoute({
  getParentRoute: () => shell,
  path: '/admin/audit',
  component: lazyRouteComponent(() => import('../features/admin/audit-page.tsx'), 'AuditPage'),
})

/** The first of the six. */
const screenHome = createRoute({
  getParentRoute: () => root,
  path: '/screen',
  beforeLoad: () => { redirect({ to: '/screen/$screen', params: { screen: 'zhili' }, replace: true, throw: true }) },
})

/** The wall: no head, no desks. */
const screenRoute = createRoute({
  getParentRoute: () => root,
  path: '/screen/$screen',
  beforeLoad: knowMe,
  validateSearch: readScreenSearch,
  component: lazyRouteComponent(() => import('../features/screens/screen-page.tsx'), 'ScreenPage'),
})

const routeTree = root.addChildren([
  loginRoute, screenHome, screenRoute,
  shell.addChildren([
    home, inboxRoute, caseRoute, caseFileRoute, shiftsRoute, handoverRoute, exportsRoute, intakeRoute, coordinationRoute, mediationsRoute, newMediationRoute, mediationPrintRoute, importsRoute, importRoute, areasRoute, mapRoute, codesRoute,
    usersRoute, unitsRoute, forecastRoute, seasonsRoute, powersRoute, calendarRoute, rulesRoute, classesRoute, modelsRoute, templatesRoute, keysRoute, auditRoute, ...poolRoutes, ...sensingRoutes, ...gridRoutes, ...preventionRoutes, ...residentRoutes, ...checkRoutes, ...deliberationRoutes, ...dashboardRoutes,
  ]),
])

export const router = createRouter({
  routeTree,
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} retry={() => { reset(); void router.invalidate() }} />,
  defaultNotFoundComponent: () => <Empty title="没有这个页面">请检查地址，或按 Ctrl K 搜索。</Empty>,
})

whenLoginNeeded(() => {
  const { pathname, href, maskedLocation } = router.state.location
  if (pathname === '/login') return
  queryClient.removeQueries({ queryKey: meQuery.queryKey })
  void router.navigate({ to: '/login', search: { next: maskedLocation?.href ?? href } })
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
