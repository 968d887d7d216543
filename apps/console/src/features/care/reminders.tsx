import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { addCareReminder, CARE_REMINDERS, removeCareReminder } from '@yihu/contracts'
import type { CareDetail, CareReminderKind } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'

interface Values {
  readonly deviceId: string
  readonly kind: CareReminderKind
  readonly text: string
  readonly times: string[]
}

/** What the one-key caller says, and when. */
export function Reminders({ person: { id, reminders, devices, consent, mayEdit } }: { readonly person: CareDetail }) {
  const [isOpen, setOpen] = useState(false)
  const queries = useQueryClient()
  const { message } = App.useApp()
  const settle = { onError: (error: Error) => void message.error(textOf(error)), onSettled: () => queries.invalidateQueries({ queryKey: ['care'] }) }
  const add = useMutation({ mutationFn: (body: Values) => api.call(addCareReminder, { params: { id }, body: { ...body, weekdays: [1, 2, 3, 4, 5, 6, 7], lastDay: null } }), onSuccess: () => setOpen(false), ...settle })
  const remove = useMutation({ mutationFn: (reminderId: string) => api.call(removeCareReminder, { params: { id, reminderId } }), ...settle })
  const callers = devices.filter(({ scope }) => scope === 'call')
  return (
    <section className="card" aria-label="提醒">
      <h2>提醒</h2>
      {reminders.length === 0 ? <p className="soft">还没有提醒。{consent.scopes.includes('reminder') ? (callers.length > 0 ? '' : '要先连一台一键呼叫器。') : '本人没有同意语音提醒。'}</p> : null}
      <ul className="care-reminders">
        {reminders.map(({ id: reminderId, kindName, text, times, nextAt }) => (
          <li key={reminderId}><span><strong>{kindName}</strong>　{times.join('、')}　“{text}”{nextAt ? <span className="soft">　下一次 <When at={nextAt} /></span> : null}</span>{mayEdit ? <Button size="small" aria-label={`删去提醒 ${text}`} onClick={() => remove.mutate(reminderId)}>删去</Button> : null}</li>
        ))}
      </ul>
      {mayEdit && callers.length > 0 && consent.scopes.includes('reminder') ? <Button onClick={() => setOpen(true)}>加一个提醒</Button> : null}
      {isOpen ? (
        <Modal title="加一个提醒" open onCancel={() => setOpen(false)} footer={null}>
          <Form layout="vertical" requiredMark={false} initialValues={{ deviceId: callers[0]?.device.id, kind: 'medicine', times: ['08:00'] }} onFinish={(values: Values) => add.mutate(values)}>
            <Form.Item name="deviceId" label="由哪台说"><Select options={callers.map(({ device }) => ({ value: device.id, label: device.name }))} /></Form.Item>
            <Form.Item name="kind" label="类别"><Select options={Object.entries(CARE_REMINDERS).map(([value, label]) => ({ value, label }))} /></Form.Item>
            <Form.Item name="text" label="提醒的话" rules={[{ required: true, message: '请写提醒的话' }]}><Input maxLength={100} placeholder="王阿姨，该吃降压药了" /></Form.Item>
            <Form.Item name="times" label="每天几点" extra="写成 08:30 这样，可以几个" rules={[{ required: true, message: '至少一个时间' }]}><Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ' ']} /></Form.Item>
            <Button type="primary" htmlType="submit" loading={add.isPending}>加上</Button>
          </Form>
        </Modal>
      ) : null}
    </section>
  )
}
