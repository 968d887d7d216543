import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Checkbox, DatePicker, Form, Input, Modal, Select } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { addCareReminder, CARE_REMINDERS, saveCareReminder } from '@yihu/contracts'
import type { CareDetail, CareReminder, CareReminderKind } from '@yihu/contracts'
import { WEEKDAYS } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'

const EVERY_DAY = WEEKDAYS.map((_, index) => index + 1)

interface Values {
  readonly deviceId: string
  readonly kind: CareReminderKind
  readonly text: string
  readonly times: string[]
  readonly weekdays: number[]
  readonly lastDay?: Dayjs | null
}

interface ReminderDialogProps {
  readonly person: CareDetail
  /** Null: a new one. */
  readonly reminder: CareReminder | null
  readonly onClose: () => void
}

/** Adds a reminder or changes one: what is said, by which device, on which days, until when. */
export function ReminderDialog({ person: { id, devices }, reminder, onClose }: ReminderDialogProps) {
  const [form] = Form.useForm<Values>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const save = useMutation({
    mutationFn: ({ lastDay, ...rest }: Values) => {
      const body = { ...rest, lastDay: lastDay?.format('YYYY-MM-DD') ?? null }
      return reminder ? api.call(saveCareReminder, { params: { id, reminderId: reminder.id }, body: { ...body, version: reminder.version } }) : api.call(addCareReminder, { params: { id }, body })
    },
    onSuccess: () => {
      onClose()
      void message.success(reminder ? '已修改' : '已加上')
    },
    onError: (error) => showRefused(form, error),
    onSettled: () => queries.invalidateQueries({ queryKey: ['care'] }),
  })
  const callers = devices.filter(({ scope }) => scope === 'call')
  const start: Partial<Values> = reminder
    ? { deviceId: reminder.deviceId, kind: reminder.kind, text: reminder.text, times: [...reminder.times], weekdays: [...reminder.weekdays], lastDay: reminder.lastDay ? dayjs(reminder.lastDay) : null }
    : { ...(callers[0] ? { deviceId: callers[0].device.id } : {}), kind: 'medicine', times: ['08:00'], weekdays: EVERY_DAY, lastDay: null }
  return (
    <Modal title={reminder ? '修改提醒' : '加一个提醒'} open onCancel={onClose} onOk={() => form.submit()} okText={reminder ? '保存' : '加上'} cancelText="取消" confirmLoading={save.isPending}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={start} onFinish={(values) => save.mutate(values)}>
        <Form.Item name="deviceId" label="由哪台说"><Select options={callers.map(({ device }) => ({ value: device.id, label: device.name }))} /></Form.Item>
        <Form.Item name="kind" label="类别"><Select options={Object.entries(CARE_REMINDERS).map(([value, label]) => ({ value, label }))} /></Form.Item>
        <Form.Item name="text" label="提醒的话" rules={[{ required: true, message: '请写提醒的话' }]}><Input maxLength={100} placeholder="王阿姨，该吃降压药了" /></Form.Item>
        <Form.Item name="times" label="几点" extra="写成 08:30 这样，可以几个" rules={[{ required: true, message: '至少一个时间' }]}><Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ' ']} /></Form.Item>
        <Form.Item name="weekdays" label="哪几天" rules={[{ type: 'array', min: 1, message: '至少选一天' }]}><Checkbox.Group options={WEEKDAYS.map((label, index) => ({ label, value: index + 1 }))} /></Form.Item>
        <Form.Item name="lastDay" label="到哪天为止" extra="不填就一直播；过了这天留在卡片上，不再播"><DatePicker /></Form.Item>
        {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      </Form>
    </Modal>
  )
}
