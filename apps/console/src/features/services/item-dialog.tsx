import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Checkbox, Form, Input, InputNumber, Modal, Select } from 'antd'
import { ApiError } from '@yihu/client'
import { saveServiceItem } from '@yihu/contracts'
import type { ServiceRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { fieldOf, formOf, typedOf } from './item-values.ts'
import type { Typed } from './item-values.ts'

const needed = (name: string) => [{ required: true, message: `请填写${name}` }]

/** Changes a service item or adds one (`row` null). */
export function ItemDialog({ row, onClose }: { readonly row: ServiceRow | null; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const save = useMutation({
    mutationFn: (typed: Typed) => api.call(saveServiceItem, { params: { id: row?.id ?? `own-${crypto.randomUUID().slice(0, 8)}` }, body: { version: row?.version ?? 0, item: formOf(typed) } }),
    onSuccess: async () => {
      void message.success('已保存，居民马上看得到')
      await queries.invalidateQueries({ queryKey: ['services'] })
      onClose()
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      form.setFields(Object.entries(error.fields ?? {}).flatMap(([path, text]) => { const name = fieldOf(path); return name ? [{ name, errors: [text] }] : [] }))
    },
  })
  return (
    <Modal open width={640} title={row ? `修改“${row.form.name}”` : '新增事项'} okText="保存" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={typedOf(row?.form ?? null)} onFinish={(typed) => save.mutate(typed)}>
        <Form.Item name="name" label="名称" rules={needed('名称')}><Input maxLength={30} /></Form.Item>
        <Form.Item name="words" label="俗称" extra="居民平常怎么说，用顿号隔开；搜索靠它"><Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} /></Form.Item>
        <Form.Item name="guide" label="怎么办" rules={needed('怎么办')}><Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1000} /></Form.Item>
        <Form.Item name="who" label="谁能办" rules={needed('谁能办')}><Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={300} /></Form.Item>
        <Form.Item name="materials" label="材料" extra="一行一样；不用带就空着"><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} /></Form.Item>
        <Limit />
        <Form.Item name="office" label="办理单位" rules={needed('办理单位')}><Input maxLength={60} /></Form.Item>
        <Form.Item name="place" label="地点" rules={needed('地点')}><Input maxLength={200} /></Form.Item>
        <Form.Item name="phone" label="电话" rules={needed('电话')}><Input maxLength={20} /></Form.Item>
        <Form.Item name="link" label="网上办的网址" extra="https:// 开头；没有就空着"><Input maxLength={300} /></Form.Item>
        <Booking />
        <Form.Item name="canHelp" valuePropName="checked"><Checkbox>网格员可以上门代办</Checkbox></Form.Item>
        <Form.Item name="isActive" valuePropName="checked"><Checkbox>启用（不勾就停办，居民看不到）</Checkbox></Form.Item>
      </Form>
    </Modal>
  )
}

function Limit() {
  return (
    <>
      <Form.Item name="amount" label="几天办好" rules={needed('期限')}><InputNumber min={1} max={366} precision={0} /></Form.Item>
      <Form.Item name="unit" label="期限的单位">
        <Select options={[{ value: 'working-day', label: '工作日' }, { value: 'working-hour', label: '工作时' }, { value: 'urgent-hour', label: '紧急工作时（不分昼夜）' }]} />
      </Form.Item>
      <Form.Item name="basis" label="期限的依据" rules={needed('期限的依据')}><Input maxLength={300} /></Form.Item>
    </>
  )
}

/** When people may come; only the working days of the calendar count. */
function Booking() {
  const isBooked = Form.useWatch('isBooked') as boolean | undefined // a checkbox of this form
  return (
    <>
      <Form.Item name="isBooked" valuePropName="checked"><Checkbox>可以预约</Checkbox></Form.Item>
      <div hidden={!isBooked}>
        <Form.Item name="windows" label="办理时间" extra="例如 09:00-11:30、14:00-16:30；只排工作日"><Input /></Form.Item>
        <Form.Item name="minutes" label="每次几分钟"><InputNumber min={10} max={120} precision={0} /></Form.Item>
        <Form.Item name="seats" label="几个窗口"><InputNumber min={1} max={20} precision={0} /></Form.Item>
        <Form.Item name="days" label="可以约几个工作日以内"><InputNumber min={1} max={30} precision={0} /></Form.Item>
      </div>
    </>
  )
}
