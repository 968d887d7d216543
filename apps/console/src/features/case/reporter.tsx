import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Popover, Radio } from 'antd'
import { useState } from 'react'
import { REPORTER_PURPOSES, revealReporter } from '@yihu/contracts'
import type { CaseDetail, ReporterPurpose } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'

function reveal(id: string, body: { purpose: ReporterPurpose; note?: string }) {
  return api.call(revealReporter, { params: { id }, body })
}

/** The reporter, masked; the whole name and phone only for a purpose, which is written down. */
export function Reporter({ detail: { id, reporter } }: { readonly detail: CaseDetail }) {
  const can = useCan()
  const [isOpen, setOpen] = useState(false)
  const show = useMutation({ mutationFn: (body: { purpose: ReporterPurpose; note?: string }) => reveal(id, body), onSuccess: () => setOpen(false) })
  const shown = show.data ?? reporter
  if (!shown || (!shown.name && !shown.phone)) return <span className="soft">没有留下联系方式</span>
  return (
    <>
      {[shown.name, shown.phone].filter(Boolean).join(' ')}
      {reporter?.through ? <span className="soft">（由 {reporter.through} 代办）</span> : null}
      {can('case.reveal') && !show.data ? (
        <Popover trigger="click" open={isOpen} onOpenChange={setOpen} title="为什么要看" content={<PurposeForm error={show.error} isBusy={show.isPending} onAsk={(body) => show.mutate(body)} />}>
          <Button type="link" size="small">查看</Button>
        </Popover>
      ) : null}
      {show.data ? <span className="soft">（已记入审计）</span> : null}
    </>
  )
}

interface PurposeFormProps {
  readonly error: Error | null
  readonly isBusy: boolean
  readonly onAsk: (body: { purpose: ReporterPurpose; note?: string }) => void
}

function PurposeForm({ error, isBusy, onAsk }: PurposeFormProps) {
  return (
    <Form className="purpose" layout="vertical" requiredMark={false} onFinish={({ purpose, note }: { purpose: ReporterPurpose; note?: string }) => onAsk({ purpose, ...(note ? { note } : {}) })}>
      <Form.Item name="purpose" rules={[{ required: true, message: '请选择用途' }]}>
        <Radio.Group className="choices">{Object.entries(REPORTER_PURPOSES).map(([value, label]) => <Radio key={value} value={value}>{label}</Radio>)}</Radio.Group>
      </Form.Item>
      <Form.Item name="note" label="说明（可不填）"><Input maxLength={200} /></Form.Item>
      {error ? <Alert type="error" showIcon title={textOf(error)} /> : null}
      <p className="soft">谁、何时、为什么看的，会记入审计，报事人可以知道。</p>
      <Button type="primary" htmlType="submit" loading={isBusy}>查看姓名和电话</Button>
    </Form>
  )
}
