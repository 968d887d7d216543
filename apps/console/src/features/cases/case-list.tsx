import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { Desk } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { CaseItem } from './case-row.tsx'
import type { Inbox } from './use-inbox.ts'

const EMPTY: Readonly<Record<Desk, string>> = {
  accept: '新的诉求会出现在这里。接到电话请点「登记来电」。',
  dispatch: '立案以后等待派遣的案件会出现在这里。',
  handle: '派给您单位的案件会出现在这里。',
  check: '单位答复以后等待核查、回访的案件会出现在这里。',
  approve: '延期、挂账、作废的申请和待结案的案件会出现在这里。',
  urge: '被督办和已经超期的案件会出现在这里。',
  mine: '您经手的案件会出现在这里。',
}

interface CaseListProps {
  readonly desk: Desk
  readonly inbox: Inbox
  readonly hereId: string | undefined
  readonly openId: string | undefined
  readonly selected: ReadonlySet<string>
  readonly onOpen: (id: string) => void
  readonly onSelect: (id: string) => void
  /** Drops all filters; null when there are none. */
  readonly onClear: (() => void) | null
}

/** The cases of a desk, more of them as one scrolls. */
export function CaseList({ desk, inbox: { list, rows }, hereId, openId, selected, onOpen, onSelect, onClear }: CaseListProps) {
  const items = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (hereId) items.current?.querySelector(`[data-id="${CSS.escape(hereId)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [hereId])
  if (list.isPending) return <Loading rows={10} />
  if (list.isError && rows.length === 0) return <Failed error={list.error} retry={() => void list.refetch()} />
  if (rows.length === 0) {
    return onClear
      ? <Empty title="没有符合筛选条件的案件" action={<Button onClick={onClear}>清除筛选</Button>}>换一个条件试试，或清除筛选看全部。</Empty>
      : <Empty title="现在没有要办的案件">{EMPTY[desk]}</Empty>
  }
  const asOf = list.data?.pages[0]?.asOf
  return (
    <>
      {list.isError ? <p className="list-warning" role="status">△ 刷新没有成功，显示的是之前的内容。<Button type="link" size="small" onClick={() => void list.refetch()}>再试一次</Button></p> : null}
      <ul className="items" ref={items} aria-busy={list.isFetching}>
        {rows.map((row) => (
          <CaseItem key={row.id} row={row} isHere={row.id === hereId} isOpen={row.id === openId} isSelected={selected.has(row.id)} onOpen={onOpen} onSelect={onSelect} />
        ))}
      </ul>
      {list.hasNextPage ? <More isBusy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} /> : (
        <p className="list-end">共 {rows.length} 件{asOf ? <>，<When at={asOf} /> 的情况</> : null}</p>
      )}
    </>
  )
}

/** Fetches the next page when it comes near; a button where that does not work. */
function More({ isBusy, onMore }: { readonly isBusy: boolean; readonly onMore: () => void }) {
  const end = useRef<HTMLDivElement>(null)
  const more = useRef(onMore)
  useEffect(() => {
    more.current = onMore
  })
  useEffect(() => {
    if (!end.current) return
    const watcher = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) more.current()
    }, { rootMargin: '400px' })
    watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [])
  return <div ref={end} className="list-end"><Button type="link" loading={isBusy} onClick={onMore}>更多案件</Button></div>
}
