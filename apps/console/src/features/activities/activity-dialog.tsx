import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, DatePicker, Form, Input, InputNumber, Modal } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { saveActivity, writeActivity } from '@yihu/contracts'
import type { ActivityForm, DeskActivity } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'

interface Typed extends Omit<ActivityForm, 'startsAt' | 'endsAt'> {
  readonly time: readonly [Dayjs, Dayjs]
}

const need = (message: string) => ({ required: true, whitespace: true, message })

/** Writes an activity, or changes a draft. */
export function ActivityDialog({ activity, onClose }: { readonly activity: DeskActivity | null; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const save = useMutation({
    mutationFn: ({ time: [from, until], ...typed }: Typed) => {
      const body = { ...typed, startsAt: from.toISOString(), endsAt: until.toISOString() }
      return activity ? api.call(saveActivity, { params: { id: activity.id }, body: { version: activity.version, activity: body } }) : api.call(writeActivity, { body })
    },
    onSuccess: async () => {
      void message.success('已存为草稿')
      await queries.invalidateQueries({ queryKey: ['activities'] })
      onClose()
    },
  })
  const initial = activity ? { ...activity.form, time: [dayjs(activity.form.startsAt), dayjs(activity.form.endsAt)] } : { title: '', place: '', audience: '', body: '', seats: 30, volunteerSeats: 0 }
  return (
    <Modal open width={640} title={activity ? `修改“${activity.form.title}”` : '拟一个活动'} okText="存为草稿" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={initial} onFinish={(typed) => save.mutate(typed)}>
        <Form.Item name="title" label="名称" rules={[need('请填写名称')]}><Input maxLength={60} /></Form.Item>
        <Form.Item name="time" label="从什么时候到什么时候" rules={[{ required: true, message: '请选时间' }]}><DatePicker.RangePicker showTime={{ format: 'HH:mm', minuteStep: 5 }} format="YYYY-MM-DD HH:mm" /></Form.Item>
        <Form.Item name="place" label="地点" rules={[need('请填写地点')]}><Input maxLength={100} /></Form.Item>
        <Form.Item name="audience" label="谁能来" rules={[need('请填写谁能来')]}><Input maxLength={60} placeholder="比如：六十岁以上老人优先" /></Form.Item>
        <Form.Item name="seats" label="参加名额" extra="不招参加的填 0" rules={[{ required: true, message: '请填写参加名额' }]}><InputNumber min={0} max={2000} precision={0} /></Form.Item>
        <Form.Item name="volunteerSeats" label="志愿者名额" extra="不招志愿者的填 0" rules={[{ required: true, message: '请填写志愿者名额' }]}><InputNumber min={0} max={500} precision={0} /></Form.Item>
        <Form.Item name="body" label="说明" extra="不要写个人的手机号、证件号和没有征得同意的姓名" rules={[need('请填写说明')]}><Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} /></Form.Item>
      </Form>
    </Modal>
  )
}
