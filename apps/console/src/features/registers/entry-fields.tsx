import { useQuery } from '@tanstack/react-query'
import { Form, Input, InputNumber, Select } from 'antd'
import { CODE_TABLES, fieldsOf } from '@yihu/domain'
import type { PoolField, Register } from '@yihu/domain'
import { optionsOf } from '../../app/options.ts'
import { tagsQuery } from './register-queries.ts'

interface EntryFieldsProps {
  readonly register: Register
  /** What is kept and not shown: «已填写 …». */
  readonly hints?: ReadonlyMap<string, string>
  /** What a register cannot do without has to be written: of a new entry. */
  readonly isWhole?: boolean
}

/** The fields of a register, one below the other, under their own names. */
export function EntryFields({ register, hints, isWhole = false }: EntryFieldsProps) {
  return Object.entries(fieldsOf(register)).map(([name, field]) => (
    <Form.Item key={name} name={name} label={field.label} rules={isWhole && field.isNeeded ? [{ required: true, whitespace: field.kind !== 'code', message: `请填写${field.label}` }] : []}>
      <Control field={field} hint={hints?.get(name) ?? ''} />
    </Form.Item>
  ))
}

interface ControlProps {
  readonly field: PoolField
  readonly hint: string
  readonly id?: string
  readonly value?: string | number | null
  readonly onChange?: (value: unknown) => void
}

/** The control of one field; what a form hands its child is passed on. */
function Control({ field: { kind, table, max }, hint, ...given }: ControlProps) {
  if (table) return <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={optionsOf(CODE_TABLES[table])} {...given} />
  if (kind === 'number' || kind === 'whole') return <InputNumber className="entry-number" {...(kind === 'whole' ? { precision: 0 } : {})} {...given} />
  return <Input type={kind === 'day' ? 'date' : 'text'} autoComplete="off" maxLength={max} placeholder={hint} {...given} value={given.value ?? ''} />
}

/** The tags of the vocabulary that entries of a register can have. */
export function TagField({ register }: { readonly register: Register }) {
  const tags = useQuery(tagsQuery)
  const own = (tags.data?.tags ?? []).filter((tag) => tag.register === register)
  return (
    <Form.Item name="tags" label="标签" extra="只能从词表里选">
      <Select mode="multiple" allowClear loading={tags.isPending} showSearch={{ optionFilterProp: 'label' }} notFoundContent="词表里没有这样的标签"
        options={own.map(({ code, name, isActive }) => ({ value: code, label: isActive ? name : `${name}（已停用）`, disabled: !isActive }))} />
    </Form.Item>
  )
}
