import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { saveCalendarYear, showCalendar } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { daysIn } from './days.ts'
import { DueCalculator } from './due-calculator.tsx'
import './admin.css'

type Year = AnswerOf<typeof showCalendar>['years'][number]

/** Which days are worked, by what notice; deadlines are counted on them. */
export function CalendarPage() {
  const can = useCan()
  return can('catalogue.read') || can('calendar.edit') ? <Calendar /> : <NoPermission what="工作日历" />
}

function Calendar() {
  const can = useCan()
  const [edited, setEdited] = useState<Year | 'new' | null>(null)
  const calendar = useQuery({ queryKey: ['calendar'], queryFn: ({ signal }) => api.call(showCalendar, { signal }) })
  if (calendar.isPending) return <Loading />
  if (calendar.isError) return <Failed error={calendar.error} retry={() => void calendar.refetch()} />
  const { years, serviceHours, warnings, version } = calendar.data
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>工作日历</h1><span className="soft">版本 {version}</span>
        {can('calendar.edit') ? <Button type="primary" onClick={() => setEdited('new')}>装入一年</Button> : null}
      </div>
      {warnings.map((text) => <Alert key={text} className="import-warning" type="warning" showIcon title={text} />)}
      <DueCalculator />
      <section className="card">
        <h2>服务时间</h2>
        <ul>{serviceHours.map(({ from, to, windows }) => <li key={from}>{from} 至 {to}：{windows.map(([start, end]) => `${start}–${end}`).join('，')}</li>)}</ul>
      </section>
      <section className="card">
        <h2>放假安排</h2>
        {years.toSorted((a, b) => b.year - a.year).map((year, i) => (
          <details className="year" key={year.year} open={i === 0}>
            <summary>{year.year} 年：放假 {year.off.length} 天，调休上班 {year.work.length} 天<span className="soft">（第 {year.version} 版）</span></summary>
            <p><span className="soft">放假：</span>{year.off.join('、')}</p>
            <p><span className="soft">调休上班：</span>{year.work.join('、') || '无'}</p>
            <p><span className="soft">依据：</span><Source text={year.source} /> {can('calendar.edit') ? <Button size="small" onClick={() => setEdited(year)}>更正</Button> : null}</p>
          </details>
        ))}
      </section>
      {edited ? <YearDialog year={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}

function Source({ text }: { readonly text: string }) {
  return /^https?:/u.test(text) ? <a href={text} target="_blank" rel="noreferrer">{text}</a> : text
}

interface Values {
  readonly year: number
  readonly off: string
  readonly work: string
  readonly source: string
}

function YearDialog({ year, onClose }: { readonly year: Year | null; readonly onClose: () => void }) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (values: Values) => api.call(saveCalendarYear, { params: { year: values.year }, body: { off: daysIn(values.off), work: daysIn(values.work), source: values.source } }),
    onSuccess: ({ openCases }) => {
      message.success(`已保存，${openCases} 件未办结案件的期限将重新计算`)
      void queries.invalidateQueries({ queryKey: ['calendar'] })
      onClose()
    },
  })
  const [form] = Form.useForm<Values>()
  const initial = year ? { year: year.year, off: year.off.join('\n'), work: year.work.join('\n'), source: year.source } : { year: new Date().getFullYear() + 1, off: '', work: '', source: '' }
  return (
    <Modal title={year ? `更正 ${year.year} 年` : '装入一年'} open onCancel={onClose} okText="保存" cancelText="取消" confirmLoading={save.isPending} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={(values) => save.mutate(values)}>
        <Form.Item name="year" label="年份"><InputNumber min={2007} max={2100} precision={0} disabled={year !== null} /></Form.Item>
        <Form.Item name="off" label="放假的日子（不含普通周末）" extra="每行一天，例如 2026-10-01"><Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} /></Form.Item>
        <Form.Item name="work" label="调休上班的日子"><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} /></Form.Item>
        <Form.Item name="source" label="依据的通知" rules={[{ required: true, message: '请填写依据的通知' }]}><Input maxLength={300} placeholder="国办发明电〔2025〕…号" /></Form.Item>
        {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      </Form>
    </Modal>
  )
}
