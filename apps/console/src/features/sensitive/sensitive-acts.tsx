import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { decideSensitiveRegister, endSensitiveRegister } from '@yihu/contracts'
import type { SensitiveRegister } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { TakeOut } from '../exports/take-out.tsx'
import { SensitiveContent } from './sensitive-content.tsx'
import { sensitiveQuery } from './sensitive-queries.ts'

/** What somebody may do with a register: decide, read, end. */
export function SensitiveActs({ register }: { readonly register: SensitiveRegister }) {
  const can = useCan()
  const [open, setOpen] = useState<'decide' | 'read' | 'end' | null>(null)
  const close = () => setOpen(null)
  const isOpen = register.state === 'open'
  return (
    <div className="sensitive-acts">
      {register.mayDecide ? <Button type="primary" size="small" onClick={() => setOpen('decide')}>批准或不批准</Button> : null}
      {isOpen && register.isReader ? <Button type="primary" size="small" onClick={() => setOpen('read')}>查看内容</Button> : null}
      {isOpen && register.isReader && can('sensitive.export') ? <TakeOut asked={{ register: { of: 'sensitive', id: register.id } }} what={`敏感登记：${register.kindName}，${register.areaName}。法律依据：${register.legalBasis}。建立目的：${register.purpose}`} clear="sensitive.export" label="申请导出" size="small" /> : null}
      {isOpen && can('sensitive.approve') ? <Button size="small" danger onClick={() => setOpen('end')}>提前终止</Button> : null}
      {open === 'decide' ? <DecideDialog register={register} onClose={close} /> : null}
      {open === 'read' ? <SensitiveContent register={register} onClose={close} /> : null}
      {open === 'end' ? <EndDialog register={register} onClose={close} /> : null}
    </div>
  )
}

interface DialogProps {
  readonly register: SensitiveRegister
  readonly onClose: () => void
}

function useSettledList() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: sensitiveQuery.queryKey })
}

interface Decision {
  readonly isApproved: boolean
  readonly note?: string
}

function DecideDialog({ register, onClose }: DialogProps) {
  const [form] = Form.useForm<Decision>()
  const decide = useMutation({
    mutationFn: ({ isApproved, note }: Decision) => api.call(decideSensitiveRegister, { params: { id: register.id }, body: { isApproved, ...(note ? { note } : {}) } }), onSuccess: onClose, onSettled: useSettledList(),
  })
  return (
    <Modal open title={`${register.kindName}：批准或不批准`} okText="确定" cancelText="取消" okButtonProps={{ loading: decide.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      <p>{register.proposedBy} 申请在{register.areaName}建立。依据：{register.legalBasis}。目的：{register.purpose}。能看的人：{register.readers.join('、')}。到 {register.expiresOn} 为止。</p>
      {decide.isError ? <Alert type="error" showIcon role="alert" title={textOf(decide.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(typed) => decide.mutate(typed)}>
        <Form.Item name="isApproved" label="您的决定" rules={[{ required: true, message: '请选择' }]}><Radio.Group options={[{ value: true, label: '批准' }, { value: false, label: '不批准' }]} /></Form.Item>
        <Form.Item name="note" label="说明（可不填）"><Input maxLength={200} /></Form.Item>
      </Form>
    </Modal>
  )
}

function EndDialog({ register, onClose }: DialogProps) {
  const [form] = Form.useForm<{ reason: string }>()
  const end = useMutation({ mutationFn: (body: { reason: string }) => api.call(endSensitiveRegister, { params: { id: register.id }, body }), onSuccess: onClose, onSettled: useSettledList() })
  return (
    <Modal open title={`提前终止“${register.kindName}”`} okText="终止并销毁内容" cancelText="取消" okButtonProps={{ loading: end.isPending, danger: true }} onOk={() => form.submit()} onCancel={onClose}>
      <p>登记里的内容会销毁，不能恢复；留下销毁证明。居民本来的登记不受影响。</p>
      {end.isError ? <Alert type="error" showIcon role="alert" title={textOf(end.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(typed) => end.mutate(typed)}>
        <Form.Item name="reason" label="原因" rules={[{ required: true, whitespace: true, message: '请写原因' }]}><Input maxLength={200} autoFocus /></Form.Item>
      </Form>
    </Modal>
  )
}
