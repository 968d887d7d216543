import { Alert, Button, Form, Input, Radio } from 'antd'
import { textOf } from '../../app/conditions.tsx'

type Purpose = 'contact' | 'visit' | 'emergency'

const PURPOSES: readonly (readonly [value: Purpose, label: string])[] = [['contact', '电话联系'], ['visit', '上门探望'], ['emergency', '紧急情况']]

interface PurposeFormProps {
  readonly error: Error | null
  readonly isBusy: boolean
  readonly onAsk: (body: { readonly purpose: Purpose; readonly note?: string }) => void
}

/** What somebody wants to see names and numbers for; it is written down. */
export function PurposeForm({ error, isBusy, onAsk }: PurposeFormProps) {
  return (
    <Form className="purpose" layout="vertical" requiredMark={false} onFinish={({ purpose, note }: { purpose: Purpose; note?: string }) => onAsk({ purpose, ...(note ? { note } : {}) })}>
      <Form.Item name="purpose" rules={[{ required: true, message: '请选择用途' }]}>
        <Radio.Group className="choices">{PURPOSES.map(([value, label]) => <Radio key={value} value={value}>{label}</Radio>)}</Radio.Group>
      </Form.Item>
      <Form.Item name="note" label="说明（可不填）"><Input maxLength={200} /></Form.Item>
      {error ? <Alert type="error" showIcon title={textOf(error)} /> : null}
      <p className="soft">谁、何时、为什么看的，会记入审计和这张卡片。</p>
      <Button type="primary" htmlType="submit" loading={isBusy}>查看</Button>
    </Form>
  )
}
