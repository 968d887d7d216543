import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Table } from 'antd'
import { useState } from 'react'
import { actOnActivity, listDeskActivities, STORY_STATES } from '@yihu/contracts'
import type { DeskActivity } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { exactText } from '../../app/time.ts'
import { PieceActs } from '../stories/piece-acts.tsx'
import { MARKS } from '../stories/stories-page.tsx'
import { readActivitiesSearch } from './activities-search.ts'
import { ActivityDetail } from './activity-detail.tsx'
import { ActivityDialog } from './activity-dialog.tsx'

/** 活动: what residents sign up for; written by one, published by another, volunteers' hours confirmed afterwards. */
export function ActivitiesPage() {
  const can = useCan()
  return can('story.edit') ? <Activities /> : <NoPermission what="活动" />
}

function Activities() {
  const navigate = useNavigate()
  const asked = readActivitiesSearch(useSearch({ strict: false }))
  const { month } = asked
  const isNarrowed = Object.keys(asked).length > 0
  const [edited, setEdited] = useState<DeskActivity | 'new' | null>(null)
  const found = useQuery({ queryKey: ['activities', asked], queryFn: ({ signal }) => api.call(listDeskActivities, { query: asked, signal }) })
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>活动</h1>
        <label>哪个月 <Input type="month" style={{ width: 150 }} value={month ?? ''} onChange={(event) => void navigate({ to: '/activities', search: readActivitiesSearch({ ...asked, month: event.target.value }), replace: true })} /></label>
        {isNarrowed ? <Button onClick={() => void navigate({ to: '/activities', search: {}, replace: true })}>清除筛选</Button> : null}
        <Button type="primary" onClick={() => setEdited('new')}>拟一个活动</Button>
      </div>
      <p className="soft">拟好送审，另一位同事审过才登到 i雪宫，居民用手机号登录报名。展开一行看报名、记志愿时长，办完连上一篇今朝风采。</p>
      <Table<DeskActivity> rowKey="id" size="small" pagination={{ pageSize: 20, hideOnSinglePage: true }} scroll={{ x: 1080 }} dataSource={found.data.activities} locale={{ emptyText: isNarrowed ? '这样筛选没有活动。' : '还没有办过活动。点“拟一个活动”开始。' }} expandable={{ expandedRowRender: (activity) => <ActivityDetail activity={activity} /> }} columns={[
        { title: '活动', render: (_, { form: { title, place }, areaName }) => <>{title} <span className="soft">{areaName}，{place}</span></> },
        { title: '开始', width: 150, render: (_, { form: { startsAt } }) => exactText(startsAt) },
        { title: '状态', width: 90, render: (_, { state }) => <span className={MARKS[state][0]}>{MARKS[state][1]} {STORY_STATES[state]}</span> },
        { title: '参加', width: 90, render: (_, { taken, form: { seats } }) => `${taken} / ${seats}` },
        { title: '志愿者', width: 90, render: (_, { volunteers, form: { volunteerSeats } }) => `${volunteers} / ${volunteerSeats}` },
        { title: '时长', width: 90, render: (_, { hours }) => (hours > 0 ? `${hours} 小时` : '') },
        { title: '谁拟的', width: 150, render: (_, { writtenBy, decidedBy }) => <>{writtenBy}{decidedBy ? <span className="soft">，{decidedBy}审</span> : null}</> },
        { title: '操作', width: 210, render: (_, activity) => <PieceActs piece={{ ...activity, title: activity.form.title }} list="activities" send={(body) => api.call(actOnActivity, { params: { id: activity.id }, body: { version: activity.version, ...body } })} onEdit={() => setEdited(activity)} /> },
      ]} />
      {edited ? <ActivityDialog activity={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}
