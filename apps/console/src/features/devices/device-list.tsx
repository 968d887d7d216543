import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { RefObject } from 'react'
import type { DeviceRow } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { agoText, exactText } from '../../app/time.ts'
import { When } from '../../app/when.tsx'
import { useMore, useRows } from '../cases/rows.ts'
import { useCursor } from '../cases/use-cursor.ts'
import { devicesQuery } from './device-queries.ts'
import type { DeviceSearch } from './device-search.ts'
import { HealthMark } from './health.tsx'

const ROW = 62

interface DeviceListProps {
  readonly search: DeviceSearch
  readonly onOpen: (id: string) => void
  readonly onClear: () => void
}

/** The devices that match, ten thousand as well as ten. */
export function DeviceList({ search, onOpen, onClear }: DeviceListProps) {
  const can = useCan()
  const list = useInfiniteQuery(devicesQuery(search))
  const box = useRef<HTMLDivElement>(null)
  const rows = list.data?.pages.flatMap(({ devices }) => devices) ?? []
  const here = useCursor({
    ids: rows.map(({ id }) => id), openId: search.at, onOpen, onSelect: () => {}, onAll: () => {}, onSearch: () => document.querySelector<HTMLElement>('#device-words')?.focus(),
  })
  const asOf = list.data?.pages[0]?.asOf
  return (
    <>
      <div className="inbox-scroll" tabIndex={-1} ref={box}>
        {list.isPending ? <Loading rows={10} /> : null}
        {list.isError && rows.length === 0 ? <Failed error={list.error} retry={() => void list.refetch()} /> : null}
        {list.isSuccess && rows.length === 0 ? <Nothing isFiltered={Boolean(search.q ?? search.product ?? search.kind ?? search.area ?? search.health)} mayEdit={can('device.edit')} onClear={onClear} /> : null}
        {rows.length > 0 ? <Lines rows={rows} hereId={here} openId={search.at} box={box} onOpen={onOpen} more={{ hasMore: list.hasNextPage, isBusy: list.isFetchingNextPage, onMore: () => void list.fetchNextPage() }} /> : null}
        {rows.length > 0 && asOf ? <p className="list-end">{list.hasNextPage ? '往下还有，' : `共 ${rows.length} 台，`}<When at={asOf} /> 的情况<Button type="link" size="small" loading={list.isRefetching} onClick={() => void list.refetch()}>刷新</Button></p> : null}
      </div>
      <p className="inbox-keys"><kbd>j</kbd> <kbd>k</kbd> 上下　<kbd>Enter</kbd> 打开　<kbd>/</kbd> 查找　<kbd>?</kbd> 全部按键</p>
    </>
  )
}

function Nothing({ isFiltered, mayEdit, onClear }: { readonly isFiltered: boolean; readonly mayEdit: boolean; readonly onClear: () => void }) {
  if (isFiltered) return <Empty title="没有符合筛选条件的设备" action={<Button onClick={onClear}>清除筛选</Button>}>换一个条件试试，或清除筛选看全部。</Empty>
  return <Empty title="还没有设备">{mayEdit ? '先建产品（测点、单位、周期），再登记设备或用表格成批登记；密钥填进设备，读数就会出现在这里。' : '登记了设备以后会出现在这里。'}</Empty>
}

interface LinesProps {
  readonly rows: readonly DeviceRow[]
  readonly hereId: string | undefined
  readonly openId: string | undefined
  readonly box: RefObject<HTMLElement | null>
  readonly onOpen: (id: string) => void
  readonly more: { readonly hasMore: boolean; readonly isBusy: boolean; readonly onMore: () => void }
}

function Lines({ rows, hereId, openId, box, onOpen, more }: LinesProps) {
  const { from, to, reveal } = useRows(box, rows.length, ROW)
  useMore({ to, count: rows.length, ...more }, box)
  const here = hereId === undefined ? -1 : rows.findIndex(({ id }) => id === hereId)
  const show = useEffectEvent(() => { if (here >= 0) reveal(here) })
  useEffect(() => show(), [hereId])
  const drawn = rows.slice(from, to).map((row, i) => [row, from + i] as const)
  const apart = rows[here]
  if (apart && (here < from || here >= to)) drawn.push([apart, here])
  return (
    <ul className="items" style={{ height: rows.length * ROW }}>
      {drawn.map(([row, index]) => <Line key={row.id} row={row} index={index} count={rows.length} isHere={row.id === hereId} isOpen={row.id === openId} onOpen={onOpen} />)}
    </ul>
  )
}

interface LineProps {
  readonly row: DeviceRow
  readonly index: number
  readonly count: number
  readonly isHere: boolean
  readonly isOpen: boolean
  readonly onOpen: (id: string) => void
}

function Line({ row, index, count, isHere, isOpen, onOpen }: LineProps) {
  const classes = ['item device-item', isHere ? 'item-here' : '', isOpen ? 'item-open' : ''].filter(Boolean).join(' ')
  return (
    <li className={classes} data-id={row.id} style={{ top: index * ROW, height: ROW }} aria-current={isOpen ? 'true' : undefined} aria-posinset={index + 1} aria-setsize={count}>
      <button type="button" className="item-body" onClick={() => onOpen(row.id)}>
        <span className="item-line"><HealthMark health={row.health} /><span className="item-title">{row.name}</span><span className="item-state" title={row.lastAt ? exactText(row.lastAt) : ''}>{row.lastAt ? agoText(row.lastAt) : ''}</span></span>
        <span className="item-line item-foot"><span className="item-where">{[row.productName, row.areaName, row.address].filter(Boolean).join(' · ')}</span><span>{row.id.length > 20 ? '' : row.id}</span></span>
      </button>
    </li>
  )
}
