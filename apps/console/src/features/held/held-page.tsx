import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { HOLD_REASONS, listHeldHeaps } from '@yihu/contracts'
import type { HeldHeap } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { HeldReports } from './held-reports.tsx'

const EVERY_MS = 30_000

/** 待核报事: what came beyond the measure, in heaps, for a clerk to take or drop. */
export function HeldPage() {
  const can = useCan()
  return can('case.accept') ? <Heaps /> : <NoPermission what="待核报事" />
}

function Heaps() {
  const found = useQuery({ queryKey: ['held'], queryFn: ({ signal }) => api.call(listHeldHeaps, { signal }), refetchInterval: EVERY_MS })
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>待核报事</h1><span className="soft">共 {found.data.total} 件：报得太密或同样的话反复报的，先放在这里，看过再受理；报事人都有回执</span></div>
      <Table<HeldHeap> rowKey="heap" size="small" pagination={{ pageSize: 20, hideOnSinglePage: true }} scroll={{ x: 800 }} dataSource={found.data.heaps} locale={{ emptyText: '没有待核的报事。报事突然太多时，多出来的会放在这里。' }} expandable={{ expandedRowRender: ({ heap }) => <HeldReports heap={heap} /> }} columns={[
        { title: '说的什么', render: (_, { title }) => title },
        { title: '为什么待核', width: 170, render: (_, { reason }) => HOLD_REASONS[reason] },
        { title: '件数', width: 80, align: 'right', render: (_, { count }) => count },
        { title: '来自', width: 100, align: 'right', render: (_, { senders }) => `${senders} 个来源` },
        { title: '最早', width: 150, render: (_, { since }) => <When at={since} /> },
      ]} />
    </div>
  )
}
