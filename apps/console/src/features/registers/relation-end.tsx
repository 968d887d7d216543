import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { endRelation } from '@yihu/contracts'
import type { PoolCard, RelationRow } from '@yihu/contracts'
import { doubledAmong } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'
import { today } from '../../app/time.ts'
import { useRegistersChanged } from './register-forms.ts'

interface Typed {
  readonly until: string
  readonly reason?: string
}

/** «结束» of one relation, with its last day; it stays in the card's past. */
export function EndRelation({ card, relation }: { readonly card: PoolCard; readonly relation: RelationRow }) {
  const [isOpen, setOpen] = useState(false)
  if (!card.mayEdit || !relation.isCurrent || relation.until !== null) return null
  return <><Button type="link" size="small" aria-label={`结束：${relation.kindName} ${relation.other.name}`} onClick={() => setOpen(true)}>结束</Button>{isOpen ? <EndDialog relation={relation} onClose={() => setOpen(false)} /> : null}</>
}

function EndDialog({ relation: { id, kindName, roleName, other, since }, onClose }: { readonly relation: RelationRow; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const changed = useRegistersChanged()
  const end = useMutation({
    mutationFn: ({ until, reason }: Typed) => api.call(endRelation, { params: { id }, body: { until, ...(reason ? { reason } : {}) } }),
    onSuccess: onClose,
    onError: (error) => showRefused(form, error),
    onSettled: changed,
  })
  return (
    <Modal open title={`结束“${kindName}”：${other.name}`} okText="结束" cancelText="取消" okButtonProps={{ loading: end.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      <p className="soft">{roleName}{since ? `，${since} 起` : ''}。结束后记录留在“已结束的关系”里。</p>
      {end.isError ? <Alert type="error" showIcon role="alert" title={textOf(end.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ until: today() }} onFinish={(typed) => end.mutate(typed)}>
        <Form.Item name="until" label="到哪天为止" rules={[{ required: true, message: '请选择日期' }]}><Input type="date" min={since ?? undefined} max={today()} /></Form.Item>
        <Form.Item name="reason" label="原因（可不填）"><Input maxLength={200} /></Form.Item>
      </Form>
    </Modal>
  )
}

/** What does not agree, and the relations of which one is to be ended. */
export function Conflicts({ card }: { readonly card: PoolCard }) {
  const doubled = doubledAmong(card.relations.filter(({ isCurrent }) => isCurrent))
  return (
    <>
      {card.conflicts.map((conflict) => <Alert key={conflict} type="warning" showIcon title={conflict} />)}
      {card.mayEdit && doubled.length > 0 ? (
        <section className="card" aria-label="请核实的关系">
          <h2>请核实，结束不对的一个</h2>
          <ul>{doubled.map((one) => <li key={one.id}>{one.kindName}：{one.other.name}　<span className="soft">{[one.other.detail, one.roleName, one.since ? `${one.since} 起` : ''].filter(Boolean).join(' · ')}</span><EndRelation card={card} relation={one} /></li>)}</ul>
        </section>
      ) : null}
    </>
  )
}
