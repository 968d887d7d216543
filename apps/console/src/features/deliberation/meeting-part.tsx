import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Table } from 'antd'
import { useState } from 'react'
import { renewVoteCode } from '@yihu/contracts'
import type { DeliberationDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { exactText } from '../../app/time.ts'
import { deliberationQuery } from './deliberation-queries.ts'

type House = DeliberationDetail['roll'][number]

/** The meeting, who sits at the table, and the roll: which household has voted, never how or what. */
export function MeetingPart({ detail }: { readonly detail: DeliberationDetail }) {
  const { meeting, roll, byArea, state } = detail
  const can = useCan()
  const [renewed, setRenewed] = useState<House | null>(null)
  if (!meeting) return null
  const lacking = byArea ? roll.filter(({ excluded, squareMetres }) => excluded === null && squareMetres === 0).length : 0
  const voted = roll.filter(({ hasVoted }) => hasVoted).length
  const mayRenew = can('deliberation.write') && (state === 'scheduled' || state === 'voting')
  return (
    <section className="card">
      <h2>议事会</h2>
      <dl className="facts">
        <div className="fact"><dt>时间地点</dt><dd>{exactText(meeting.at)}，{meeting.place}</dd></div>
        <div className="fact"><dt>表决的事</dt><dd>{meeting.question}</dd></div>
        <div className="fact"><dt>怎样算过</dt><dd>{meeting.ruleName}（{meeting.basis}）</dd></div>
        <div className="fact"><dt>参加</dt><dd>{detail.people.map(({ name, unit, conflict }, at) => <span key={`${name}${at}`} className="del-person">{meeting.people[at]?.roleName} {name}{unit ? `（${unit}）` : ''}{conflict ? <span className="tone-amber"> 回避：{conflict}</span> : null}</span>)}</dd></div>
        {meeting.until ? <div className="fact"><dt>截止</dt><dd>{exactText(meeting.until)}</dd></div> : null}
      </dl>
      {roll.length > 0 ? (
        <>
          <h3>名册 {roll.length} 户，已投 {voted} 户</h3>
          {lacking > 0 ? <p className="tone-amber">▲ 有 {lacking} 户没写面积，这件事面积也要算，补上才能开始表决。</p> : null}
          <Table<House> rowKey="code" size="small" scroll={{ x: 480 }} pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }} dataSource={roll} columns={[
            { title: '户', render: (_, { code }) => code },
            ...(byArea ? [{ title: '面积（平方米）', width: 130, align: 'right' as const, render: (_: unknown, { squareMetres }: House) => squareMetres.toFixed(2) }] : []),
            { title: '情况', width: 200, render: (_, { excluded, hasVoted }) => (excluded ? <span className="tone-amber">‖ 回避：{excluded}</span> : hasVoted ? '● 已投' : <span className="soft">○ 还没投</span>) },
            ...(mayRenew ? [{ title: '票码', width: 90, render: (_: unknown, house: House) => (house.hasVoted || house.excluded ? null : <Button size="small" aria-label={`换发${house.code}的票码`} onClick={() => setRenewed(house)}>换发</Button>) }] : []),
          ]} />
        </>
      ) : null}
      {renewed ? <RenewDialog id={detail.id} house={renewed} onClose={() => setRenewed(null)} /> : null}
    </section>
  )
}

function RenewDialog({ id, house, onClose }: { readonly id: string; readonly house: House; readonly onClose: () => void }) {
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ reason: string }>()
  const renew = useMutation({
    mutationFn: (reason: string) => api.call(renewVoteCode, { params: { id }, body: { household: house.code, reason } }),
    onSuccess: ({ household, code }) => {
      modal.info({ title: `${household}的新票码`, content: <p>{code}（旧码已作废，请送到这一户）</p>, okText: '记下了' })
      void queries.invalidateQueries({ queryKey: deliberationQuery(id).queryKey })
      onClose()
    },
    onError: (error) => void message.error(textOf(error)),
  })
  return (
    <Modal open title={`换发“${house.code}”的票码`} okText="换发" cancelText="取消" confirmLoading={renew.isPending} onOk={() => form.submit()} onCancel={onClose}>
      <Form form={form} layout="vertical" onFinish={({ reason }) => renew.mutate(reason)}>
        <Form.Item name="reason" label="原因" rules={[{ required: true, whitespace: true, message: '请写明原因' }]}><Input maxLength={200} placeholder="例如：原住户搬走" /></Form.Item>
      </Form>
    </Modal>
  )
}
