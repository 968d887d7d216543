import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { changePoolEntry } from '@yihu/contracts'
import type { PoolCard } from '@yihu/contracts'
import { fieldsOf } from '@yihu/domain'
import type { FactSource } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { SOURCE_OPTIONS } from '../../app/options.ts'
import { showRefused } from '../../app/refused.ts'
import { AreaField } from '../areas/area-field.tsx'
import { EntryFields, TagField } from './entry-fields.tsx'
import { useRegistersChanged } from './register-forms.ts'

interface Typed {
  readonly tags: string[]
  readonly areaPath?: string
  readonly source: FactSource
  readonly reason?: string
  /** The fields of the register by name. */
  readonly [field: string]: unknown
}

/** Corrects fields and tags of an entry: only those that were touched are sent; what is personal is written anew, never shown here. */
export function EditEntry({ card }: { readonly card: PoolCard }) {
  const [isOpen, setOpen] = useState(false)
  return <><Button size="small" onClick={() => setOpen(true)}>改正</Button>{isOpen ? <EditDialog card={card} onClose={() => setOpen(false)} /> : null}</>
}

function EditDialog({ card, onClose }: { readonly card: PoolCard; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const changed = useRegistersChanged()
  const names = Object.keys(fieldsOf(card.register))
  const change = useMutation({
    mutationFn: async ({ source, reason, tags, areaPath, ...typed }: Typed) => {
      const values = Object.fromEntries(names.flatMap((name) => (form.isFieldTouched(name) ? [[name, valueOf(typed[name])]] : [])))
      const moved = { ...(form.isFieldTouched('tags') ? { tags } : {}), ...(areaPath && areaPath !== card.areaPath ? { areaPath } : {}) }
      // Without a word changed it would count as found right, all of it.
      if (Object.keys(values).length === 0 && Object.keys(moved).length === 0) return
      await api.call(changePoolEntry, { params: { register: card.register, id: card.id }, body: { version: card.version, values, ...moved, source, verification: 'verified', ...(reason ? { reason } : {}) } })
    },
    onSuccess: onClose,
    onError: (error) => showRefused(form, error),
    onSettled: changed,
  })
  const known = Object.fromEntries(card.fields.flatMap(({ field, value }) => (value === null ? [] : [[field, value]])))
  const covered = new Map(card.fields.filter(({ value }) => value === null).map(({ field, text }) => [field, `已填写 ${text}，不改就空着`]))
  // A resident who lives in a house belongs where it stands: they move.
  const isPlaced = !card.relations.some(({ kind, isOutward, isCurrent }) => kind === 'resides' && isOutward && isCurrent)
  return (
    <Modal open title={`改正“${card.title}”`} okText="保存" cancelText="取消" mask={{ closable: false }} okButtonProps={{ loading: change.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {change.isError ? <Alert type="error" showIcon role="alert" title={textOf(change.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ ...known, tags: card.tags.map(({ code }) => code), areaPath: card.areaPath, source: 'visit' }} onFinish={(typed) => change.mutate(typed)}>
        <EntryFields register={card.register} hints={covered} />
        <TagField register={card.register} />
        {isPlaced ? <Form.Item name="areaPath" label="在哪个区域"><AreaField /></Form.Item> : null}
        <Form.Item name="source" label="根据什么改"><Select options={SOURCE_OPTIONS} /></Form.Item>
        <Form.Item name="reason" label="原因（可不填）"><Input maxLength={200} /></Form.Item>
      </Form>
    </Modal>
  )
}

function valueOf(typed: unknown): string | number | null {
  return typeof typed === 'string' || typeof typed === 'number' ? typed : null
}
