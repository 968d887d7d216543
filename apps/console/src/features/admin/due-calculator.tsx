import { useQuery } from '@tanstack/react-query'
import { Alert, Button, DatePicker, Form, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { computeDue } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { exactText } from '../../app/time.ts'

const UNITS = [
  { value: 'working-day', label: '个工作日' },
  { value: 'working-hour', label: '个工作时' },
  { value: 'urgent-hour', label: '个紧急工作时' },
] as const

interface Asked {
  readonly start: string
  readonly amount: number
  readonly unit: (typeof UNITS)[number]['value']
}

/** Tries a deadline and shows how it comes about. */
export function DueCalculator() {
  const [asked, setAsked] = useState<Asked | null>(null)
  const due = useQuery({
    queryKey: ['calendar', 'due', asked],
    queryFn: ({ signal }) => api.call(computeDue, { query: asked ?? { start: '', amount: 0 }, signal }),
    enabled: asked !== null,
  })
  const calculate = ({ start, amount, unit }: { start: Dayjs; amount: number; unit: Asked['unit'] }) => setAsked({ start: start.toISOString(), amount, unit })
  return (
    <section className="card">
      <h2>试算期限</h2>
      <Form className="due-form" layout="inline" requiredMark={false} initialValues={{ start: dayjs(), amount: 5, unit: 'working-day' }} onFinish={calculate}>
        <Form.Item name="start" label="从" rules={[{ required: true, message: '请选开始时间' }]}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" /></Form.Item>
        <Form.Item name="amount" label="起" rules={[{ required: true, message: '请填多少' }]}><InputNumber min={0} max={366} /></Form.Item>
        <Form.Item name="unit"><Select aria-label="单位" options={[...UNITS]} /></Form.Item>
        <Button type="primary" htmlType="submit" loading={due.isFetching}>算</Button>
      </Form>
      {due.isError ? <Alert type="error" showIcon title={textOf(due.error)} /> : null}
      {due.data ? (
        <div className="due-answer" aria-live="polite">
          <p>到期：<strong>{exactText(due.data.dueAt)}</strong></p>
          <ol>{due.data.lines.map((line, i) => <li key={`${i} ${line}`}>{line}</li>)}</ol>
          {due.data.warnings.map((text) => <p key={text} className="tone-amber">◆ {text}</p>)}
        </div>
      ) : null}
    </section>
  )
}
