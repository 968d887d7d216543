import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Form, Input, Modal, Select } from 'antd'
import { CHECK_SUBJECTS, createChecklist } from '@yihu/contracts'
import type { ChecklistForm } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { CHECKS_KEY } from './checks-queries.ts'

type Head = Pick<ChecklistForm, 'name' | 'subject' | 'purpose'>

const subjects = Object.entries(CHECK_SUBJECTS).map(([value, label]) => ({ value, label }))

/** Begins a checklist; its items follow in the designer. */
export function NewChecklist({ onDone, onClose }: { readonly onDone: (id: string) => void; readonly onClose: () => void }) {
  const [form] = Form.useForm<Head>()
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: (head: Head) => api.call(createChecklist, { body: { ...head, items: [{ id: 'i1', text: '有没有安全隐患', kind: 'yes-no' }] } }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: [CHECKS_KEY] })
      onDone(id)
    },
  })
  return (
    <Modal open title="新建检查表" okText="存为草稿，去写项目" cancelText="取消" confirmLoading={create.isPending} onOk={() => form.submit()} onCancel={onClose}>
      {create.isError ? <Alert type="error" showIcon role="alert" title={textOf(create.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={{ subject: 'place', purpose: '' }} onFinish={(head) => create.mutate(head)}>
        <Form.Item name="name" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}><Input maxLength={40} /></Form.Item>
        <Form.Item name="subject" label="检查什么" extra="房屋、单位和部件从台账里选，名称、地址、电话不用再填" rules={[{ required: true, message: '请选择检查的对象' }]}><Select options={subjects} /></Form.Item>
        <Form.Item name="purpose" label="用途说明"><Input.TextArea maxLength={200} autoSize={{ minRows: 2, maxRows: 4 }} /></Form.Item>
      </Form>
    </Modal>
  )
}
