import { Outlet, useNavigate } from '@tanstack/react-router'
import { DeskTabs } from './desk-tabs.tsx'
import { Head } from './head.tsx'
import { useKeys } from './keys.ts'
import { Legend } from './legend.tsx'
import { LiveProvider } from './live.tsx'
import { ClockWarning } from './clock-warning.tsx'
import { SeeingBanner } from './seeing-banner.tsx'
import { useCan } from './session.ts'
import './shell.css'

/** Head, desks and the page: everything a logged-in person sees. */
export function Shell() {
  const navigate = useNavigate()
  const can = useCan()
  useKeys({ 'Shift+N': () => { if (can('case.register')) void navigate({ to: '/intake' }) } })
  return (
    <LiveProvider>
      <div className="shell">
        <a className="skip" href="#page">跳到正文</a>
        <Head />
        <DeskTabs />
        <ClockWarning />
        <SeeingBanner />
        <main id="page" className="page" tabIndex={-1}>
          <Outlet />
        </main>
        <Legend />
      </div>
    </LiveProvider>
  )
}
