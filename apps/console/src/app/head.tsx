import { BulbOutlined, MenuOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Drawer, Dropdown, Tooltip } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { LiveDot } from './live.tsx'
import { NoticeBell } from './notices.tsx'
import { MENUS, PAGES } from './pages.ts'
import { useCan } from './session.ts'
import { useTheme } from './theme.tsx'
import { UserMenu } from './user-menu.tsx'

// The search comes with its lists: the page is there before it.
const CommandBox = lazy(async () => ({ default: (await import('./command-box.tsx')).CommandBox }))
const DutyNow = lazy(async () => ({ default: (await import('../features/shifts/duty-now.tsx')).DutyNow }))

/** The first line: name, search, pages, who, live, notices. */
export function Head() {
  return (
    <header className="head">
      <Link to="/" className="logo" aria-label="一呼 首页">一呼</Link>
      <Suspense fallback={<span className="command" />}><CommandBox /></Suspense>
      <MainPages />
      <span className="head-gap" />
      <Suspense><DutyNow /></Suspense>
      <LiveDot />
      <NoticeBell />
      <ThemeSwitch />
      <UserMenu />
      <PhoneMenu />
    </header>
  )
}

function usePages() {
  const can = useCan()
  return PAGES.filter(({ permission }) => can(permission))
}

function MainPages() {
  const pages = usePages()
  const menus = Object.entries(MENUS).map(([menu, label]) => ({ label, below: pages.filter((page) => page.menu === menu) }))
  return (
    <nav className="head-pages" aria-label="页面">
      {pages.filter(({ menu }) => menu === null).map(({ to, label }) => (
        <Link key={to} to={to} className="head-page" activeProps={{ className: 'head-page head-page-here' }}>{label}</Link>
      ))}
      {menus.filter(({ below }) => below.length > 0).map(({ label: word, below }) => (
        <Dropdown key={word} trigger={['click']} menu={{ items: below.map(({ to, label }) => ({ key: to, label: <Link to={to}>{label}</Link> })) }}>
          <Button type="text" className="head-page">{word} <span aria-hidden="true">▾</span></Button>
        </Dropdown>
      ))}
    </nav>
  )
}

function PhoneMenu() {
  const [isOpen, setOpen] = useState(false)
  const pages = usePages()
  if (pages.length === 0) return null
  return (
    <>
      <Button className="phone-menu" type="text" icon={<MenuOutlined />} aria-label="全部页面" onClick={() => setOpen(true)} />
      <Drawer title="全部页面" open={isOpen} onClose={() => setOpen(false)} size={260}>
        <nav className="phone-pages" aria-label="全部页面">
          {pages.map(({ to, label }) => <Link key={to} to={to} onClick={() => setOpen(false)}>{label}</Link>)}
        </nav>
      </Drawer>
    </>
  )
}

const THEMES = [
  { key: 'light', label: '浅色', icon: <SunOutlined /> },
  { key: 'dark', label: '深色', icon: <MoonOutlined /> },
  { key: 'auto', label: '跟随系统', icon: <BulbOutlined /> },
] as const

function ThemeSwitch() {
  const { mode, choice, choose } = useTheme()
  const items = THEMES.map(({ key, label, icon }) => ({ key, label, icon, onClick: () => choose(key) }))
  return (
    <Dropdown trigger={['click']} menu={{ items, selectable: true, selectedKeys: [choice] }}>
      <Tooltip title="浅色与深色">
        <Button type="text" className="theme-switch" icon={mode === 'dark' ? <MoonOutlined /> : <SunOutlined />} aria-label="浅色与深色" />
      </Tooltip>
    </Dropdown>
  )
}
