import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal, Select, Switch } from 'antd'
import { ApiError } from '@yihu/client'
import { createUser, Role, ROLES, updateUser } from '@yihu/contracts'
import type { UserRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { fieldErrors } from '../../app/refused.ts'
import { UnitsSelect } from '../case/moves/unit-select.tsx'
import { AreasSelect } from './areas-select.tsx'

interface Values {
  readonly username: string
  readonly name: string
  readonly roles: Role[]
  readonly areas?: string[]
  readonly units?: string[]
  readonly password?: string
  readonly isActive?: boolean
}

/** A new user, or another name, duty, area, password for one; it takes effect at once. */
export function UserDialog({ user, onClose }: { readonly user: UserRow | null; readonly onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (values: Values) => (user ? change(user.id, values) : create(values)),
    onSuccess: ({ name }) => {
      message.success(user ? `${name} 已修改，立即生效` : `${name} 已建立`)
      void queries.invalidateQueries({ queryKey: ['users'] })
      onClose()
    },
    onError: (error) => { if (error instanceof ApiError) form.setFields(fieldErrors(error.code === 'password-weak' ? { ...error.fields, password: error.message } : error.fields) as Parameters<typeof form.setFields>[0]) }, // names come from the same form
  })
  return (
    <Modal title={user ? `修改 ${user.username}` : '新建用户'} open onCancel={onClose} okText={user ? '保存' : '建立'} cancelText="取消" confirmLoading={save.isPending} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark="optional" onFinish={(values) => save.mutate(values)} initialValues={user ?? { areas: [], units: [], roles: [] }}>
        {user ? null : (
          <Form.Item name="username" label="用户名" rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{2,31}$/u, message: '小写字母开头，3–32 位字母、数字或短横' }]}><Input autoComplete="off" /></Form.Item>
        )}
        <Form.Item name="name" label="姓名" rules={[{ required: true, message: '请填写姓名' }]}><Input maxLength={40} /></Form.Item>
        <Form.Item name="roles" label="岗位" rules={[{ required: true, type: 'array', min: 1, message: '至少选一个岗位' }, { validator: (_rule, roles: readonly Role[] | undefined) => refuseClash(roles ?? []) }]}>
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={Role.options.map((value) => ({ value, label: ROLES[value] }))} />
        </Form.Item>
        <Form.Item name="areas" label="管辖区域" rules={[{ required: false }]}><AreasSelect /></Form.Item>
        <Form.Item name="units" label="所属单位" rules={[{ required: false }]}><UnitsSelect /></Form.Item>
        <Form.Item name="password" label={user ? '重置密码' : '初始密码'} extra={user ? '不改请留空' : '请本人登录后修改'} rules={[{ required: !user, message: '请填写初始密码' }]}><Input.Password autoComplete="new-password" /></Form.Item>
        {user ? <Form.Item name="isActive" label="可以登录" valuePropName="checked"><Switch checkedChildren="可以" unCheckedChildren="停用" /></Form.Item> : null}
        {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      </Form>
    </Modal>
  )
}

const OFFICERS: readonly Role[] = ['admin', 'security', 'auditor']

/** The same rule as the server's, said while one chooses. */
function refuseClash(roles: readonly Role[]): Promise<void> {
  const held = roles.filter((role) => OFFICERS.includes(role))
  if (held.length > 1) return Promise.reject(new Error(`${held.map((role) => ROLES[role]).join('和')}互相制约，一个人只能担任一个`))
  return held.includes('auditor') && roles.length > 1 ? Promise.reject(new Error('安全审计员不能兼任其他岗位')) : Promise.resolve()
}

function create({ username, name, roles, areas = [], units = [], password = '' }: Values) {
  return api.call(createUser, { body: { username, name, roles, areas, units, password } })
}

function change(id: string, { name, roles, areas = [], units = [], password, isActive }: Values) {
  return api.call(updateUser, { params: { id }, body: { name, roles, areas, units, ...(password ? { password } : {}), ...(isActive === undefined ? {} : { isActive }) } })
}
