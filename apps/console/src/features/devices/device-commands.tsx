import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal, Popconfirm } from 'antd'
import { useState } from 'react'
import { listDeviceCommands, sendDeviceCommand } from '@yihu/contracts'
import type { BodyOf, DeviceCommand } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'

const SHAPES: Readonly<Record<DeviceCommand['state'], readonly [shape: string, tone: string]>> = { waiting: ['○', 'soft'], sent: ['◐', 'soft'], done: ['●', 'tone-green'], refused: ['▲', 'tone-red'], expired: ['—', 'tone-amber'] }
/** While one is under way the answer is looked for often. */
const SOON_MS = 5000

/** What a device was told, and what it answered. */
export function DeviceCommands({ id, name }: { readonly id: string; readonly name: string }) {
  const can = useCan()
  const [open, setOpen] = useState<'say' | 'set' | null>(null)
  const queries = useQueryClient()
  const { message } = App.useApp()
  const found = useQuery({
    queryKey: ['device', id, 'commands'], queryFn: ({ signal }) => api.call(listDeviceCommands, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.commands.some((one) => one.state === 'waiting' || one.state === 'sent') ? SOON_MS : false),
  })
  const send = useMutation({
    mutationFn: (body: BodyOf<typeof sendDeviceCommand>) => api.call(sendDeviceCommand, { params: { id }, body }),
    onSuccess: () => setOpen(null), onError: (error) => void message.error(textOf(error)), onSettled: () => queries.invalidateQueries({ queryKey: ['device', id, 'commands'] }),
  })
  return (
    <section className="card" aria-label="命令">
      <h2>命令</h2>
      {can('device.command') ? (
        <div className="moves" role="group" aria-label="发命令">
          <Button onClick={() => setOpen('say')}>语音播报</Button>
          <Button onClick={() => setOpen('set')}>改设置</Button>
          <Popconfirm title={`让“${name}”重启？`} okText="重启" cancelText="不用" onConfirm={() => send.mutate({ kind: 'restart' })}><Button>重启</Button></Popconfirm>
        </div>
      ) : null}
      {found.isPending ? <Loading rows={2} /> : null}
      {found.isError ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
      {found.data && found.data.commands.length === 0 ? <p className="soft">还没有发过命令。连着的马上发，没连着的等它连上，一天后作废。</p> : null}
      <ul className="device-commands">{found.data?.commands.map((one) => <Line key={one.id} command={one} />)}</ul>
      {open ? <CommandDialog kind={open} isBusy={send.isPending} error={send.error} onSend={(body) => send.mutate(body)} onClose={() => setOpen(null)} /> : null}
    </section>
  )
}

function Line({ command: { kindName, text, state, stateName, queuedAt, queuedBy, answeredAt, answer } }: { readonly command: DeviceCommand }) {
  const [shape, tone] = SHAPES[state]
  return (
    <li>
      <p><span className={tone}><span aria-hidden="true">{shape}</span> {stateName}</span>　<strong>{kindName}</strong>　{text}</p>
      <p className="soft">{queuedBy} <When at={queuedAt} />{answeredAt ? <>，<When at={answeredAt} /> 回执{answer ? `：${answer}` : ''}</> : null}</p>
    </li>
  )
}

interface CommandDialogProps {
  readonly kind: 'say' | 'set'
  readonly isBusy: boolean
  readonly error: Error | null
  readonly onSend: (body: BodyOf<typeof sendDeviceCommand>) => void
  readonly onClose: () => void
}

function CommandDialog({ kind, isBusy, error, onSend, onClose }: CommandDialogProps) {
  const [form] = Form.useForm<{ text?: string; name?: string; value?: string }>()
  const submit = ({ text = '', name = '', value = '' }: { text?: string; name?: string; value?: string }) => onSend(kind === 'say' ? { kind, text } : { kind, settings: { [name]: valueOf(value) } })
  const title = kind === 'say' ? '语音播报' : '改设置'
  return (
    <Modal title={title} open onCancel={onClose} onOk={() => form.submit()} okText="发出" cancelText="取消" confirmLoading={isBusy}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        {kind === 'say' ? <Form.Item name="text" label="要说的话" rules={[{ required: true, message: '请写要说的话' }]}><Input.TextArea autoFocus rows={3} maxLength={200} /></Form.Item> : (
          <>
            <Form.Item name="name" label="哪一项（按设备说明书的名字）" rules={[{ required: true, message: '请写哪一项' }]}><Input autoFocus maxLength={40} placeholder="例如 period" /></Form.Item>
            <Form.Item name="value" label="改成" rules={[{ required: true, message: '请写改成什么' }]}><Input maxLength={100} placeholder="例如 300" /></Form.Item>
          </>
        )}
        {error ? <Alert type="error" showIcon role="alert" title={textOf(error)} /> : null}
      </Form>
    </Modal>
  )
}

/** Numbers and switches as such, everything else as words. */
function valueOf(text: string): number | string | boolean {
  const said = text.trim()
  if (said === 'true' || said === 'false') return said === 'true'
  return said !== '' && Number.isFinite(Number(said)) ? Number(said) : said
}
