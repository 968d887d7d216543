import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { erasePerson } from '@yihu/contracts'
import type { AnswerOf, PoolCard } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { exactText } from '../../app/time.ts'
import { useRegistersChanged } from './register-forms.ts'

/** What a person may ask for of what is kept about them: all of it on paper, and to be forgotten. */
export function PersonRights({ card }: { readonly card: PoolCard }) {
  const can = useCan()
  const [proof, setProof] = useState<Proof | null>(null)
  // The proof is shown over what is left of the card.
  if (proof) return <ProofDialog proof={proof} onClose={() => setProof(null)} />
  if (card.register !== 'person' || card.state === 'erased' || !can('person.reveal')) return null
  return (
    <section className="card" aria-label="本人的权利">
      <h2>本人的权利</h2>
      <p className="soft">本人可以查阅、复制自己的信息，也可以要求删除（个人信息保护法第四十五条、第四十七条）。</p>
      <div className="register-acts">
        <Link to="/registers/$id/file" params={{ id: card.id }}>{can('person.erase') ? '本人的全部信息' : '打印谁看过'}</Link>
        {can('person.erase') && card.mergedInto === null ? <Erase card={card} onErased={setProof} /> : null}
      </div>
    </section>
  )
}

type Proof = AnswerOf<typeof erasePerson>['proof']

interface EraseProps {
  readonly card: PoolCard
  readonly onErased: (proof: Proof) => void
}

function Erase(props: EraseProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" danger onClick={() => setOpen(true)}>抹去</Button>
      {isOpen ? <EraseDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function EraseDialog({ card, onClose, onErased }: EraseProps & { readonly onClose: () => void }) {
  const [form] = Form.useForm<{ reason: string }>()
  const changed = useRegistersChanged()
  const erase = useMutation({
    mutationFn: ({ reason }: { readonly reason: string }) => api.call(erasePerson, { params: { id: card.id }, body: { version: card.version, reason } }),
    onSuccess: ({ proof }) => onErased(proof),
    onSettled: changed,
  })
  return (
    <Modal open title={`抹去“${card.title}”的信息`} okText="抹去，不能恢复" cancelText="不抹去" mask={{ closable: false }} okButtonProps={{ loading: erase.isPending, danger: true }} onOk={() => form.submit()} onCancel={onClose}>
      <p><strong>会抹掉：</strong>姓名、证件号码、电话等全部内容，全部关系，名下车辆的登记，敏感登记里的内容，变更历史里写过的内容，并入这一条的重复登记，走访记录里写到本人的话，用本人电话报事、预约时留的称呼和电话，居民端的登录（电话是和家里人共用的，只抹写着本人姓名的）。本人的看护同时结束，设备解绑，告警不再通知家人。密钥一起销毁，备份里的也读不出来。</p>
      <p><strong>会留下：</strong>一条没有姓名的空记录、一份抹去证明（条数和摘要）、审计里谁在何时为什么抹的。案件办到哪一步、怎么答复的照常保存，只是不再知道是谁报的；依法要保存的调解卷宗不受影响。</p>
      {erase.isError ? <Alert type="error" showIcon role="alert" title={textOf(erase.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(typed) => erase.mutate(typed)}>
        <Form.Item name="reason" label="依据和原因" extra="例如：本人书面申请，已核对身份。不要写姓名和号码，这句话会留在证明里。" rules={[{ required: true, whitespace: true, message: '请写依据和原因' }]}><Input.TextArea maxLength={200} autoSize={{ minRows: 2, maxRows: 4 }} autoFocus /></Form.Item>
      </Form>
    </Modal>
  )
}

function ProofDialog({ proof: { id, at, entries, digest }, onClose }: { readonly proof: Proof; readonly onClose: () => void }) {
  return (
    <Modal open title="已抹去" closable={false} mask={{ closable: false }} keyboard={false} footer={<Button type="primary" onClick={onClose}>知道了</Button>}>
      <p>可以把这份证明抄给本人；在「管理 · 保存期限」里也能查到。</p>
      <dl className="facts register-proof">
        {([['证明编号', id], ['时间', exactText(at)], ['条数', String(entries)], ['摘要', digest]] as const).map(([name, text]) => <div key={name} className="fact"><dt>{name}</dt><dd>{text}</dd></div>)}
      </dl>
    </Modal>
  )
}
