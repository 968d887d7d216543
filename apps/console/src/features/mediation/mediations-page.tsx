import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import type { InputRef } from 'antd'
import { useCallback, useRef, useState } from 'react'
import { MEDIATION_STATES } from '@yihu/contracts'
import type { MediationRow } from '@yihu/contracts'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useKeys } from '../../app/keys.ts'
import { useCan } from '../../app/session.ts'
import { useMedia } from '../../app/theme.tsx'
import { instantText } from '../../app/time.ts'
import { AreaPicker } from '../areas/area-picker.tsx'
import { useCursor } from '../cases/use-cursor.ts'
import { useSettled } from '../intake/class-suggestions.tsx'
import { mediationsQuery } from './mediation-queries.ts'
import { readMediationSearch } from './mediation-search.ts'
import type { MediationSearch } from './mediation-search.ts'
import { MediationView } from './mediation-view.tsx'
import { StateMark } from './state-mark.tsx'
import '../cases/inbox.css'
import './mediation.css'

/** From here on list and file stand side by side. */
const wideQuery = globalThis.matchMedia('(min-width: 1200px)')

/** The files of people's mediation: the list and, beside it, the file that is open. */
export function MediationsPage() {
  const can = useCan()
  return can('mediation.read') ? <Mediations /> : <NoPermission what="调解卷宗" />
}

function Mediations() {
  const search = readMediationSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const isWide = useMedia(wideQuery)
  const change = useCallback((next: Partial<Record<keyof MediationSearch, string | undefined>>) => {
    void navigate({ to: '/mediations', search: (last) => readMediationSearch({ ...last, ...next }), replace: true })
  }, [navigate])
  const isListShown = isWide || search.at === undefined
  return (
    <div className={`inbox ${isWide ? 'inbox-wide' : ''}`}>
      {isListShown ? <MediationList search={search} onChange={change} /> : null}
      {isWide || search.at ? (
        <section className="inbox-case" aria-label="卷宗">
          {isWide || !search.at ? null : <Button className="med-back" onClick={() => change({ at: undefined })}>‹ 返回列表</Button>}
          {search.at ? <MediationView key={search.at} id={search.at} /> : <Empty title="选一份卷宗，在这里办理">用 j、k 上下移动，Enter 打开，N 建新卷宗。</Empty>}
        </section>
      ) : null}
    </div>
  )
}

interface ListProps {
  readonly search: MediationSearch
  readonly onChange: (next: Partial<Record<keyof MediationSearch, string | undefined>>) => void
}

function MediationList({ search, onChange }: ListProps) {
  const can = useCan()
  const navigate = useNavigate()
  const box = useRef<InputRef>(null)
  const [words, setWords] = useState(search.q ?? '')
  const q = useSettled(words.trim(), 350)
  const files = useInfiniteQuery(mediationsQuery({ ...search, q }))
  const rows = files.data?.pages.flatMap((page) => page.mediations) ?? []
  const create = () => { if (can('mediation.write')) void navigate({ to: '/mediations/new' }) }
  const here = useCursor({
    ids: rows.map(({ id }) => id), openId: search.at, onOpen: (id) => onChange({ at: id }), onSelect: () => {}, onAll: () => {}, onSearch: () => box.current?.focus(),
  })
  useKeys({ n: create })
  return (
    <section className="inbox-list" aria-label="卷宗列表">
      <div className="filters med-filters">
        <h1 className="unseen">调解卷宗</h1>
        <AreaPicker value={search.area} onChange={(area) => onChange({ area })} />
        <Input ref={box} className="filter-words" value={words} onChange={(event) => setWords(event.target.value)} placeholder="编号、题目或当事人电话" aria-label="查找卷宗" allowClear />
        {can('mediation.write') ? <Button type="primary" onClick={create}>建卷宗 <kbd aria-hidden="true">N</kbd></Button> : null}
      </div>
      <States search={search} counts={files.data?.pages[0]?.counts} onChange={onChange} />
      <div className="inbox-scroll" tabIndex={-1}>
        {files.isPending ? <Loading /> : files.isError && rows.length === 0 ? <Failed error={files.error} retry={() => void files.refetch()} /> : null}
        {files.isSuccess && rows.length === 0 ? <Empty title="没有这样的卷宗">{can('mediation.write') ? '按 N 建一份：可以由案件转来，也可以单独建立。' : '社区建立调解卷宗后会出现在这里。'}</Empty> : null}
        <ul className="items med-items">{rows.map((row) => <FileItem key={row.id} row={row} isHere={row.id === here} isOpen={row.id === search.at} onOpen={(id) => onChange({ at: id })} />)}</ul>
        {files.hasNextPage ? <Button block type="link" loading={files.isFetchingNextPage} onClick={() => void files.fetchNextPage()}>更多卷宗</Button> : null}
      </div>
      <p className="inbox-keys"><kbd>j</kbd> <kbd>k</kbd> 上下　<kbd>Enter</kbd> 打开　<kbd>N</kbd> 建卷宗　<kbd>/</kbd> 查找　<kbd>?</kbd> 全部按键</p>
    </section>
  )
}

function States({ search, counts, onChange }: ListProps & { readonly counts: Readonly<Record<string, number>> | undefined }) {
  const total = counts ? Object.values(counts).reduce((sum, count) => sum + count, 0) : undefined
  const choices: readonly (readonly [value: MediationSearch['state'], label: string, count: number | undefined])[] = [
    [undefined, '全部', total], ...Object.entries(MEDIATION_STATES).map(([value, label]) => [value as keyof typeof MEDIATION_STATES, label, counts?.[value]] as const), // keys of the table
  ]
  return (
    <div className="med-states" role="group" aria-label="状态">
      {choices.map(([value, label, count]) => (
        <Button key={label} size="small" type={search.state === value ? 'primary' : 'text'} aria-pressed={search.state === value} onClick={() => onChange({ state: value })}>{label}{count === undefined ? '' : ` ${count}`}</Button>
      ))}
    </div>
  )
}

interface FileItemProps {
  readonly row: MediationRow
  readonly isHere: boolean
  readonly isOpen: boolean
  readonly onOpen: (id: string) => void
}

function FileItem({ row, isHere, isOpen, onOpen }: FileItemProps) {
  const classes = ['item med-item', isHere ? 'item-here' : '', isOpen ? 'item-open' : ''].filter(Boolean).join(' ')
  return (
    <li className={classes} data-id={row.id} aria-current={isOpen ? 'true' : undefined}>
      <button type="button" className="item-body" onClick={() => onOpen(row.id)}>
        <span className="item-line"><StateMark row={row} /><span className="item-title">{row.title}</span><span className="item-state">{row.waitsFor}</span></span>
        <span className="item-line item-foot"><span className="item-where">{row.number} · {row.kindName} · {row.areaName}</span></span>
        <span className="item-line item-foot"><span className="item-where">{row.mediators.length > 0 ? `调解员 ${row.mediators.join('、')}` : '还没有调解员'} · {instantText(row.openedAt)} 建卷</span><span className={row.isLate ? 'tone-red' : ''}>{row.state === 'open' ? `应于 ${row.dueDay} 前调结` : ''}</span></span>
      </button>
    </li>
  )
}
