import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { InputRef } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { DESKS } from '@yihu/contracts'
import { Empty, Loading, NoPermission } from '../../app/conditions.tsx'
import { useKeys } from '../../app/keys.ts'
import { desksOf } from '../../app/pages.ts'
import { useCan } from '../../app/session.ts'
import { useMedia } from '../../app/theme.tsx'
import { BatchBar } from './batch-bar.tsx'
import { CaseList } from './case-list.tsx'
import { Filters } from './filters.tsx'
import { filterCount } from './inbox-search.ts'
import { useInbox } from './use-inbox.ts'
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
  if (!desksOf(can).includes(desk)) return <NoPermission what={`${DESKS[desk]}台`} />
  return <Inbox key={desk} />
}

function Inbox() {
  const { desk } = route.useParams()
  const search = route.useSearch()
  const navigate = useNavigate()
  const isWide = useMedia(wideQuery)
  const inbox = useInbox(desk, search)
  const { rows } = inbox
  useEffect(() => {
    // Fetched while the list is read, so that the first case opens at once, also when the network goes.
    const timer = setTimeout(() => void loadCaseView().catch(() => {}), 1_000)
    return () => clearTimeout(timer)
  }, [])
  const words = useRef<InputRef>(null)
  const { selected, toggle, clear } = useSelection()

  const change = useCallback((next: object) => {
    void navigate({ to: '.', search: (last) => ({ ...last, ...next }), replace: true })
  }, [navigate])
  const open = useCallback((id: string) => {
    if (isWide) change({ case: id })
    else void navigate({ to: '/cases/$id', params: { id } })
  }, [isWide, change, navigate])
  const here = useCursor({ ids: rows.map(({ id }) => id), openId: search.case, onOpen: open, onSelect: toggle, onSearch: () => words.current?.focus() })

  const isFiltered = filterCount(search) > 0 || search.area !== undefined
  const onClear = isFiltered ? () => change({ area: undefined, classCode: undefined, source: undefined, due: undefined, q: undefined }) : null
  const chosen = rows.filter(({ id }) => selected.has(id))
  return (
    <div className={`inbox ${isWide ? 'inbox-wide' : ''}`}>
      <section className="inbox-list" aria-label={`${DESKS[desk]}列表`}>
        <h1 className="unseen">{DESKS[desk]}</h1>
        <Filters search={search} onChange={change} boxRef={words} />
        {chosen.length > 0 ? <BatchBar desk={desk} rows={chosen} onDone={clear} /> : null}
        <div className="inbox-scroll" tabIndex={-1}>
          <CaseList desk={desk} inbox={inbox} hereId={here} openId={isWide ? search.case : undefined} selected={selected} onOpen={open} onSelect={toggle} onClear={onClear} />
        </div>
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

function useSelection() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback((id: string) => setSelected((last) => {
    const next = new Set(last)
    if (!next.delete(id)) next.add(id)
    return next
  }), [])
  const clear = useCallback(() => setSelected(new Set()), [])
  return { selected, toggle, clear }
}

interface Cursor {
  readonly ids: readonly string[]
  readonly openId: string | undefined
  readonly onOpen: (id: string) => void
  readonly onSelect: (id: string) => void
  readonly onSearch: () => void
}

/** The line that the keyboard stands on: j and k move it, Enter opens, x selects. */
function useCursor({ ids, openId, onOpen, onSelect, onSearch }: Cursor): string | undefined {
  const [at, setAt] = useState<string>()
  const start = at ?? openId
  const here = useMemo(() => (start && ids.includes(start) ? start : undefined), [start, ids])
  useEffect(() => {
    // The focus goes along, so that Enter means the line one sees marked.
    if (at) document.querySelector<HTMLElement>(`.items [data-id="${CSS.escape(at)}"] .item-body`)?.focus({ preventScroll: true })
  }, [at])
  const step = (by: number) => {
    const next = here === undefined ? 0 : Math.min(Math.max(ids.indexOf(here) + by, 0), ids.length - 1)
    setAt(ids[next])
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => here && onOpen(here),
    x: () => here && onSelect(here),
    '/': onSearch,
  })
  return here
}
