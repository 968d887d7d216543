import { Alert, Form, Input, Modal, Segmented } from 'antd'
import type { KeyboardEvent, ReactNode } from 'react'
import { uploadAlarmFile } from '@yihu/contracts'
import type { AlarmDetail, PlaybookStep } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'
import { EvidenceInput } from '../case/moves/evidence-input.tsx'
import type { SentFile } from '../case/moves/move-values.ts'
import { useAct } from './use-act.ts'

interface Values {
  readonly outcome: 'done' | 'skipped'
  readonly note?: string
  readonly files?: readonly SentFile[]
}

interface StepDialogProps {
  readonly alarm: AlarmDetail
  readonly step: PlaybookStep
  readonly onClose: () => void
}

/** What became of one step, with what it asks for. */
export function StepDialog({ alarm, step: { index, text, only, proof }, onClose }: StepDialogProps) {
  const [form] = Form.useForm<Values>()
  const isDone = (Form.useWatch('outcome', form) ?? 'done') === 'done'
  const act = useAct(alarm)
  const send = ({ outcome, note, files = [] }: Values) => act.mutate({ act: 'step', index, outcome, ...(note ? { note } : {}), files: files.map(({ id }) => id) }, {
    onSuccess: onClose,
    onError: (error) => showRefused(form, error),
  })
  const isNoteNeeded = isDone ? proof !== null && proof.kind !== 'photo' : only === null
  return (
    <Dialog title={`第 ${index + 1} 步`} isBusy={act.isPending} onOk={() => form.submit()} onClose={onClose}>
      <p><strong>{text}</strong></p>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ outcome: 'done' }} onFinish={send} onKeyDown={onCtrlEnter(() => form.submit())}>
        <Form.Item name="outcome" label={only ? `这一步只在“${only}”时做` : '结果'}><Segmented options={[{ value: 'done', label: '做了' }, { value: 'skipped', label: '不适用' }]} /></Form.Item>
        <Form.Item name="note" label={isNoteNeeded ? (isDone && proof?.kind === 'call' ? '打给谁、说了什么' : '情况') : '情况（可不填）'} rules={isNoteNeeded ? [{ required: true, message: '请写一句' }] : []}><Input.TextArea autoFocus rows={3} maxLength={500} /></Form.Item>
        {isDone ? <Form.Item name="files" label={proof?.kind === 'photo' ? '照片' : '照片（可不传）'} rules={proof?.kind === 'photo' ? [{ required: true, message: '这一步要留照片' }] : []}><EvidenceInput send={(file, onProgress) => api.upload(uploadAlarmFile, { params: { id: alarm.id }, file, onProgress })} /></Form.Item> : null}
        {act.isError ? <Alert type="error" showIcon role="alert" title={textOf(act.error)} /> : null}
      </Form>
    </Dialog>
  )
}

/** Ends the run although steps are open. */
export function EndDialog({ alarm, onClose }: Pick<StepDialogProps, 'alarm' | 'onClose'>) {
  const [form] = Form.useForm<{ note: string }>()
  const act = useAct(alarm)
  return (
    <Dialog title="结束处置" isBusy={act.isPending} onOk={() => form.submit()} onClose={onClose}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ note }) => act.mutate({ act: 'end-run', note }, { onSuccess: onClose })} onKeyDown={onCtrlEnter(() => form.submit())}>
        <Form.Item name="note" label="还有步骤没做，为什么结束" rules={[{ required: true, message: '请写一句' }]}><Input.TextArea autoFocus rows={3} maxLength={500} /></Form.Item>
        {act.isError ? <Alert type="error" showIcon role="alert" title={textOf(act.error)} /> : null}
      </Form>
    </Dialog>
  )
}

function Dialog({ title, isBusy, onOk, onClose, children }: { readonly title: string; readonly isBusy: boolean; readonly onOk: () => void; readonly onClose: () => void; readonly children: ReactNode }) {
  return <Modal title={title} open onCancel={onClose} onOk={onOk} okText="记下" cancelText="取消" confirmLoading={isBusy}>{children}</Modal>
}

function onCtrlEnter(submit: () => void): (event: KeyboardEvent) => void {
  return (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit() }
}
