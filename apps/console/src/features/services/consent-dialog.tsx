import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Checkbox, Form, Input, Modal } from 'antd'
import { ApiError } from '@yihu/client'
import { HELPER_SCOPES, recordPaperConsent } from '@yihu/contracts'
import type { HelperScope } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'

interface Typed {
  readonly parentName: string
  readonly parentPhone: string
  readonly helperName: string
  readonly helperPhone: string
  readonly scopes: HelperScope[]
  readonly until?: string
  readonly note: string
}

const scopes = Object.entries(HELPER_SCOPES).map(([value, label]) => ({ value, label }))
const must = (what: string) => [{ required: true, whitespace: true, message: `请填写${what}` }]

/** Enters a consent that was signed on paper. */
export function ConsentDialog({ onClose }: { readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const save = useMutation({
    mutationFn: ({ until, ...typed }: Typed) => api.call(recordPaperConsent, { body: { ...typed, ...(until ? { until } : {}) } }),
    onSuccess: async () => {
      void message.success('登记好了，请另一位同事看过原件后核对')
      await queries.invalidateQueries({ queryKey: ['consents'] })
      onClose()
    },
    onError: (error) => {
      if (error instanceof ApiError) form.setFields(Object.entries(error.fields ?? {}).map(([name, text]) => ({ name: name as keyof Typed, errors: [text] }))) // the server's fields are named as ours
    },
  })
  return (
    <Modal open title="登记家人代办同意书" okText="登记" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={{ scopes: ['report', 'book', 'follow'] }} onFinish={(typed) => save.mutate(typed)}>
        <Form.Item name="parentName" label="家人（被代办人）姓名" rules={must('家人的姓名')}><Input maxLength={40} /></Form.Item>
        <Form.Item name="parentPhone" label="家人的手机号" rules={must('家人的手机号')}><Input inputMode="tel" maxLength={20} /></Form.Item>
        <Form.Item name="helperName" label="代办人姓名" rules={must('代办人的姓名')}><Input maxLength={40} /></Form.Item>
        <Form.Item name="helperPhone" label="代办人的手机号" extra="代办人用这个手机号登录 i雪宫" rules={must('代办人的手机号')}><Input inputMode="tel" maxLength={20} /></Form.Item>
        <Form.Item name="scopes" label="同意代办什么" rules={[{ type: 'array', min: 1, message: '请选至少一样' }]}><Checkbox.Group options={scopes} /></Form.Item>
        <Form.Item name="until" label="到哪天（不填就是一年）"><Input type="date" style={{ width: 160 }} /></Form.Item>
        <Form.Item name="note" label="谁签的、哪天签的" rules={must('谁签的、哪天签的')}><Input maxLength={200} placeholder="例如：李秀英本人 11 月 29 日在社区服务站签" /></Form.Item>
      </Form>
    </Modal>
  )
}
