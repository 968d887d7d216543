import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Modal, Select } from 'antd'
import { changePlanTask } from '@yihu/contracts'
import type { BodyOf, PlanRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Loading, textOf } from '../../app/conditions.tsx'
import { ClassSelect } from '../case/moves/class-select.tsx'
import { unitsQuery } from '../cases/queries.ts'
import { GRID_KEY } from './grid-queries.ts'

type Typed = Omit<BodyOf<typeof changePlanTask>, 'version'>

interface PlanTaskDialogProps {
  readonly plan: PlanRow
  readonly nth: number
  readonly onClose: () => void
}

/** Gives a task that is not under way to another unit, or under another class; it goes out if its turn has come. */
export function PlanTaskDialog({ plan: { id, version, tasks }, nth, onClose }: PlanTaskDialogProps) {
  const [form] = Form.useForm<Typed>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const units = useQuery(unitsQuery)
  const task = tasks[nth]
  const change = useMutation({
    mutationFn: (typed: Typed) => api.call(changePlanTask, { params: { id, nth }, body: { version, ...typed } }),
    onSuccess: async () => {
      void message.success(task?.state === 'stuck' ? '改好了，已派出去' : '改好了，轮到时派给他们')
      await Promise.all([[GRID_KEY], ['cases']].map((queryKey) => queries.invalidateQueries({ queryKey })))
      onClose()
    },
    // Somebody else may have changed it: the next try stands on how it is now.
    onError: () => queries.invalidateQueries({ queryKey: [GRID_KEY] }),
  })
  const options = (units.data?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name }))
  const isThere = options.some(({ value }) => value === task?.unitId)
  return (
    <Modal open title={`第 ${nth + 1} 项“${task?.title ?? ''}”改由谁办`} okText={task?.state === 'stuck' ? '改好，派出去' : '改好'} cancelText="取消" okButtonProps={{ loading: change.isPending, disabled: !units.data }} onOk={() => form.submit()} onCancel={onClose}>
      {change.isError ? <Alert type="error" showIcon role="alert" title={textOf(change.error)} /> : null}
      {task?.problem ? <p className="tone-red">{task.problem}</p> : null}
      {units.isError ? <Alert type="error" showIcon role="alert" title={textOf(units.error)} /> : null}
      {units.data ? (
        <Form form={form} layout="vertical" initialValues={{ ...(task && isThere ? { unitId: task.unitId } : {}), ...(task ? { classCode: task.classCode } : {}) }} onFinish={(typed) => change.mutate(typed)}>
          <Form.Item name="unitId" label="谁办" rules={[{ required: true, message: '请选择单位' }]}><Select showSearch={{ optionFilterProp: 'label' }} options={options} /></Form.Item>
          <Form.Item name="classCode" label="立案的分类" rules={[{ required: true, message: '请选择分类' }]}><ClassSelect /></Form.Item>
        </Form>
      ) : units.isError ? null : <Loading rows={2} />}
    </Modal>
  )
}
