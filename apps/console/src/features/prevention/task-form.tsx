import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input } from 'antd'
import { openPreventionTask } from '@yihu/contracts'
import type { CallOf, ClusterDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { fieldErrors, showRefused } from '../../app/refused.ts'
import { ClassSelect } from '../case/moves/class-select.tsx'
import { UnitSelect } from '../case/moves/unit-select.tsx'
import { TASKS_KEY } from './prevention-queries.ts'

type Body = CallOf<typeof openPreventionTask>['body']
type Values = Partial<Pick<Body, 'title' | 'measure' | 'unitId' | 'dueDay' | 'classCode'>>

/** A preventive task out of a cluster: who does what until when. */
export function TaskForm({ cluster, onClose }: { readonly cluster: ClusterDetail; readonly onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const open = useMutation({
    mutationFn: (body: Body) => api.call(openPreventionTask, { body }),
    onSuccess: (task) => {
      message.success(`已建任务，案件 ${task.case.number}`)
      void queries.invalidateQueries({ queryKey: TASKS_KEY })
      onClose()
    },
    onError: (error) => showRefused(form, error),
  })
  const submit = () => {
    const values = form.getFieldsValue(true) as Values // antd types the whole store as any
    const { title = '', measure = '', unitId = '', dueDay = '', classCode } = values
    const body = { title, measure, unitId, dueDay, clusterId: cluster.id, ...(classCode ? { classCode } : {}) }
    form.setFields((['title', 'measure', 'unitId', 'dueDay', 'classCode'] as const).map((name) => ({ name, errors: [] })))
    const parsed = openPreventionTask.body?.safeParse(body)
    if (parsed?.success === false) return form.setFields(fieldErrors(Object.fromEntries(parsed.error.issues.toReversed().map((issue) => [issue.path.join('.'), issue.path[0] === 'dueDay' ? '请选择办结的日子' : issue.message]))) as Parameters<typeof form.setFields>[0]) // names come from the same form
    open.mutate(body)
  }
  const unit = cluster.units[0]?.id
  return (
    <div className="task-form" onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(); if (event.key === 'Escape') onClose() }}>
      <h2>建未诉先办任务</h2>
      <Form form={form} layout="vertical" requiredMark={false} disabled={open.isPending} initialValues={{ title: cluster.name, ...(unit ? { unitId: unit } : {}), ...(cluster.class ? { classCode: cluster.class.code } : {}) }}>
        <Form.Item name="title" label="任务名称"><Input maxLength={60} autoFocus /></Form.Item>
        <Form.Item name="measure" label="怎样办"><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={1000} placeholder="例如：联合城管夜间巡查两周，引导摊贩进市场" /></Form.Item>
        <div className="task-grid">
          <Form.Item name="unitId" label="责任单位"><UnitSelect /></Form.Item>
          <Form.Item name="dueDay" label="办结的日子"><Input type="date" /></Form.Item>
          <Form.Item name="classCode" label="哪一类事"><ClassSelect /></Form.Item>
        </div>
      </Form>
      {open.isError ? <Alert type="error" showIcon role="alert" title={textOf(open.error)} /> : null}
      <div className="move-foot"><Button type="primary" loading={open.isPending} onClick={submit}>建任务 <kbd aria-hidden="true">Ctrl Enter</kbd></Button><Button onClick={onClose}>先不建</Button></div>
    </div>
  )
}
