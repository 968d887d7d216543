import { useMutation } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal } from 'antd'
import { ApiError } from '@yihu/client'
import { changePassword } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'

interface Values {
  readonly current: string
  readonly next: string
  readonly again: string
}

/** Changes one's own password; the other sessions end. */
export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const { message } = App.useApp()
  const change = useMutation({
    mutationFn: ({ current, next }: Values) => api.call(changePassword, { body: { current, next } }),
    onSuccess: () => {
      message.success('密码已修改，在其他地方的登录已全部退出')
      onClose()
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      const weak = error.code === 'password-weak' ? { next: error.message } : {}
      const wrong = error.code === 'login-wrong' ? { current: error.message } : {}
      const fields = Object.entries({ ...error.fields, ...weak, ...wrong })
      form.setFields(fields.flatMap(([name, text]) => (name === 'current' || name === 'next' ? [{ name, errors: [text] }] : [])))
    },
  })
  const isBeside = change.error instanceof ApiError && (['password-weak', 'login-wrong'].includes(change.error.code) || Object.keys(change.error.fields).length > 0)
  return (
    <Modal title="修改密码" open onCancel={onClose} okText="修改" cancelText="不改了" confirmLoading={change.isPending} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => change.mutate(values)}>
        <Form.Item name="current" label="现在的密码" rules={[{ required: true, message: '请填写现在的密码' }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <Form.Item name="next" label="新密码" extra="至少 10 个字符，不要用姓名、电话或常见的词" rules={[{ required: true, message: '请填写新密码' }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item name="again" label="再输入一次新密码" dependencies={['next']}
          rules={[{ required: true, message: '请再输入一次' }, ({ getFieldValue }) => ({
            validator: (_rule, value) => (value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error('两次输入的新密码不一样'))),
          })]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {change.isError && !isBeside ? <Alert type="error" showIcon title={textOf(change.error)} /> : null}
      </Form>
    </Modal>
  )
}
