import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Checkbox, Form, Input, InputNumber, Modal, Radio } from 'antd'
import { ApiError } from '@yihu/client'
import { saveSeason } from '@yihu/contracts'
import type { SeasonForm, SeasonRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { readCodes, SEASONS_KEY } from './season-values.ts'

/** The form as typed: classes are codes with separators between. */
type Typed = Omit<SeasonForm, 'classCodes'> & { readonly classCodes: string }

const EMPTY: Typed = { name: '', calendar: 'solar', month: 1, day: 1, days: 30, leadDays: 10, classCodes: '', measure: '', isActive: true }

/** Changes a season or adds one (`season` null). */
export function SeasonDialog({ season, onClose }: { readonly season: SeasonRow | null; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const make = useMutation({
    mutationFn: (typed: Typed) => api.call(saveSeason, {
      params: { id: season?.id ?? `own-${crypto.randomUUID().slice(0, 8)}` }, body: { version: season?.version ?? 0, season: { ...typed, classCodes: readCodes(typed.classCodes) } },
    }),
    onSuccess: async () => {
      void message.success('已保存')
      await queries.invalidateQueries({ queryKey: SEASONS_KEY })
      onClose()
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      const names = Object.keys(EMPTY) as (keyof Typed)[] // keys of a literal table
      form.setFields(Object.entries(error.fields ?? {}).flatMap(([path, text]) => names.filter((name) => path.startsWith(`season.${name}`)).map((name) => ({ name, errors: [text] }))))
    },
  })
  const initial = season ? { ...season.form, classCodes: season.form.classCodes.join('、') } : EMPTY
  return (
    <Modal open title={season ? `修改“${season.form.name}”` : '新增时节'} okText="保存" cancelText="取消" okButtonProps={{ loading: make.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {make.isError ? <Alert type="error" showIcon role="alert" title={textOf(make.error)} /> : null}
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(typed) => make.mutate(typed)}>
        <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写名称' }]}><Input maxLength={30} /></Form.Item>
        <Form.Item name="calendar" label="按哪种历法"><Radio.Group options={[{ value: 'solar', label: '公历' }, { value: 'lunar', label: '农历' }]} /></Form.Item>
        <Form.Item name="month" label="几月开始" rules={[{ required: true, message: '请填写月' }]}><InputNumber min={1} max={12} precision={0} /></Form.Item>
        <Form.Item name="day" label="几日开始" rules={[{ required: true, message: '请填写日' }]}><InputNumber min={1} max={31} precision={0} /></Form.Item>
        <Form.Item name="days" label="共几天" rules={[{ required: true, message: '请填写天数' }]}><InputNumber min={1} max={200} precision={0} /></Form.Item>
        <Form.Item name="leadDays" label="提前几天派任务" rules={[{ required: true, message: '请填写提前的天数' }]}><InputNumber min={1} max={60} precision={0} /></Form.Item>
        <Form.Item name="classCodes" label="哪些分类的诉求" extra="填分类代码，用顿号隔开，例如 S0406、A011003；任务按第一个分类立案" rules={[{ required: true, message: '请填写至少一个分类代码' }]}><Input /></Form.Item>
        <Form.Item name="measure" label="怎样办" rules={[{ required: true, message: '请填写怎样办' }]}><Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1000} /></Form.Item>
        <Form.Item name="isActive" valuePropName="checked"><Checkbox>启用</Checkbox></Form.Item>
      </Form>
    </Modal>
  )
}
