import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { changePart, PART_STATES } from '@yihu/contracts'
import type { PartRow, PartState } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'
import { unitsQuery } from '../cases/queries.ts'

interface Typed {
  readonly name: string
  readonly state: PartState
  readonly unitId?: string | null
  readonly reason?: string
}

/** Changes a part: what it is called, in which state it is, who keeps it. */
export function EditPart({ part }: { readonly part: PartRow }) {
  const [isOpen, setOpen] = useState(false)
  return <><Button size="small" onClick={() => setOpen(true)}>改正</Button>{isOpen ? <PartDialog part={part} onClose={() => setOpen(false)} /> : null}</>
}

function PartDialog({ part, onClose }: { readonly part: PartRow; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const queries = useQueryClient()
  const units = useQuery(unitsQuery)
  const change = useMutation({
    mutationFn: ({ name, state, unitId = null, reason }: Typed) => api.call(changePart, { params: { code: part.code }, body: { version: part.version, name, state, unitId, ...(reason ? { reason } : {}) } }),
    onSuccess: onClose,
    onError: (error) => showRefused(form, error),
    onSettled: () => Promise.all(['registers', 'pool', 'layers'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
  const known = (units.data?.units ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const options = part.unit && !known.some(({ value }) => value === part.unit?.id) ? [{ value: part.unit.id, label: part.unit.name }, ...known] : known
  return (
    <Modal open title={`改正“${part.name}”`} okText="保存" cancelText="取消" mask={{ closable: false }} okButtonProps={{ loading: change.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {change.isError ? <Alert type="error" showIcon role="alert" title={textOf(change.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ name: part.name, state: part.state, unitId: part.unit?.id ?? null }} onFinish={(typed) => change.mutate(typed)}>
        <Form.Item name="name" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}><Input maxLength={60} /></Form.Item>
        <Form.Item name="state" label="状态"><Select options={Object.entries(PART_STATES).map(([value, label]) => ({ value, label }))} /></Form.Item>
        <Form.Item name="unitId" label="养护单位"><Select allowClear showSearch={{ optionFilterProp: 'label' }} loading={units.isPending} placeholder="没有登记" options={options} /></Form.Item>
        <Form.Item name="reason" label="原因（可不填）"><Input maxLength={200} /></Form.Item>
      </Form>
    </Modal>
  )
}
