import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { RefObject } from 'react'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { useMore, useRows } from '../cases/rows.ts'
import { useCursor } from '../cases/use-cursor.ts'
import { LISTS } from './register-lists.ts'
import type { RegisterLine } from './register-lists.ts'
import { linesQuery } from './register-queries.ts'
import { filtersOf, REGISTER_TABS } from './register-search.ts'
import type { RegistersSearch, RegisterTab } from './register-search.ts'

const TABLE_ROW = 40
const COMPACT_ROW = 62

interface RegisterListProps {
  readonly search: RegistersSearch
  readonly of: RegisterTab
  readonly q: string
  /** Columns over the whole width instead of two lines each. */
  readonly isTable: boolean
  readonly onOpen: (id: string) => void
  readonly onClear: () => void
}

/** The entries that match, seventy thousand as well as seven. */
export function RegisterList({ search, of, q, isTable, onOpen, onClear }: RegisterListProps) {
  const list = useInfiniteQuery(linesQuery(search, q))
  const box = useRef<HTMLDivElement>(null)
  const lines = list.data?.pages.flatMap((page) => page.lines) ?? []
  const here = useCursor({
    ids: lines.map(({ id }) => id), openId: search.at, onOpen, onSelect: () => {}, onAll: () => {}, onSearch: () => document.querySelector<HTMLElement>('#register-words')?.focus(),
  })
  const [first] = list.data?.pages ?? []
  const asOf = first?.asOf
  const isFiltered = q !== '' || Object.keys(filtersOf(search)).length > 0
  return (
    <>
      {isTable && lines.length > 0 ? <p className="register-row register-head" style={{ gridTemplateColumns: template(of) }} aria-hidden="true">{LISTS[of].columns.map(([title]) => <span key={title}>{title}</span>)}</p> : null}
      <div className="inbox-scroll" tabIndex={-1} ref={box}>
        {list.isPending ? <Loading rows={10} /> : null}
        {list.isError && lines.length === 0 ? <Failed error={list.error} retry={() => void list.refetch()} /> : null}
        {list.isSuccess && lines.length === 0 ? <Nothing of={of} isFiltered={isFiltered} onClear={onClear} /> : null}
        {first?.isNear ? <p className="list-end" role="status">没有写成“{q}”的，下面是读音相近的。</p> : null}
        {lines.length > 0 ? <Lines lines={lines} of={of} isTable={isTable} hereId={here} openId={search.at} box={box} onOpen={onOpen} more={{ hasMore: list.hasNextPage, isBusy: list.isFetchingNextPage, onMore: () => void list.fetchNextPage() }} /> : null}
        {lines.length > 0 && asOf ? <p className="list-end">{list.hasNextPage ? '往下还有，' : `共 ${lines.length} 条，`}<When at={asOf} /> 的登记</p> : null}
      </div>
      <p className="inbox-keys"><kbd>j</kbd> <kbd>k</kbd> 上下　<kbd>Enter</kbd> 打开　<kbd>/</kbd> 查找　<kbd>?</kbd> 全部按键</p>
    </>
  )
}

function Nothing({ of, isFiltered, onClear }: { readonly of: RegisterTab; readonly isFiltered: boolean; readonly onClear: () => void }) {
  const name = REGISTER_TABS[of]
  if (isFiltered) return <Empty title={`没有符合条件的${name}`} action={<Button onClick={onClear}>清除筛选</Button>}>{of === 'person' ? '姓名、电话和号码是加密的，要写全才找得到；读音相近的字也找得到，也可以写拼音或首字母。' : '换一个条件试试，或清除筛选看全部。'}</Empty>
  return <Empty title={`还没有登记${name}`}>{of === 'part' ? '用' : '点「登记」一条条记，或用'}「导入」把表格里的{name}登记进来，之后会出现在这里。</Empty>
}

function template(of: RegisterTab): string {
  return LISTS[of].columns.map(([, share]) => `minmax(0, ${share}fr)`).join(' ')
}

interface LinesProps {
  readonly lines: readonly RegisterLine[]
  readonly of: RegisterTab
  readonly isTable: boolean
  readonly hereId: string | undefined
  readonly openId: string | undefined
  readonly box: RefObject<HTMLElement | null>
  readonly onOpen: (id: string) => void
  readonly more: { readonly hasMore: boolean; readonly isBusy: boolean; readonly onMore: () => void }
}

function Lines({ lines, of, isTable, hereId, openId, box, onOpen, more }: LinesProps) {
  const row = isTable ? TABLE_ROW : COMPACT_ROW
  const { from, to, reveal } = useRows(box, lines.length, row)
  useMore({ to, count: lines.length, ...more }, box)
  const here = hereId === undefined ? -1 : lines.findIndex(({ id }) => id === hereId)
  const show = useEffectEvent(() => { if (here >= 0) reveal(here) })
  useEffect(() => show(), [hereId])
  const drawn = lines.slice(from, to).map((line, i) => [line, from + i] as const)
  const apart = lines[here]
  if (apart && (here < from || here >= to)) drawn.push([apart, here])
  return (
    <ul className="items" style={{ height: lines.length * row }}>
      {drawn.map(([line, index]) => (
        <li key={line.id} className={['item register-item', line.id === hereId ? 'item-here' : '', line.id === openId ? 'item-open' : ''].filter(Boolean).join(' ')} data-id={line.id}
          style={{ top: index * row, height: row }} aria-current={line.id === openId ? 'true' : undefined} aria-posinset={index + 1} aria-setsize={lines.length}>
          <button type="button" className={isTable ? 'item-body register-row' : 'item-body'} style={isTable ? { gridTemplateColumns: template(of) } : undefined} onClick={() => onOpen(line.id)}>
            {isTable ? <Cells line={line} of={of} /> : <Compact line={line} />}
          </button>
        </li>
      ))}
    </ul>
  )
}

function Cells({ line: { cells, warning }, of }: { readonly line: RegisterLine; readonly of: RegisterTab }) {
  return LISTS[of].columns.map(([title], i) => (
    <span key={title} className={i === 0 ? 'register-name' : ''} title={cells[i]}>{cells[i]}{i === 0 && warning ? <span className="tone-amber"> △ {warning}</span> : null}</span>
  ))
}

function Compact({ line: { cells: [name, ...rest], warning } }: { readonly line: RegisterLine }) {
  const said = rest.filter((text) => text !== '')
  return (
    <>
      <span className="item-line"><span className="item-title">{name}</span><span className="item-state">{warning ? <span className="tone-amber">△ {warning}</span> : said[0]}</span></span>
      <span className="item-line item-foot"><span className="item-where">{said.slice(warning ? 0 : 1).join(' · ')}</span></span>
    </>
  )
}
