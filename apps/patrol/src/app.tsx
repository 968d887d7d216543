import { lazy, Suspense, useLayoutEffect } from 'react'
import { TodayPage } from './pages/today.tsx'
import { useRoute } from './route.ts'
import type { Route } from './route.ts'
import { usePhone } from './store/phone.ts'
import { showLogin } from './ui/login-form.ts'
import { Tabs } from './ui/parts.tsx'
import { TrackSign } from './ui/track-switch.tsx'

const CasePage = lazy(() => import('./pages/case.tsx').then(({ CasePage: page }) => ({ default: page })))
const CasesPage = lazy(() => import('./pages/cases.tsx').then(({ CasesPage: page }) => ({ default: page })))
const CheckPage = lazy(() => import('./pages/check.tsx').then(({ CheckPage: page }) => ({ default: page })))
const ChecksPage = lazy(() => import('./pages/checks.tsx').then(({ ChecksPage: page }) => ({ default: page })))
const MapPage = lazy(() => import('./pages/map.tsx').then(({ MapPage: page }) => ({ default: page })))
const MinePage = lazy(() => import('./pages/mine.tsx').then(({ MinePage: page }) => ({ default: page })))
const OutboxPage = lazy(() => import('./pages/outbox.tsx').then(({ OutboxPage: page }) => ({ default: page })))
const ReportPage = lazy(() => import('./pages/report.tsx').then(({ ReportPage: page }) => ({ default: page })))
const ScanPage = lazy(() => import('./pages/scan.tsx').then(({ ScanPage: page }) => ({ default: page })))
const TrackPage = lazy(() => import('./pages/track.tsx').then(({ TrackPage: page }) => ({ default: page })))
const VisitPage = lazy(() => import('./pages/visits.tsx').then(({ VisitPage: page }) => ({ default: page })))
const VisitsPage = lazy(() => import('./pages/visits.tsx').then(({ VisitsPage: page }) => ({ default: page })))

/** The app, once the phone's key is there; until then the login form of the page stands in its place. */
export function App() {
  const { phase } = usePhone()
  const route = useRoute()
  const isOut = phase === 'out' || route.page === 'login'
  useLayoutEffect(() => showLogin(isOut), [isOut])
  if (isOut) return null
  return (
    <div className="app">
      <Suspense fallback={<p className="main" aria-busy="true">正在打开…</p>}><Page route={route} /></Suspense>
      <TrackSign />
      <Tabs page={route.page} />
    </div>
  )
}

function Page({ route: { page, id, query } }: { route: Route }) {
  switch (page) {
    case 'report': return <ReportPage code={query.get('code')} />
    case 'cases': return <CasesPage />
    case 'case': return <CasePage key={id} id={id} />
    case 'map': return <MapPage />
    case 'visits': return <VisitsPage />
    case 'visit': return <VisitPage key={id} id={id} />
    case 'checks': return <ChecksPage />
    case 'check': return <CheckPage key={id} id={id} />
    case 'outbox': return <OutboxPage />
    case 'scan': return <ScanPage />
    case 'track': return <TrackPage />
    case 'mine': return <MinePage />
    default: return <TodayPage />
  }
}
