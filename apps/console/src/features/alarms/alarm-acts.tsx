import { Alert, Button, Form, Input, Modal, Segmented } from 'antd'
import { useState } from 'react'
import type { AlarmDetail } from '@yihu/contracts'
import { useOffer } from '../../app/commands.ts'
import { textOf } from '../../app/conditions.tsx'
import { useKeys } from '../../app/keys.ts'
import { actsOf } from './acts-of.ts'
import type { AlarmAct } from './acts-of.ts'
import { useAct } from './use-act.ts'

/** What can be done about the alarm now, the likely one first, each with its key. */
export function AlarmActs({ alarm }: { readonly alarm: AlarmDetail }) {
  const act = useAct(alarm)
  const [open, setOpen] = useState<AlarmAct | null>(null)
  const offered = actsOf(alarm)
  const start = (one: AlarmAct) => {
    if (act.isPending) return
    if (one.form) return setOpen(one)
    act.mutate(one.id === 'come' ? { act: 'come' } : { act: 'acknowledge' })
  }
  useKeys(Object.fromEntries(offered.map((one) => [one.key, () => start(one)])))
  useOffer(`告警 ${alarm.scenario.name}`, offered.map((one) => ({ id: one.id, label: one.label, key: one.key, run: () => start(one) })))
  if (offered.length === 0) return null
  return (
    <div className="moves" role="group" aria-label="可以做的操作">
      {offered.map((one, index) => (
        <Button key={one.id} type={index === 0 ? 'primary' : 'default'} loading={act.isPending && act.variables.act === one.id} aria-keyshortcuts={one.key} onClick={() => start(one)}>{one.label} <kbd aria-hidden="true">{one.key.toUpperCase()}</kbd></Button>
      ))}
      {open ? <ActDialog alarm={alarm} act={open} onClose={() => setOpen(null)} /> : null}
    </div>
  )
}

interface ActDialogProps {
  readonly alarm: AlarmDetail
  readonly act: AlarmAct
  readonly onClose: () => void
}

const WAITS = [15, 30, 60, 120] as const

function ActDialog({ alarm, act: { id, label, form: needed }, onClose }: ActDialogProps) {
  const [form] = Form.useForm<{ text?: string; minutes?: number }>()
  const send = useAct(alarm)
  const submit = ({ text = '', minutes = 30 }: { text?: string; minutes?: number }) => {
    send.mutate(bodyOf(id, { text, minutes }), { onSuccess: onClose })
  }
  return (
    <Modal title={label} open onCancel={onClose} onOk={() => form.submit()} okText={label} cancelText="取消" confirmLoading={send.isPending}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ minutes: 30 }} onFinish={submit} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit() }}>
        {needed === 'minutes' ? <Form.Item name="minutes" label="多久以后再响"><Segmented options={WAITS.map((value) => ({ value, label: value < 60 ? `${value} 分钟` : `${value / 60} 小时` }))} /></Form.Item> : null}
        {needed === 'reason' ? <Form.Item name="text" label={id === 'false' || id === 'mark-false' ? '误报的情况' : '怎么解除的'} rules={[{ required: true, message: '请写一句' }]}><Input.TextArea autoFocus rows={3} maxLength={500} /></Form.Item> : null}
        {needed === 'note' ? <Form.Item name="text" label="补充说明（可不填）"><Input.TextArea autoFocus rows={3} maxLength={500} /></Form.Item> : null}
        {send.isError ? <Alert type="error" showIcon role="alert" title={textOf(send.error)} /> : null}
      </Form>
    </Modal>
  )
}

function bodyOf(id: AlarmAct['id'], { text, minutes }: { text: string; minutes: number }): Parameters<ReturnType<typeof useAct>['mutate']>[0] {
  switch (id) {
    case 'snooze': return { act: 'snooze', minutes }
    case 'false': return { act: 'clear', reason: text, isFalse: true }
    case 'clear': return { act: 'clear', reason: text, isFalse: false }
    case 'mark-false': return { act: 'mark-false', reason: text }
    case 'make-case': return { act: 'make-case', ...(text ? { note: text } : {}) }
    case 'come': return { act: 'come' }
    case 'acknowledge': return { act: 'acknowledge' }
  }
}
