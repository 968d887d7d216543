import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import type { InputRef } from 'antd'
import { useCallback, useRef, useState } from 'react'
import { CARE_KINDS } from '@yihu/contracts'
import type { CareRow } from '@yihu/contracts'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { useMedia } from '../../app/theme.tsx'
import { instantText } from '../../app/time.ts'
import { AreaPicker } from '../areas/area-picker.tsx'
import { useCursor } from '../cases/use-cursor.ts'
import { TakeOut } from '../exports/take-out.tsx'
import { useSettled } from '../intake/class-suggestions.tsx'
import { CareCard } from './care-card.tsx'
import { CareDialog } from './care-dialog.tsx'
import { careListQuery } from './care-queries.ts'
import { CARE_LISTS, readCareSearch } from './care-search.ts'
import type { CareList, CareSearch } from './care-search.ts'
import { Weather } from './weather.tsx'
import '../cases/inbox.css'
import './care.css'

/** From here on list and card stand side by side. */
const wideQuery = globalThis.matchMedia('(min-width: 1200px)')

/** Those who live alone and are watched over: the list and the card of each. */
export function CarePage() {
  const can = useCan()
  return can('care.read') ? <Care /> : <NoPermission what="看护" />
}

type Change = Partial<Record<keyof CareSearch, string | undefined>>

function Care() {
  const can = useCan()
  const search = readCareSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const isWide = useMedia(wideQuery)
  const [isNew, setNew] = useState(false)
  const change = useCallback((next: Change) => {
    void navigate({ to: '/care', search: (last) => readCareSearch({ ...last, ...next }), replace: true })
  }, [navigate])
  return (
    <div className={`inbox ${isWide ? 'inbox-wide' : ''}`}>
      {isWide || search.at === undefined ? <List search={search} onChange={change} onNew={can('care.edit') ? () => setNew(true) : null} /> : null}
      {isWide || search.at ? (
        <section className="inbox-case" aria-label="看护卡片">
          {isWide || !search.at ? null : <Button className="care-back" onClick={() => change({ at: undefined })}>‹ 返回列表</Button>}
          {search.at ? <CareCard key={search.at} id={search.at} /> : <Empty title="选一位老人">看设备和最新读数、联系人、外出、提醒和每次为什么响。</Empty>}
        </section>
      ) : null}
      {isNew ? <CareDialog onClose={() => setNew(false)} onDone={(at) => { setNew(false); change({ at }) }} /> : null}
    </div>
  )
}

interface ListProps {
  readonly search: CareSearch
  readonly onChange: (next: Change) => void
  /** Null for those who may not. */
  readonly onNew: (() => void) | null
}

function List({ search, onChange, onNew }: ListProps) {
  const box = useRef<InputRef>(null)
  const [words, setWords] = useState('')
  const q = useSettled(words.trim(), 350)
  const list = useInfiniteQuery(careListQuery(search, q))
  const rows = list.data?.pages.flatMap(({ people }) => people) ?? []
  const counts = list.data?.pages[0]?.counts
  const here = useCursor({
    ids: rows.map(({ id }) => id), openId: search.at, onOpen: (id) => onChange({ at: id }), onSelect: () => {}, onAll: () => {}, onSearch: () => box.current?.focus(),
  })
  return (
    <section className="inbox-list" aria-label="看护列表">
      <div className="filters">
        <h1 className="unseen">看护</h1>
        <Input ref={box} className="filter-words" value={words} onChange={(event) => setWords(event.target.value)} placeholder="姓名、电话或设备编号" aria-label="查找看护对象" allowClear />
        <AreaPicker value={search.area} onChange={(area) => onChange({ area })} />
        <Select className="care-kind" aria-label="类别" value={search.kind ?? null} onChange={(kind: string | null) => onChange({ kind: kind ?? undefined })} allowClear placeholder="全部类别" options={Object.entries(CARE_KINDS).map(([value, label]) => ({ value, label }))} />
        {(search.list ?? 'active') === 'active' ? <TakeOut asked={{ register: { of: 'care', ...(search.area ? { area: search.area } : {}), ...(search.kind ? { kind: search.kind } : {}) } }} what={['看护对象表', search.area ? '所选区域' : '', search.kind ? CARE_KINDS[search.kind] : ''].filter(Boolean).join('，')} clear="care.reveal" /> : null}
        {onNew ? <><Weather /><Button type="primary" onClick={onNew}>登记</Button></> : null}
      </div>
      <div className="care-lists" role="group" aria-label="状态">
        {(Object.keys(CARE_LISTS) as CareList[]).map((one) => ( // keys of a literal table
          <Button key={one} size="small" type={(search.list ?? 'active') === one ? 'primary' : 'text'} aria-pressed={(search.list ?? 'active') === one} onClick={() => onChange({ list: one })}>{CARE_LISTS[one]}{counts ? ` ${counts[one]}` : ''}</Button>
        ))}
      </div>
      <div className="inbox-scroll" tabIndex={-1}>
        {list.isPending ? <Loading /> : null}
        {list.isError && rows.length === 0 ? <Failed error={list.error} retry={() => void list.refetch()} /> : null}
        {list.isSuccess && rows.length === 0 ? <Empty title="这里还没有人">{onNew ? '点「登记」：先有本人或监护人的同意，再连设备和联系人。' : '社区登记以后会出现在这里。'}</Empty> : null}
        <ul className="items care-items">{rows.map((row) => <Item key={row.id} row={row} isHere={row.id === here} isOpen={row.id === search.at} onOpen={(id) => onChange({ at: id })} />)}</ul>
        {list.hasNextPage ? <Button block type="link" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>更多</Button> : null}
      </div>
      <p className="inbox-keys"><kbd>j</kbd> <kbd>k</kbd> 上下　<kbd>Enter</kbd> 打开　<kbd>/</kbd> 查找　<kbd>?</kbd> 全部按键</p>
    </section>
  )
}

interface ItemProps {
  readonly row: CareRow
  readonly isHere: boolean
  readonly isOpen: boolean
  readonly onOpen: (id: string) => void
}

function Item({ row, isHere, isOpen, onOpen }: ItemProps) {
  const classes = ['item care-item', isHere ? 'item-here' : '', isOpen ? 'item-open' : ''].filter(Boolean).join(' ')
  return (
    <li className={classes} data-id={row.id} aria-current={isOpen ? 'true' : undefined}>
      <button type="button" className="item-body" onClick={() => onOpen(row.id)}>
        <span className="item-line"><span className="item-title">{row.name}</span><span className="item-state">{row.kindName}</span></span>
        <span className="item-line item-foot"><span className="item-where">{[row.areaName, row.room].filter(Boolean).join(' ')}</span><span>{row.away ? <span className="tone-amber">‖ 外出到 {instantText(row.away.until)}　</span> : null}{row.devices} 台设备 · {row.contacts} 位联系人</span></span>
      </button>
    </li>
  )
}
