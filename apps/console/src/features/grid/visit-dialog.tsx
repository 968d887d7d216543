import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { recordVisit } from '@yihu/contracts'
import type { DueItem } from '@yihu/contracts'
import { resultsOf } from '@yihu/domain'
import type { VisitResult } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { GRID_KEY } from './grid-queries.ts'

interface Typed {
  readonly result: VisitResult
  readonly notes: string
  /** What stands in the register was looked at and is right. */
  readonly isRight: 'yes' | 'no'
}

/** Writes down what came of a visit. */
export function VisitDialog({ item: { subject, routine, routineName, act, why, isDestroyed }, onClose }: { readonly item: DueItem; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const [id] = useState(() => crypto.randomUUID())
  const queries = useQueryClient()
  const { message } = App.useApp()
  const isEntry = subject.kind !== 'grid' && subject.kind !== 'part' && !isDestroyed
  const result = Form.useWatch('result', form)
  const save = useMutation({
    mutationFn: ({ result: came, notes, isRight }: Typed) => api.call(recordVisit, {
      body: { id, visit: { subject: { kind: subject.kind, id: subject.id }, routine, result: came, notes, ...(came === 'met' && isRight === 'yes' ? { verified: [{ field: '*', as: 'right' as const }] } : {}) } },
    }),
    onSuccess: async () => {
      void message.success('已记下')
      await Promise.all([GRID_KEY, 'pool', 'quality'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      onClose()
    },
  })
  return (
    <Modal open title={`${routineName}：${subject.label}`} okText="记下" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <p className="soft">{why}</p>
      <Form form={form} layout="vertical" initialValues={{ result: 'met', notes: '', isRight: 'no' }} onFinish={(typed) => save.mutate(typed)}>
        <Form.Item name="result" label="结果" rules={[{ required: true }]}><Radio.Group options={Object.entries(resultsOf({ act, kind: subject.kind, isDestroyed })).map(([value, label]) => ({ value, label }))} /></Form.Item>
        {isEntry && result === 'met' ? <Form.Item name="isRight" label="登记的内容" rules={[{ required: true }]} extra="属实的当作今天核实过；有变化的在卡片上改，只改一次，各张表都用它"><Radio.Group options={[{ value: 'no', label: '没有核对' }, { value: 'yes', label: '核对过，属实' }]} /></Form.Item> : null}
        <Form.Item name="notes" label="记录" extra="别人的隐私不用写；晚上去的、爬了几层楼，平台会算"><Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 8 }} /></Form.Item>
      </Form>
    </Modal>
  )
}
