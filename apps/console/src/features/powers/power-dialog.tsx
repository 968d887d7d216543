import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal } from 'antd'
import { savePower } from '@yihu/contracts'
import type { PowerRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'

interface Values {
  readonly basis: string
  readonly scope: string
  readonly since: string
  readonly until?: string
}

/** The document a power rests on, what it covers, and its days. */
export function PowerDialog({ power, onClose }: { readonly power: PowerRow; readonly onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: ({ basis, scope, since, until }: Values) => api.call(savePower, { params: { code: power.code }, body: { basis, scope, since, until: until ? until : null } }),
    onSuccess: ({ name }) => {
      message.success(`${name}已登记`)
      void queries.invalidateQueries({ queryKey: ['powers'] })
      onClose()
    },
    onError: (error) => showRefused(form, error),
  })
  const { held } = power
  return (
    <Modal title={`登记${power.name}`} open onCancel={onClose} okText="保存" cancelText="取消" confirmLoading={save.isPending} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark="optional" onFinish={(values) => save.mutate(values)} initialValues={held ? { ...held, until: held.until ?? '' } : { scope: power.use }}>
        <Form.Item name="basis" label="依据的文件" rules={[{ required: true, whitespace: true, message: '请填写文件名称和文号' }]}><Input maxLength={300} placeholder="文件名称和文号" /></Form.Item>
        <Form.Item name="scope" label="适用范围" rules={[{ required: true, whitespace: true, message: '请填写适用范围' }]}><Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} /></Form.Item>
        <Form.Item name="since" label="起始日" rules={[{ required: true, message: '请选择起始日' }]}><Input type="date" /></Form.Item>
        <Form.Item name="until" label="截止日" extra="长期有效请留空"><Input type="date" /></Form.Item>
        {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      </Form>
    </Modal>
  )
}
