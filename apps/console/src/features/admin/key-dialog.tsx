import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, InputNumber, Modal, Select } from 'antd'
import { ApiError } from '@yihu/client'
import { createApiKey } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { fieldErrors } from '../case/moves/move-values.ts'
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
    onError: (error) => { if (error instanceof ApiError) form.setFields(fieldErrors(error.fields) as Parameters<typeof form.setFields>[0]) }, // names come from the same form
  })
  if (make.data) return <Shown name={make.data.row.name} secret={make.data.key} onClose={onClose} />
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

function Shown({ name, secret, onClose }: { readonly name: string; readonly secret: string; readonly onClose: () => void }) {
  const { message } = App.useApp()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret)
      message.success('已复制')
    } catch {
      message.warning('浏览器不让复制，请手工选中密钥再复制')
    }
  }
  return (
    <Modal title={`“${name}”的密钥`} open closable={false} mask={{ closable: false }} keyboard={false} footer={<Button type="primary" onClick={onClose}>我已保存好</Button>}>
      <Alert type="warning" showIcon title="密钥只显示这一次，关掉就再也看不到。" description="请马上填进设备或外部系统；丢了只能停用后重新新建。" />
      <p className="key-secret"><code>{secret}</code> <Button size="small" onClick={() => void copy()}>复制</Button></p>
      <p className="soft">请求时放在请求头 <code>x-api-key</code> 里。</p>
    </Modal>
  )
}
