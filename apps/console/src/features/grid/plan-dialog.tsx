import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { makePlan } from '@yihu/contracts'
import type { PlanForm } from '@yihu/contracts'
import { PLAN_TEMPLATES } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { ClassSelect } from '../case/moves/class-select.tsx'
import { unitsQuery } from '../cases/queries.ts'
import { GRID_KEY } from './grid-queries.ts'

type Typed = Omit<PlanForm, 'tasks'> & { readonly tasks: readonly (Omit<PlanForm['tasks'][number], 'unitId'> & { readonly unitId?: string })[] }

const [RENEWAL] = PLAN_TEMPLATES
const needed = (message: string) => [{ required: true, message }]

/** Plans work side by side: who does what, how long, and what has to be done before. */
export function PlanDialog({ onClose }: { readonly onClose: () => void }) {
  const [form] = Form.useForm<PlanForm>()
  const [id] = useState(() => crypto.randomUUID())
  const queries = useQueryClient()
  const { message } = App.useApp()
  const area = Form.useWatch('areaPath', form) as string | undefined // empty before a choice
  const make = useMutation({
    mutationFn: (plan: PlanForm) => api.call(makePlan, { body: { id, plan } }),
    onSuccess: async () => {
      void message.success('已定，不用等的任务都派出去了')
      await Promise.all([[GRID_KEY], ['cases']].map((queryKey) => queries.invalidateQueries({ queryKey })))
      onClose()
    },
  })
  const initial: Partial<Typed> = RENEWAL ? { name: RENEWAL.name, tasks: RENEWAL.tasks.map((task) => ({ ...task, after: [...task.after] })) } : {}
  return (
    <Modal open width="min(860px, 96vw)" title="定一个并联计划" okText="定下来，派出去" cancelText="取消" okButtonProps={{ loading: make.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {make.isError ? <Alert type="error" showIcon role="alert" title={textOf(make.error)} /> : null}
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(plan) => make.mutate(plan)}>
        <Form.Item name="name" label="名称" rules={needed('请填写名称')}><Input maxLength={40} /></Form.Item>
        <Form.Item name="areaPath" label="哪里" rules={needed('请选择哪里')}><AreaPicker value={area} onChange={(path) => form.setFieldValue('areaPath', path)} none="请选择" /></Form.Item>
        <Form.List name="tasks">{(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => <TaskFields key={key} nth={name} onRemove={fields.length > 2 && name === fields.length - 1 ? () => remove(name) : null} />)}
            <Button onClick={() => add({ title: '', text: '', days: 10, after: [] })}>加一项任务</Button>
          </>
        )}</Form.List>
      </Form>
    </Modal>
  )
}

/** Only the last task can be taken out: others are waited for by their place. */
function TaskFields({ nth, onRemove }: { readonly nth: number; readonly onRemove: (() => void) | null }) {
  const units = useQuery(unitsQuery)
  return (
    <fieldset className="grid-task">
      <legend>第 {nth + 1} 项{onRemove ? <Button size="small" type="text" danger onClick={onRemove}>去掉</Button> : null}</legend>
      <Form.Item name={[nth, 'title']} label="任务" rules={needed('请填写任务')}><Input maxLength={40} /></Form.Item>
      <Form.Item name={[nth, 'text']} label="要做什么" rules={needed('请写明要做什么')}><Input.TextArea maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} /></Form.Item>
      <div className="grid-task-row">
        <Form.Item name={[nth, 'unitId']} label="谁办" rules={needed('请选择单位')}><Select showSearch={{ optionFilterProp: 'label' }} options={(units.data?.units ?? []).map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>
        <Form.Item name={[nth, 'classCode']} label="立案的分类" rules={needed('请选择分类')}><ClassSelect /></Form.Item>
        <Form.Item name={[nth, 'days']} label="几天" rules={needed('请填写天数')}><InputNumber min={1} max={730} precision={0} /></Form.Item>
        <Form.Item name={[nth, 'after']} label="等第几项办完"><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} placeholder="不用等" options={Array.from({ length: nth }, (_, one) => ({ value: one, label: `第 ${one + 1} 项` }))} /></Form.Item>
      </div>
    </fieldset>
  )
}
