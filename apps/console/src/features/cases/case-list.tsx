import { Button } from 'antd'
import { useEffect, useEffectEvent } from 'react'
import type { RefObject } from 'react'
import type { CaseRow } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import type { ListName } from './inbox-search.ts'
import { CaseItem, rowHeight } from './case-row.tsx'
import type { RowLook } from './case-row.tsx'
import { useMore, useRows } from './rows.ts'
import type { Inbox } from './use-inbox.ts'

const EMPTY: Readonly<Record<ListName, string>> = {
  accept: '新的诉求会出现在这里。接到电话请点「登记来电」。',
  dispatch: '立案以后等待派遣的案件会出现在这里。',
  handle: '派给您单位的案件会出现在这里。',
  check: '单位答复以后等待核查、回访的案件会出现在这里。',
  approve: '延期、挂账、作废的申请和待结案的案件会出现在这里。',
  urge: '被督办和已经超期的案件会出现在这里。',
  mine: '您经手的案件会出现在这里。',
  all: '您看得见的全部案件，包括已经办结的，会出现在这里。',
}

interface CaseListProps {
  readonly desk: ListName
  readonly inbox: Inbox
  readonly look: RowLook
  /** The box that scrolls. */
  readonly box: RefObject<HTMLElement | null>
  readonly hereId: string | undefined
  readonly openId: string | undefined
  readonly selected: ReadonlySet<string>
  readonly onOpen: (id: string) => void
  readonly onSelect: (id: string) => void
  /** Drops all filters; null when there are none. */
  readonly onClear: (() => void) | null
}

/** The cases of a desk, more of them as one scrolls. */
export function CaseList(props: CaseListProps) {
  const { desk, inbox: { list, rows }, onClear } = props
  if (list.isPending) return <Loading rows={10} />
  if (list.isError && rows.length === 0) return <Failed error={list.error} retry={() => void list.refetch()} />
  if (rows.length === 0) {
    return onClear
      ? <Empty title="没有符合筛选条件的案件" action={<Button onClick={onClear}>清除筛选</Button>}>换一个条件试试，或清除筛选看全部。</Empty>
      : <Empty title={desk === 'all' ? '还没有案件' : '现在没有要办的案件'}>{EMPTY[desk]}</Empty>
  }
  const asOf = list.data?.pages[0]?.asOf
  return (
    <>
      {list.isError ? <p className="list-warning" role="status">△ 刷新没有成功，显示的是之前的内容。<Button type="link" size="small" onClick={() => void list.refetch()}>再试一次</Button></p> : null}
      <Lines {...props} rows={rows} />
      {list.hasNextPage
        ? <div className="list-end"><Button type="link" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>更多案件</Button></div>
        : <p className="list-end">共 {rows.length} 件{asOf ? <>，<When at={asOf} /> 的情况</> : null}</p>}
    </>
  )
}

/** The lines in sight; the one the keyboard stands on is always drawn, so that it can have the focus. */
function Lines({ desk, inbox: { list }, look, box, hereId, openId, selected, onOpen, onSelect, rows }: CaseListProps & { readonly rows: readonly CaseRow[] }) {
  const height = rowHeight(look)
  const { from, to, reveal } = useRows(box, rows.length, height)
  useMore({ to, count: rows.length, hasMore: list.hasNextPage, isBusy: list.isFetchingNextPage, onMore: () => void list.fetchNextPage() }, box)
  const here = hereId === undefined ? -1 : rows.findIndex(({ id }) => id === hereId)
  // Only when the keyboard moves, not when lines come and go above it.
  const show = useEffectEvent(() => { if (here >= 0) reveal(here) })
  useEffect(() => show(), [hereId])
  const drawn = rows.slice(from, to).map((row, i) => [row, from + i] as const)
  const apart = rows[here]
  if (apart && (here < from || here >= to)) drawn.push([apart, here])
  return (
    <ul className="items" style={{ height: rows.length * height }} aria-busy={list.isFetching && !list.isFetchingNextPage}>
      {drawn.map(([row, index]) => (
        <CaseItem key={row.id} row={row} desk={desk} look={look} place={`${index + 1}/${rows.length}`} style={styleOf(index * height, height)}
          isHere={row.id === hereId} isOpen={row.id === openId} isSelected={selected.has(row.id)} onOpen={onOpen} onSelect={onSelect} />
      ))}
    </ul>
  )
}

const styles = new Map<string, { top: number; height: number }>()

/** The same object for the same place, so that a line that did not move is not drawn again. */
function styleOf(top: number, height: number) {
  const name = `${top} ${height}`
  const known = styles.get(name)
  if (known) return known
  const style = { top, height }
  styles.set(name, style)
  return style
}
