import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal, Select } from 'antd'
import { previewLeave, takeLeave } from '@yihu/contracts'
import type { AnswerOf, BodyOf, listLeaves } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { GRID_KEY } from './grid-queries.ts'
import { LeaveSpread } from './leave-spread.tsx'

type Typed = BodyOf<typeof takeLeave>

/** Plans a leave: first it is shown how the work would be spread, then it is done. */
export function LeaveDialog({ workers, onClose }: { readonly workers: AnswerOf<typeof listLeaves>['workers']; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const preview = useMutation({ mutationFn: (body: Typed) => api.call(previewLeave, { body }) })
  const take = useMutation({
    mutationFn: (body: Typed) => api.call(takeLeave, { body }),
    onSuccess: async () => {
      void message.success('已安排，顶岗的人这几天看得到这些楼栋')
      await queries.invalidateQueries({ queryKey: [GRID_KEY] })
      onClose()
    },
  })
  const error = take.error ?? preview.error
  const isSeen = preview.isSuccess
  return (
    <Modal open title="安排休假" okText={isSeen ? '就这样安排' : '看看怎样分'} cancelText="取消" okButtonProps={{ loading: preview.isPending || take.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {error ? <Alert type="error" showIcon role="alert" title={textOf(error)} /> : null}
      <Form form={form} layout="vertical" onValuesChange={() => preview.reset()} onFinish={(typed) => (isSeen ? take.mutate(typed) : preview.mutate(typed))}>
        <Form.Item name="userId" label="谁休假" rules={[{ required: true, message: '请选择网格员' }]}><Select showSearch={{ optionFilterProp: 'label' }} options={workers.map(({ id, name, area }) => ({ value: id, label: `${name}（${area}）` }))} /></Form.Item>
        <Form.Item name="since" label="从哪天" rules={[{ required: true, message: '请选择日期' }]}><Input type="date" /></Form.Item>
        <Form.Item name="until" label="到哪天（含）" rules={[{ required: true, message: '请选择日期' }]}><Input type="date" /></Form.Item>
      </Form>
      {preview.data ? <><p className="soft">{preview.data.why}</p><LeaveSpread plan={preview.data} /></> : null}
    </Modal>
  )
}
