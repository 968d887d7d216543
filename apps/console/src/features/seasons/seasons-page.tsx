import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { listSeasons } from '@yihu/contracts'
import type { SeasonRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { SeasonDialog } from './season-dialog.tsx'
import { SEASONS_KEY } from './season-values.ts'

/** The times of the year that bring complaints, and what is done before they begin. */
export function SeasonsPage() {
  const can = useCan()
  return can('prevention.read') ? <Seasons /> : <NoPermission what="时节日历" />
}

function Seasons() {
  const can = useCan()
  const [edited, setEdited] = useState<SeasonRow | 'new' | null>(null)
  const found = useQuery({ queryKey: SEASONS_KEY, queryFn: ({ signal }) => api.call(listSeasons, { signal }) })
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>时节日历</h1>{can('prevention.open') ? <Button type="primary" onClick={() => setEdited('new')}>新增时节</Button> : null}</div>
      <p className="soft">到了提前的日子，早上自动派未诉先办任务：上年同期诉求最多的社区各一件，没有特别集中的就全街道一件。<Link to="/desk/$desk" params={{ desk: 'all' }} search={{ source: 'prevention' }}>看未诉先办的案件</Link></p>
      <Table<SeasonRow> rowKey="id" size="small" pagination={false} scroll={{ x: 760 }} dataSource={found.data.seasons} columns={[
        { title: '时节', render: (_, { form: { name, isActive } }) => <>{name}{isActive ? null : <span className="soft"> ○ 停用</span>}</> },
        { title: '开始', width: 170, render: (_, { form, next }) => <>{next.start}{form.calendar === 'lunar' ? <span className="soft"> 农历 {form.month} 月 {form.day} 日</span> : null}</> },
        { title: '派任务', width: 110, render: (_, { next }) => next.raisedOn },
        { title: '共几天', width: 80, align: 'right', render: (_, { form }) => form.days },
        { title: '上年同期', width: 90, align: 'right', render: (_, { lastYear }) => `${lastYear} 件` },
        { title: '哪些诉求', render: (_, { classNames }) => classNames.join('、') },
        ...(can('prevention.open') ? [{ title: '操作', width: 80, render: (_: unknown, row: SeasonRow) => <Button size="small" aria-label={`修改${row.form.name}`} onClick={() => setEdited(row)}>修改</Button> }] : []),
      ]} />
      {edited ? <SeasonDialog season={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}
