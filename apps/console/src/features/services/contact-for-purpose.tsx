import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Popover, Radio } from 'antd'
import { useState } from 'react'
import { textOf } from '../../app/conditions.tsx'

interface Asked {
  readonly purpose: 'contact' | 'verify'
  readonly note?: string
}

interface Contact {
  readonly name: string | null
  readonly phone: string | null
}

interface ContactProps {
  readonly masked: Contact & { readonly through?: string | null }
  /** What the first purpose is called, as 「联系预约人」. */
  readonly contactLabel: string
  readonly reveal: (asked: Asked) => Promise<Contact>
}

/** Who comes, masked; name and telephone only for a purpose, which is written down. */
export function ContactForPurpose({ masked, contactLabel, reveal }: ContactProps) {
  const [isOpen, setOpen] = useState(false)
  const show = useMutation({ mutationFn: reveal, onSuccess: () => setOpen(false) })
  const shown = show.data ?? masked
  if (shown.name === null && shown.phone === null) return <span className="soft">已不再保存</span>
  return (
    <>
      {[shown.name, shown.phone].filter(Boolean).join(' ')}
      {masked.through ? <span className="soft">（由 {masked.through} 代办）</span> : null}
      {show.data ? <span className="soft">（已记入审计）</span> : (
        <Popover trigger="click" open={isOpen} onOpenChange={setOpen} title="为什么要看" content={(
          <Form className="purpose" layout="vertical" requiredMark={false} onFinish={(asked: Asked) => show.mutate(asked)}>
            <Form.Item name="purpose" rules={[{ required: true, message: '请选择用途' }]}>
              <Radio.Group className="choices"><Radio value="contact">{contactLabel}</Radio><Radio value="verify">核对到场的人</Radio></Radio.Group>
            </Form.Item>
            <Form.Item name="note" label="说明（可不填）"><Input maxLength={200} /></Form.Item>
            {show.isError ? <Alert type="error" showIcon title={textOf(show.error)} /> : null}
            <Button type="primary" htmlType="submit" loading={show.isPending}>查看称呼和电话</Button>
          </Form>
        )}>
          <Button type="link" size="small">查看</Button>
        </Popover>
      )}
    </>
  )
}
