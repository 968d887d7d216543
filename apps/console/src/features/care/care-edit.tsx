import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Modal, Radio } from 'antd'
import { useState } from 'react'
import { endCare } from '@yihu/contracts'
import type { BodyOf, CareDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { CareDialog } from './care-dialog.tsx'

const REASONS = [{ value: 'withdrawn', label: '撤回同意' }, { value: 'moved', label: '搬走了' }, { value: 'died', label: '去世' }, { value: 'other', label: '其他' }]

/** Changing a card, and ending care. */
export function CareEdit({ person }: { readonly person: CareDetail }) {
  const [open, setOpen] = useState<'edit' | 'end' | null>(null)
  const close = () => setOpen(null)
  if (!person.mayEdit) return null
  return (
    <>
      <Button onClick={() => setOpen('edit')}>修改</Button>
      <Button onClick={() => setOpen('end')}>结束看护</Button>
      {open === 'edit' ? <CareDialog person={person} onClose={close} onDone={close} /> : null}
      {open === 'end' ? <EndDialog person={person} onClose={close} /> : null}
    </>
  )
}

function EndDialog({ person: { id, name }, onClose }: { readonly person: CareDetail; readonly onClose: () => void }) {
  const [form] = Form.useForm<BodyOf<typeof endCare>>()
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: (body: BodyOf<typeof endCare>) => api.call(endCare, { params: { id }, body }), onSuccess: onClose, onSettled: () => queries.invalidateQueries({ queryKey: ['care'] }),
  })
  return (
    <Modal title={`结束对 ${name} 的看护`} open onCancel={onClose} onOk={() => form.submit()} okText="结束看护" okButtonProps={{ danger: true }} cancelText="取消" confirmLoading={end.isPending}>
      <p>姓名、电话、须知、联系人和提醒马上删除，设备解绑；只留下曾有看护和为什么结束。不能恢复。</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(body) => end.mutate(body)}>
        <Form.Item name="reason" label="为什么结束" rules={[{ required: true, message: '请选择原因' }]}><Radio.Group className="choices" options={REASONS} /></Form.Item>
        {end.isError ? <Alert type="error" showIcon role="alert" title={textOf(end.error)} /> : null}
      </Form>
    </Modal>
  )
}
