import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, InputNumber, Modal, Radio, Select } from 'antd'
import { COUNT_SUBJECTS, ruleCount, stateCount } from '@yihu/contracts'
import type { BodyOf, DisputedCount } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { countsQuery } from './quality-queries.ts'

/** Which number holds, and why. */
export function RulingDialog({ count: { subject, area, said, own }, onClose }: { readonly count: DisputedCount; readonly onClose: () => void }) {
  const [form] = Form.useForm<{ value: number; note: string }>()
  const rule = useCountMutation((body: { value: number; note: string }) => api.call(ruleCount, { body: { subject, area: area.path, ...body } }), onClose)
  const values = [...new Set([...said.map(({ value }) => value), own.value])].toSorted((a, b) => a - b)
  return (
    <Modal open title={`${area.name}的${COUNT_SUBJECTS[subject].name}以哪个数为准`} okText="裁定" cancelText="取消" okButtonProps={{ loading: rule.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {rule.isError ? <Alert type="error" showIcon role="alert" title={textOf(rule.error)} /> : null}
      <Form form={form} layout="vertical" onFinish={(body) => rule.mutate(body)}>
        <Form.Item name="value" label="以哪个为准" rules={[{ required: true, message: '请选择一个数' }]}><Radio.Group options={values.map((value) => ({ value, label: `${value} ${COUNT_SUBJECTS[subject].unit}` }))} /></Form.Item>
        <Form.Item name="note" label="依据" rules={[{ required: true, whitespace: true, message: '请写依据' }]}><Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} /></Form.Item>
      </Form>
    </Modal>
  )
}

/** What a source says. */
export function StateDialog({ onClose }: { readonly onClose: () => void }) {
  const [form] = Form.useForm<BodyOf<typeof stateCount>>()
  const add = useCountMutation((body: BodyOf<typeof stateCount>) => api.call(stateCount, { body }), onClose)
  const area = Form.useWatch('area', form)
  return (
    <Modal open title="登记一个来源的数" okText="登记" cancelText="取消" okButtonProps={{ loading: add.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {add.isError ? <Alert type="error" showIcon role="alert" title={textOf(add.error)} /> : null}
      <Form form={form} layout="vertical" onFinish={(body) => add.mutate(body)}>
        <Form.Item name="subject" label="数的是什么" rules={[{ required: true, message: '请选择' }]}><Select options={Object.entries(COUNT_SUBJECTS).map(([value, { name }]) => ({ value, label: name }))} /></Form.Item>
        <Form.Item name="area" label="哪里的" rules={[{ required: true, message: '请选择区域' }]}><AreaPicker value={area} onChange={(path) => form.setFieldValue('area', path)} none="请选择区域" /></Form.Item>
        <Form.Item name="value" label="多少" rules={[{ required: true, message: '请填写数' }]}><InputNumber min={0} max={10_000_000} precision={0} /></Form.Item>
        <Form.Item name="source" label="来源" extra="哪份材料、哪个系统" rules={[{ required: true, whitespace: true, message: '请填写来源' }]}><Input maxLength={60} /></Form.Item>
        <Form.Item name="asOf" label="哪天的数" rules={[{ required: true, pattern: /^\d{4}-\d\d-\d\d$/u, message: '请选择日期' }]}><Input type="date" /></Form.Item>
        <Form.Item name="note" label="说明（可不填）"><Input maxLength={200} /></Form.Item>
      </Form>
    </Modal>
  )
}

function useCountMutation<Body>(call: (body: Body) => Promise<DisputedCount>, onClose: () => void) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: call,
    onSuccess: async () => {
      void message.success('已记下')
      await queries.invalidateQueries({ queryKey: countsQuery.queryKey })
      onClose()
    },
  })
}
