import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Popover } from 'antd'
import { useState } from 'react'
import { revealProposer } from '@yihu/contracts'
import type { DeliberationDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'

/** Who proposed, masked; name and telephone only for a purpose, which is written down. */
export function Proposer({ detail: { id, proposer } }: { readonly detail: DeliberationDetail }) {
  const can = useCan()
  const [isOpen, setOpen] = useState(false)
  const show = useMutation({ mutationFn: (note: string) => api.call(revealProposer, { params: { id }, body: { note } }), onSuccess: () => setOpen(false) })
  const { name, phone } = show.data ?? proposer
  return (
    <p className="soft">
      提议人：{name === null ? '本人已抹去称呼和电话' : `${name} ${phone}`}{proposer.enteredBy ? `（${proposer.enteredBy}代为登记）` : ''}
      {show.data ? '（已记入审计）' : name !== null && can('deliberation.reveal') ? (
        <Popover trigger="click" open={isOpen} onOpenChange={setOpen} title="为什么要看" content={(
          <Form className="purpose" layout="vertical" requiredMark={false} onFinish={({ note }: { note: string }) => show.mutate(note)}>
            <Form.Item name="note" label="用途" rules={[{ required: true, whitespace: true, message: '请写明用途' }]}><Input maxLength={200} placeholder="例如：征求合并" /></Form.Item>
            {show.isError ? <Alert type="error" showIcon title={textOf(show.error)} /> : null}
            <Button type="primary" htmlType="submit" loading={show.isPending}>查看称呼和电话</Button>
          </Form>
        )}>
          <Button type="link" size="small">查看</Button>
        </Popover>
      ) : null}
    </p>
  )
}
