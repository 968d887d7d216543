import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { ApiError } from '@yihu/client'
import { changePoolEntry } from '@yihu/contracts'
import type { PoolCard } from '@yihu/contracts'
import { CODE_TABLES, FACT_SOURCES, fieldsOf } from '@yihu/domain'
import type { FactSource } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'

type Typed = Readonly<Record<string, string | null | undefined>> & { readonly source: FactSource; readonly reason?: string }

/** Corrects fields of an entry: only those that were touched are sent; what is personal is written anew, never shown here. */
export function EditEntry({ card }: { readonly card: PoolCard }) {
  const [isOpen, setOpen] = useState(false)
  return <><Button size="small" onClick={() => setOpen(true)}>改正</Button>{isOpen ? <EditDialog card={card} onClose={() => setOpen(false)} /> : null}</>
}

function EditDialog({ card, onClose }: { readonly card: PoolCard; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const queries = useQueryClient()
  const fields = Object.entries(fieldsOf(card.register))
  const change = useMutation({
    mutationFn: ({ source, reason, ...typed }: Typed) => {
      const values = Object.fromEntries(fields.flatMap(([name]) => (form.isFieldTouched(name) ? [[name, typed[name] ?? null]] : [])))
      return api.call(changePoolEntry, { params: { register: card.register, id: card.id }, body: { version: card.version, values, source, verification: 'verified', ...(reason ? { reason } : {}) } })
    },
    onSuccess: onClose,
    onError: (error) => { if (error instanceof ApiError) form.setFields(Object.entries(error.fields ?? {}).map(([name, text]) => ({ name, errors: [text] }))) },
    onSettled: () => Promise.all(['pool', 'registers', 'quality'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
  const known = Object.fromEntries(card.fields.flatMap(({ field, value }) => (value === null ? [] : [[field, value]])))
  const covered = new Map(card.fields.filter(({ value }) => value === null).map(({ field, text }) => [field, text]))
  return (
    <Modal open title={`改正“${card.title}”`} okText="保存" cancelText="取消" okButtonProps={{ loading: change.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {change.isError ? <Alert type="error" showIcon role="alert" title={textOf(change.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ ...known, source: 'visit' }} onFinish={(typed) => change.mutate(typed)}>
        {fields.map(([name, { label, table, kind }]) => (
          <Form.Item key={name} name={name} label={label}>
            {table ? <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={Object.entries(CODE_TABLES[table]).map(([value, text]) => ({ value, label: text }))} />
              : <Input type={kind === 'day' ? 'date' : 'text'} autoComplete="off" placeholder={covered.has(name) ? `已填写 ${covered.get(name)}，不改就空着` : ''} />}
          </Form.Item>
        ))}
        <Form.Item name="source" label="根据什么改"><Select options={Object.entries(FACT_SOURCES).filter(([value]) => value !== 'demo').map(([value, label]) => ({ value, label }))} /></Form.Item>
        <Form.Item name="reason" label="原因（可不填）"><Input maxLength={200} /></Form.Item>
      </Form>
    </Modal>
  )
}
