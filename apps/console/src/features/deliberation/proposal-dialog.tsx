import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal, Select } from 'antd'
import { enterProposal } from '@yihu/contracts'
import type { CallOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'
import { DELIBERATIONS_KEY, deliberationQuery, hallsQuery } from './deliberation-queries.ts'

type Typed = Omit<CallOf<typeof enterProposal>['body'], 'clientId'>
const needed = (name: string) => [{ required: true, whitespace: true, message: `请填写${name}` }]

/** Enters what a resident proposes by telephone or at the desk. */
export function ProposalDialog({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: (id: string) => void }) {
  const [form] = Form.useForm<Typed>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const halls = useQuery(hallsQuery)
  const save = useMutation({
    mutationFn: (typed: Typed) => api.call(enterProposal, { body: { ...typed, clientId: crypto.randomUUID() } }),
    onSuccess: (detail) => {
      void message.success(`已登记 ${detail.number}，看过以后请公开`)
      queries.setQueryData(deliberationQuery(detail.id).queryKey, detail)
      void queries.invalidateQueries({ queryKey: [...DELIBERATIONS_KEY, 'list'] })
      onDone(detail.id)
    },
    onError: (error) => showRefused(form, error),
  })
  const communities = halls.data?.halls.map(({ path, areaName }) => ({ value: path, label: areaName })) ?? []
  return (
    <Modal open width={640} title="代居民提议" okText="登记" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <Form key={communities.length} form={form} layout="vertical" requiredMark="optional" initialValues={communities.length === 1 ? { areaPath: communities[0]?.value } : {}} onFinish={(typed) => save.mutate(typed)}>
        <Form.Item name="areaPath" label="社区" rules={needed('社区')}><Select options={communities} showSearch={{ optionFilterProp: 'label' }} /></Form.Item>
        <Form.Item name="title" label="题目" rules={needed('题目')}><Input maxLength={60} placeholder="例如：12号楼前装充电桩" /></Form.Item>
        <Form.Item name="text" label="内容" extra="会公开：不要写手机号、证件号、车牌" rules={needed('内容')}><Input.TextArea maxLength={2000} autoSize={{ minRows: 3, maxRows: 10 }} /></Form.Item>
        <Form.Item name="place" label="地点"><Input maxLength={100} /></Form.Item>
        <Form.Item name="name" label="提议人称呼" extra="加密保存，不公开" rules={needed('称呼')}><Input maxLength={40} /></Form.Item>
        <Form.Item name="phone" label="提议人电话" rules={needed('电话')}><Input maxLength={20} /></Form.Item>
      </Form>
    </Modal>
  )
}
