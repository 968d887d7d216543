import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Form, Input, InputNumber, Modal, Select } from 'antd'
import { createApiKey } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'
import { SecretShown } from '../../app/secret-shown.tsx'
import { AreasSelect } from './areas-select.tsx'

interface Values {
  readonly name: string
  readonly permissions: string[]
  readonly areas: string[]
  readonly days: number
}

interface KeyDialogProps {
  readonly permissions: readonly { readonly id: string; readonly name: string }[]
  readonly onClose: () => void
}

/** A new key; once it is made it is shown, and never again. */
export function KeyDialog({ permissions, onClose }: KeyDialogProps) {
  const [form] = Form.useForm<Values>()
  const queries = useQueryClient()
  const make = useMutation({
    mutationFn: (body: Values) => api.call(createApiKey, { body }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['api-keys'] }),
    onError: (error) => showRefused(form, error),
  })
  if (make.data) {
    return (
      <SecretShown title={`“${make.data.row.name}”的密钥`} secret={make.data.key} hint="请马上填进设备或外部系统；丢了只能停用后重新新建。" onClose={onClose}>
        <p className="soft">请求时放在请求头 <code>x-api-key</code> 里。</p>
      </SecretShown>
    )
  }
  return (
    <Modal title="新建接口密钥" open onCancel={onClose} onOk={() => form.submit()} okText="新建" cancelText="取消" confirmLoading={make.isPending}>
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={{ permissions: permissions.map(({ id }) => id), areas: [], days: 365 }} onFinish={(values) => make.mutate(values)}>
        <Form.Item name="name" label="用途" rules={[{ required: true, message: '请填写用途' }]}><Input maxLength={60} placeholder="例如：水位计网关" /></Form.Item>
        <Form.Item name="permissions" label="权限" rules={[{ required: true, message: '至少选一项权限' }]}><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={permissions.map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>
        <Form.Item name="areas" label="可以送到的区域" rules={[{ required: true, message: '至少选一个区域' }]}><AreasSelect /></Form.Item>
        <Form.Item name="days" label="有效天数" extra="到期自动失效，最长三年" rules={[{ required: true, message: '请填写有效天数' }]}><InputNumber min={1} max={1095} precision={0} suffix="天" /></Form.Item>
        {make.isError ? <Alert type="error" showIcon role="alert" title={textOf(make.error)} /> : null}
      </Form>
    </Modal>
  )
}
