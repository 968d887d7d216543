import { Outlet } from '@tanstack/react-router'
import { DeskTabs } from './desk-tabs.tsx'
import { Head } from './head.tsx'
import { Legend } from './legend.tsx'
import { LiveProvider } from './live.tsx'
import './shell.css'

/** Head, desks and the page: everything a logged-in person sees. */
export function Shell() {
  return (
    <LiveProvider>
      <div className="shell">
        <a className="skip" href="#page">跳到正文</a>
        <Head />
        <DeskTabs />
        <main id="page" className="page" tabIndex={-1}>
          <Outlet />
        </main>
        <Legend />
      </div>
    </LiveProvider>
  )
}
