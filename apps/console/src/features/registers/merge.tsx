import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { mergePersons, unmergePerson } from '@yihu/contracts'
import type { PoolCard } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'

/** Others of the same name born in the same month: one may be the other, entered twice. */
export function Likely({ card, mayMerge }: { readonly card: PoolCard; readonly mayMerge: boolean }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [intoId, setIntoId] = useState<string | null>(null)
  const merge = useMutation({
    mutationFn: ({ into, reason }: { readonly into: string; readonly reason: string }) => api.call(mergePersons, { params: { id: card.id }, body: { intoId: into, reason } }),
    onSuccess: (_answer, { into }) => {
      setIntoId(null)
      void message.success('已合并，可以在原来的卡片上撤销')
      void navigate({ to: '/registers', search: { of: 'person', at: into } })
    },
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['pool'] }), queries.invalidateQueries({ queryKey: ['registers'] })]),
  })
  return (
    <section className="card" aria-label="可能是同一个人">
      <h2>可能是同一个人</h2>
      <ul>
        {card.likely.map(({ id, name, detail }) => (
          <li key={id}><Link to="/registers" search={{ of: 'person', at: id }}>{name}</Link>　<span className="soft">{detail}</span>{mayMerge ? <Button type="link" size="small" onClick={() => setIntoId(id)}>把这一条并入它</Button> : null}</li>
        ))}
      </ul>
      {intoId === null ? null : <ReasonDialog title="合并重复的登记" ask="判断是同一个人的依据" okText="合并" isBusy={merge.isPending} error={merge.error} onClose={() => setIntoId(null)} onSay={(reason) => merge.mutate({ into: intoId, reason })}>这一条里那边没有的内容和关系会并过去；可以撤销。</ReasonDialog>}
    </section>
  )
}

/** A duplicate that follows another entry, and the way back. */
export function Undo({ id, into, mayUndo }: { readonly id: string; readonly into: string; readonly mayUndo: boolean }) {
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const undo = useMutation({
    mutationFn: (reason: string) => api.call(unmergePerson, { params: { id }, body: { reason } }),
    onSuccess: () => setOpen(false),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['pool'] }), queries.invalidateQueries({ queryKey: ['registers'] })]),
  })
  return (
    <>
      <Alert type="info" showIcon title={<>这一条已并入 <Link to="/registers" search={{ of: 'person', at: into }}>另一条登记</Link>。</>} action={mayUndo ? <Button size="small" onClick={() => setOpen(true)}>撤销合并</Button> : null} />
      {isOpen ? <ReasonDialog title="撤销合并" ask="撤销的原因" okText="撤销合并" isBusy={undo.isPending} error={undo.error} onClose={() => setOpen(false)} onSay={(reason) => undo.mutate(reason)}>两条各归各，合并以后的修改留着。</ReasonDialog> : null}
    </>
  )
}

interface ReasonDialogProps {
  readonly title: string
  readonly ask: string
  readonly okText: string
  readonly isBusy: boolean
  readonly error: Error | null
  readonly children: string
  readonly onClose: () => void
  readonly onSay: (reason: string) => void
}

function ReasonDialog({ title, ask, okText, isBusy, error, children, onClose, onSay }: ReasonDialogProps) {
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <Modal title={title} open onCancel={onClose} okText={okText} cancelText="取消" confirmLoading={isBusy} onOk={() => form.submit()}>
      <p className="soft">{children}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => onSay(reason)}>
        <Form.Item name="reason" label={ask} rules={[{ required: true, whitespace: true, message: `请写${ask}` }]}><Input maxLength={200} autoFocus /></Form.Item>
      </Form>
      {error ? <Alert type="error" showIcon title={textOf(error)} /> : null}
    </Modal>
  )
}
