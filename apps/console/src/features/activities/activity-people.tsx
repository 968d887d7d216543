import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, InputNumber, Space, Table } from 'antd'
import { useState } from 'react'
import { ACTIVITY_PARTS, confirmHours, listSignups, revealSignup, SIGNUP_STATES } from '@yihu/contracts'
import type { DeskActivity, DeskSignup } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { ContactForPurpose } from '../services/contact-for-purpose.tsx'

/** Who signed up, masked; hours of volunteers once it has begun. */
export function ActivityPeople({ activity: { id, state: activityState, hasBegun, form: { title } } }: { readonly activity: DeskActivity }) {
  const found = useQuery({ queryKey: ['activities', 'people', id], queryFn: ({ signal }) => api.call(listSignups, { params: { id }, signal }) })
  if (found.isError) return <p className="tone-red" role="alert">{textOf(found.error)}</p>
  return (
    <Table<DeskSignup> rowKey="id" size="small" loading={found.isPending} pagination={{ pageSize: 20, hideOnSinglePage: true }} scroll={{ x: 760 }} dataSource={found.data?.signups ?? []} locale={{ emptyText: '还没有人报名' }} aria-label={`${title}的报名`} columns={[
      { title: '谁', render: (_, { id: signup, ...masked }) => <ContactForPurpose masked={masked} contactLabel="联系报名人" reveal={(body) => api.call(revealSignup, { params: { id, signup }, body })} /> },
      { title: '怎么来', width: 90, render: (_, { part }) => ACTIVITY_PARTS[part] },
      { title: '状态', width: 90, render: (_, { state }) => <span className={state === 'taken' ? 'tone-green' : 'soft'}>{state === 'taken' ? '●' : '○'} {SIGNUP_STATES[state]}</span> },
      { title: '什么时候报的', width: 130, render: (_, { at }) => <When at={at} /> },
      { title: '志愿时长', width: 230, render: (_, signup) => (signup.part === 'volunteer' && signup.state === 'taken' && hasBegun && activityState === 'published' ? <Hours activityId={id} signup={signup} /> : null) },
    ]} />
  )
}

function Hours({ activityId, signup }: { readonly activityId: string; readonly signup: DeskSignup }) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [hours, setHours] = useState<number | null>(signup.hours ?? 2)
  const confirm = useMutation({
    mutationFn: (count: number) => api.call(confirmHours, { params: { id: activityId, signup: signup.id }, body: { hours: count } }),
    onSuccess: () => {
      void message.success('已记下')
      void queries.invalidateQueries({ queryKey: ['activities'] })
    },
    onError: (error) => void message.error(textOf(error)),
  })
  return (
    <Space size={4}>
      <InputNumber size="small" min={0} max={24} step={0.5} aria-label={`${signup.name ?? '志愿者'}的时长，小时`} value={hours} onChange={setHours} />
      <Button size="small" disabled={hours === null} loading={confirm.isPending} onClick={() => { if (hours !== null) confirm.mutate(hours) }}>{signup.hours === null ? '记时长' : '改时长'}</Button>
      {signup.confirmedBy ? <span className="soft">{signup.confirmedBy}记</span> : null}
    </Space>
  )
}
