import { useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, InputNumber, Modal } from 'antd'
import { foreseeCalendarYear, saveCalendarYear } from '@yihu/contracts'
import type { AnswerOf, showCalendar } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { daysIn } from './days.ts'
import { EffectStep } from './due-effect.tsx'
import { useEffectFirst } from './use-effect-first.ts'

export type Year = AnswerOf<typeof showCalendar>['years'][number]

interface Values {
  readonly year: number
  readonly off: string
  readonly work: string
  readonly source: string
}

interface YearDialogProps {
  /** The year to correct; null: a new one. */
  readonly year: Year | null
  /** The calendar the person looks at. */
  readonly seen: string
  readonly onClose: () => void
}

/** A year's notice: what it does to open deadlines is shown before it is saved. */
export function YearDialog({ year, seen, onClose }: YearDialogProps) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Values>()
  const steps = useEffectFirst<Values>({
    foresee: (values) => api.call(foreseeCalendarYear, { params: { year: values.year }, body: { off: daysIn(values.off), work: daysIn(values.work) } }),
    save: (values) => api.call(saveCalendarYear, { params: { year: values.year }, body: { off: daysIn(values.off), work: daysIn(values.work), source: values.source, seen } }),
    onSaved: (openCases) => {
      message.success(`已保存，${openCases} 件未办结案件的期限将重新计算`)
      void queries.invalidateQueries({ queryKey: ['calendar'] })
      onClose()
    },
  })
  const initial = year ? { year: year.year, off: year.off.join('\n'), work: year.work.join('\n'), source: year.source } : { year: new Date().getFullYear() + 1, off: '', work: '', source: '' }
  return (
    <Modal title={year ? `更正 ${year.year} 年` : '装入一年'} open onCancel={onClose} okText={steps.effect ? '确认保存' : '看看影响'} cancelText="取消" confirmLoading={steps.isBusy} onOk={() => form.submit()} width={680}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={steps.submit} onValuesChange={steps.forget}>
        <Form.Item name="year" label="年份"><InputNumber min={2007} max={2100} precision={0} disabled={year !== null} /></Form.Item>
        <Form.Item name="off" label="放假的日子（不含普通周末）" extra="每行一天，例如 2026-10-01"><Input.TextArea autoSize={{ minRows: 4, maxRows: 8 }} /></Form.Item>
        <Form.Item name="work" label="调休上班的日子"><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} /></Form.Item>
        <Form.Item name="source" label="依据的通知" rules={[{ required: true, message: '请填写依据的通知' }]}><Input maxLength={300} placeholder="国办发明电〔2025〕…号" /></Form.Item>
        <EffectStep error={steps.error} effect={steps.effect} />
      </Form>
    </Modal>
  )
}
