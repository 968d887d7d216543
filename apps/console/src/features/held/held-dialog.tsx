import { Alert, Form, Input, Modal } from 'antd'
import { HELD_ACTS } from '@yihu/contracts'

interface Values {
  readonly into?: string
  readonly note?: string
}

interface Props {
  readonly act: 'join' | 'drop'
  readonly count: number
  readonly isBusy: boolean
  readonly problem: string | null
  readonly onDone: (values: Values) => void
  readonly onClose: () => void
}

/** Into which case reports go together, or why they are not taken. */
export function HeldDialog({ act, count, isBusy, problem, onDone, onClose }: Props) {
  const [form] = Form.useForm<Values>()
  return (
    <Modal open title={`${count} 件${HELD_ACTS[act]}`} okText="确定" cancelText="取消" confirmLoading={isBusy} onOk={() => form.submit()} onCancel={onClose}>
      <Form form={form} layout="vertical" onFinish={({ into, note }) => onDone({ ...(into?.trim() ? { into: into.trim() } : {}), ...(note?.trim() ? { note: note.trim() } : {}) })}>
        {act === 'join' ? <Form.Item name="into" label="并入已有案件的编号" extra="留空就以最早的一件为主，其余跟着它一起办、一起答复"><Input maxLength={32} /></Form.Item>
          : <Form.Item name="note" label="为什么不受理（报事人看得到）" rules={[{ required: true, whitespace: true, message: '请写明原因' }]}><Input.TextArea maxLength={300} autoSize={{ minRows: 2, maxRows: 6 }} /></Form.Item>}
        {problem === null ? null : <Alert type="error" showIcon role="alert" title={problem} />}
      </Form>
    </Modal>
  )
}
