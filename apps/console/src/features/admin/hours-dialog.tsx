import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal } from 'antd'
import { foreseeServiceHours, saveServiceHours } from '@yihu/contracts'
import type { AnswerOf, showCalendar } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { EffectStep } from './due-effect.tsx'
import { hoursOf, windowsText } from './hours-form.ts'
import type { SeasonText } from './hours-form.ts'
import { useEffectFirst } from './use-effect-first.ts'

type Calendar = AnswerOf<typeof showCalendar>

interface Values {
  readonly usual: string
  readonly seasons: readonly SeasonText[]
  readonly source: string
}

/** The hours of service: what they do to open deadlines is shown before they are saved. */
export function HoursDialog({ calendar, onClose }: { readonly calendar: Calendar; readonly onClose: () => void }) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Values>()
  const steps = useEffectFirst<Values>({
    foresee: ({ usual, seasons }) => api.call(foreseeServiceHours, { body: { hours: hoursOf(usual, seasons) } }),
    save: ({ usual, seasons, source }) => api.call(saveServiceHours, { body: { hours: hoursOf(usual, seasons), source, seen: calendar.version } }),
    onSaved: (openCases) => {
      message.success(`已保存，${openCases} 件未办结案件的期限将重新计算`)
      void queries.invalidateQueries({ queryKey: ['calendar'] })
      onClose()
    },
  })
  const [usual, ...seasons] = calendar.serviceHours
  const initial = { usual: windowsText(usual?.windows ?? []), seasons: seasons.map(({ from, to, windows }) => ({ from, to, windows: windowsText(windows) })), source: '' }
  return (
    <Modal title="修改服务时间" open onCancel={onClose} okText={steps.effect ? '确认保存' : '看看影响'} cancelText="取消" confirmLoading={steps.isBusy} onOk={() => form.submit()} width={680}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={steps.submit} onValuesChange={steps.forget}>
        <Form.Item name="usual" label="平时" extra="例如 8:30-12:00，13:30-17:30" rules={[{ required: true, message: '请填写平时的服务时间' }]}><Input /></Form.Item>
        <Form.List name="seasons">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <div key={key} className="season">
                  <Form.Item name={[name, 'from']} label="从"><Input placeholder="06-01" /></Form.Item>
                  <Form.Item name={[name, 'to']} label="到"><Input placeholder="09-30" /></Form.Item>
                  <Form.Item name={[name, 'windows']} label="服务时间"><Input placeholder="8:30-12:00，14:00-18:00" /></Form.Item>
                  <Button onClick={() => remove(name)} aria-label="去掉这一段日期">去掉</Button>
                </div>
              ))}
              <Form.Item><Button onClick={() => add({ from: '', to: '', windows: '' })}>加一段日期（夏季、冬季）</Button></Form.Item>
            </>
          )}
        </Form.List>
        <Form.Item name="source" label="依据" rules={[{ required: true, message: '请填写依据' }]}><Input maxLength={300} placeholder="通知或会议纪要" /></Form.Item>
        <EffectStep error={steps.error} effect={steps.effect} />
      </Form>
    </Modal>
  )
}
