import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { InputRef } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useRef } from 'react'
import { Empty, Loading, NoPermission } from '../../app/conditions.tsx'
import { listsOf } from '../../app/pages.ts'
import { useCan } from '../../app/session.ts'
import { useMedia } from '../../app/theme.tsx'
import { BatchBar } from './batch-bar.tsx'
import { CaseList } from './case-list.tsx'
import { Filters } from './filters.tsx'
import { filterCount, LIST_NAMES, NO_FILTERS, withoutWords } from './inbox-search.ts'
import { HeldLine } from '../held/held-line.tsx'
import { PaceLine } from './pace-line.tsx'
import { useCursor } from './use-cursor.ts'
import { useInbox } from './use-inbox.ts'
import { useOpenCase } from './use-open-case.ts'
import { useSelection } from './use-selection.ts'
import { useRowLook } from './use-setting.ts'
import { DESK_HOLDS, whyHere } from './why-here.ts'
import './inbox.css'

const loadCaseView = () => import('../case/case-view.tsx')
const CaseView = lazy(async () => ({ default: (await loadCaseView()).CaseView }))
const route = getRouteApi('/shell/desk/$desk')
/** From here on list and case stand side by side. */
const wideQuery = globalThis.matchMedia('(min-width: 1366px)')

/** One desk: its list and, where there is room, the case beside it. */
export function InboxPage() {
  const { desk } = route.useParams()
  const can = useCan()
  if (!listsOf(can).includes(desk)) return <NoPermission what={desk === 'all' ? '全部案件' : `${LIST_NAMES[desk]}台`} />
  return <Inbox key={desk} />
}

function Inbox() {
  const { desk } = route.useParams()
  const search = route.useSearch()
  const navigate = useNavigate()
  const isWide = useMedia(wideQuery)
  const inbox = useInbox(desk, search)
  const look = useRowLook()
  const { rows } = inbox
  useEffect(() => {
    // Fetched while the list is read, so that the first case opens at once, also when the network goes.
    const timer = setTimeout(() => void loadCaseView().catch(() => {}), 1_000)
    return () => clearTimeout(timer)
  }, [])
  const words = useRef<InputRef>(null)
  const box = useRef<HTMLDivElement>(null)
  const { selected, toggle, keep } = useSelection()

  const change = useCallback((next: object) => {
    void navigate({ to: '.', search: (last) => ({ ...last, ...next }), mask: { to: '.', search: (last) => withoutWords({ ...last, ...next }) }, replace: true })
  }, [navigate])
  const show = useCallback((id: string) => {
    if (isWide) change({ case: id })
    else void navigate({ to: '/cases/$id', params: { id } })
  }, [isWide, change, navigate])
  const open = useOpenCase(show)
  const all = () => keep(selected.size < rows.length ? rows.map(({ id }) => id) : [])
  const here = useCursor({ ids: rows.map(({ id }) => id), openId: search.case, onOpen: open, onSelect: toggle, onAll: all, onSearch: () => words.current?.focus() })

  const isFiltered = filterCount(search) > 0 || search.area !== undefined
  const chosen = rows.filter(({ id }) => selected.has(id))
  const opened = rows.find(({ id }) => id === search.case)
  return (
    <div className={`inbox ${isWide ? 'inbox-wide' : ''}`}>
      <section className="inbox-list" data-desk={desk} aria-label={`${LIST_NAMES[desk]}列表`}>
        <h1 className="unseen">{LIST_NAMES[desk]}</h1>
        <Filters desk={desk} search={search} onChange={change} boxRef={words} />
        {selected.size > 0 ? <BatchBar rows={chosen} onKeep={keep} onAll={all} /> : null}
        <div className="inbox-scroll" tabIndex={-1} ref={box}>
          <CaseList desk={desk} inbox={inbox} look={look} box={box} hereId={here} openId={isWide ? search.case : undefined} selected={selected} onOpen={open} onSelect={toggle}
            onClear={isFiltered ? () => change(NO_FILTERS) : null} />
        </div>
        <p className="inbox-why" title={DESK_HOLDS[desk]}>{opened ? whyHere(desk, opened) : `这里是${DESK_HOLDS[desk]}`}</p>
        {desk === 'accept' ? <><HeldLine /><p className="inbox-why"><PaceLine /></p></> : null}
        <p className="inbox-keys"><kbd>j</kbd> <kbd>k</kbd> 上下　<kbd>Enter</kbd> 打开　<kbd>x</kbd> 选择　<kbd>/</kbd> 搜索　<kbd>?</kbd> 全部按键</p>
      </section>
      {isWide ? (
        <section className="inbox-case" aria-label="案件">
          {search.case ? <Suspense fallback={<Loading rows={12} />}><CaseView key={search.case} id={search.case} /></Suspense>
            : <Empty title="选一件案件，在这里办理">用 j、k 上下移动，Enter 打开。</Empty>}
        </section>
      ) : null}
    </div>
  )
}
