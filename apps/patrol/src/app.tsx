import { lazy, Suspense } from 'react'
import { CasePage } from './pages/case.tsx'
import { CasesPage } from './pages/cases.tsx'
import { VisitPage, VisitsPage } from './pages/visits.tsx'
import { LoginPage } from './pages/login.tsx'
import { MinePage } from './pages/mine.tsx'
import { OutboxPage } from './pages/outbox.tsx'
import { ReportPage } from './pages/report.tsx'
import { TodayPage } from './pages/today.tsx'
import { useRoute } from './route.ts'
import type { Route } from './route.ts'
import { usePhone } from './store/phone.ts'
import { Tabs } from './ui/parts.tsx'

const MapPage = lazy(() => import('./pages/map.tsx').then(({ MapPage: page }) => ({ default: page })))
const ChecksPage = lazy(() => import('./pages/checks.tsx').then(({ ChecksPage: page }) => ({ default: page })))
const CheckPage = lazy(() => import('./pages/check.tsx').then(({ CheckPage: page }) => ({ default: page })))
const ScanPage = lazy(() => import('./pages/scan.tsx').then(({ ScanPage: page }) => ({ default: page })))

/** The app: nothing but the login until the phone's key is there. */
export function App() {
  const { phase } = usePhone()
  const route = useRoute()
  if (phase === 'opening') return <p className="main" aria-busy="true">正在打开…</p>
  if (phase === 'out' || route.page === 'login') return <LoginPage />
  return (
    <div className="app">
      <Suspense fallback={<p className="main" aria-busy="true">正在打开…</p>}><Page route={route} /></Suspense>
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
    case 'mine': return <MinePage />
    default: return <TodayPage />
  }
}
