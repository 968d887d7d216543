import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal, Radio } from 'antd'
import { scoreUnit } from '@yihu/contracts'
import type { DistrictCall } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'

interface Values {
  readonly score: number
  readonly note: string
}

const WORDS = ['', '很不满意', '不满意', '一般', '满意', '很满意']

/** One to five for how a unit answered a call, with the reason that the unit reads too. */
export function ScoreDialog({ call, onClose }: { readonly call: DistrictCall; readonly onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (body: Values) => api.call(scoreUnit, { params: { callId: call.id }, body }),
    onSuccess: ({ unit }) => {
      message.success(`已给${unit.name}评分`)
      void queries.invalidateQueries({ queryKey: ['powers', 'scores'] })
      onClose()
    },
  })
  return (
    <Modal title={`给${call.unit.name}评分`} open onCancel={onClose} okText="评分" cancelText="取消" confirmLoading={save.isPending} onOk={() => form.submit()}>
      <p>{call.question}</p>
      <p className="soft">答复：{call.answer?.note}</p>
      <Form form={form} layout="vertical" onFinish={(values) => save.mutate(values)}>
        <Form.Item name="score" label="分数" rules={[{ required: true, message: '请选择分数' }]}><Radio.Group options={[1, 2, 3, 4, 5].map((value) => ({ value, label: `${value} ${WORDS[value] ?? ''}` }))} /></Form.Item>
        <Form.Item name="note" label="理由（部门看得到）" rules={[{ required: true, whitespace: true, message: '请写明理由' }]}><Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} /></Form.Item>
        {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      </Form>
    </Modal>
  )
}
