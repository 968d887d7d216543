import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Table } from 'antd'
import type { HandoverHead } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { instantText } from '../../app/time.ts'
import { When } from '../../app/when.tsx'
import { handoversQuery } from './shift-queries.ts'

/** All handovers so far, the newest first. */
export function Handovers() {
  const found = useInfiniteQuery(handoversQuery)
  const rows = found.data?.pages.flatMap((page) => page.handovers) ?? []
  return (
    <section className="card">
      <h2>历次交接班</h2>
      {found.isPending ? <Loading rows={3} /> : null}
      {found.isError && rows.length === 0 ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
      {found.data ? (
        <Table<HandoverHead> rowKey="id" size="small" dataSource={rows} pagination={false} scroll={{ x: 640 }}
          locale={{ emptyText: <Empty title="还没有交接过班">每班结束时系统自动生成交接简报，也可以点“本班交接简报”随时生成。</Empty> }}
          columns={[
            { title: '班次', key: 'shift', render: (_value, { id, shiftName, startsAt }) => <Link to="/shifts/handovers/$id" params={{ id }}>{instantText(startsAt)} {shiftName}</Link> },
            { title: '状态', dataIndex: 'state', render: (state: HandoverHead['state']) => <HandoverMark state={state} /> },
            { title: '交班', key: 'given', render: (_value, { givenAt, givenBy }) => (givenAt ? <>{givenBy} <When at={givenAt} /></> : '') },
            { title: '接班确认', key: 'taken', render: (_value, { acknowledgedAt, acknowledgedBy }) => (acknowledgedAt ? <>{acknowledgedBy} <When at={acknowledgedAt} /></> : '') },
          ]} />
      ) : null}
      {found.hasNextPage ? <Button block type="link" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>更早的交接</Button> : null}
    </section>
  )
}

/** How far a handover is, by colour, shape and word. */
export function HandoverMark({ state }: { readonly state: HandoverHead['state'] }) {
  if (state === 'draft') return <span className="soft">○ 还没有交班</span>
  return state === 'given' ? <span className="tone-amber">◆ 等接班确认</span> : <span className="tone-green">● 已接班</span>
}
