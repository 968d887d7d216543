import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, DatePicker, Form, Input, Modal, Popconfirm, Radio } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { markDevice, renewSecret } from '@yihu/contracts'
import type { DeviceDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'
import { SecretShown } from '../../app/secret-shown.tsx'
import { serverNow } from '../../app/server-time.ts'
import { DeviceDialog } from './device-dialog.tsx'
import { SECRET_HINT } from './secret-hint.ts'

/** What its keeper may do with a device. */
export function DeviceActs({ device }: { readonly device: DeviceDetail }) {
  const [open, setOpen] = useState<'edit' | 'mark' | null>(null)
  const queries = useQueryClient()
  const { message } = App.useApp()
  const settle = () => void queries.invalidateQueries({ queryKey: ['device', device.id] })
  const unmark = useMutation({ mutationFn: () => api.call(markDevice, { params: { id: device.id }, body: { mark: 'none' } }), onError: (error) => void message.error(textOf(error)), onSettled: settle })
  const renew = useMutation({ mutationFn: () => api.call(renewSecret, { params: { id: device.id } }), onError: (error) => void message.error(textOf(error)), onSettled: settle })
  return (
    <div className="moves" role="group" aria-label="可以做的操作">
      <Button onClick={() => setOpen('edit')}>修改</Button>
      {device.maintenance || device.fault ? <Button loading={unmark.isPending} onClick={() => unmark.mutate()}>撤销标记</Button> : <Button onClick={() => setOpen('mark')}>标记维护或故障</Button>}
      <Popconfirm title="换一个密钥？" description="原来的马上失效，设备会断开，要把新密钥填进去才能再连。" okText="换" cancelText="不换" onConfirm={() => renew.mutate()}>
        <Button loading={renew.isPending}>换密钥</Button>
      </Popconfirm>
      <Link to="/device-labels" search={{ q: device.id }} className="device-label-link">打印标签</Link>
      {open === 'edit' ? <DeviceDialog device={device} onClose={() => setOpen(null)} onDone={() => setOpen(null)} /> : null}
      {open === 'mark' ? <MarkDialog device={device} onClose={() => setOpen(null)} /> : null}
      {renew.data ? <SecretShown title={`“${device.name}”的新密钥`} secret={renew.data.secret} hint={SECRET_HINT} onClose={() => renew.reset()} /> : null}
    </div>
  )
}

interface MarkValues {
  readonly mark: 'maintenance' | 'fault'
  readonly until: Dayjs
  readonly note: string
}

function MarkDialog({ device, onClose }: { readonly device: DeviceDetail; readonly onClose: () => void }) {
  const [form] = Form.useForm<MarkValues>()
  const queries = useQueryClient()
  const mark = Form.useWatch('mark', form) ?? 'maintenance'
  const send = useMutation({
    mutationFn: (values: MarkValues) => api.call(markDevice, {
      params: { id: device.id }, body: values.mark === 'fault' ? { mark: 'fault', note: values.note } : { mark: 'maintenance', until: values.until.toISOString(), note: values.note },
    }),
    onSuccess: (fresh) => {
      queries.setQueryData(['device', device.id], fresh)
      onClose()
    },
    onError: (error) => showRefused(form, error),
  })
  return (
    <Modal title="标记维护或故障" open onCancel={onClose} onOk={() => form.submit()} okText="标记" cancelText="取消" confirmLoading={send.isPending}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ mark: 'maintenance', until: dayjs(serverNow()).add(4, 'hour') }} onFinish={(values) => send.mutate(values)}>
        <Form.Item name="mark"><Radio.Group options={[{ value: 'maintenance', label: '维护中（到时自动恢复）' }, { value: 'fault', label: '有故障' }]} /></Form.Item>
        {mark === 'maintenance' ? <Form.Item name="until" label="到什么时候" rules={[{ required: true, message: '请选择到什么时候' }]}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" /></Form.Item> : null}
        <Form.Item name="note" label={mark === 'fault' ? '故障现象' : '说明'} rules={[{ required: true, message: '请写一句' }]}><Input maxLength={200} /></Form.Item>
        {send.isError ? <Alert type="error" showIcon role="alert" title={textOf(send.error)} /> : null}
      </Form>
    </Modal>
  )
}
