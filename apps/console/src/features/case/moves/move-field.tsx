import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Radio } from 'antd'
import { UnitGroupsSelect } from '../../coordination/unit-groups.tsx'
import { CaseSelect } from './case-select.tsx'
import { ClassSelect } from './class-select.tsx'
import { EvidenceInput } from './evidence-input.tsx'
import type { Field } from './move-table.ts'
import { UnitSelect } from './unit-select.tsx'

interface MoveFieldProps {
  readonly field: Field
  readonly caseId: string
}

/** One field of a move's form, label above. */
export function MoveField({ field, caseId }: MoveFieldProps) {
  if (field.kind === 'parts') return <Parts label={field.label} />
  return (
    <Form.Item name={field.name} label={field.label} required={!field.isOptional} {...(field.hint ? { extra: field.hint } : {})}>
      <FieldInput field={field} caseId={caseId} />
    </Form.Item>
  )
}

// antd's Form.Item hands `value`, `onChange` and `id` to its only child; they pass through here.
function FieldInput({ field, caseId, ...given }: MoveFieldProps & { readonly id?: string }) {
  switch (field.kind) {
    case 'text':
    case 'parts':
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} {...given} />
    case 'line':
      return <Input {...given} />
    case 'unit':
      return <UnitSelect {...(field.unitKinds ? { kinds: field.unitKinds } : {})} {...given} />
    case 'units':
      return <UnitGroupsSelect {...given} />
    case 'class':
      return <ClassSelect {...given} />
    case 'days':
      return <InputNumber min={1} max={10} precision={0} {...given} />
    case 'evidence':
      return <EvidenceInput {...given} />
    case 'case':
      return <CaseSelect caseId={caseId} {...given} />
    case 'choice':
    case 'yes-no':
      return (
        <Radio.Group {...given} className={field.kind === 'choice' ? 'choices' : ''}>
          {(field.options ?? []).map(([value, label]) => <Radio key={String(value)} value={value}>{label}</Radio>)}
        </Radio.Group>
      )
  }
}

function Parts({ label }: { readonly label: string }) {
  return (
    <Form.List name="parts">
      {(parts, { add, remove }) => (
        <fieldset className="parts">
          <legend>{label} {parts.length} 件</legend>
          {parts.map(({ key, name }) => (
            <div className="part" key={key}>
              <Form.Item name={[name, 'title']} label={`第 ${name + 1} 件：标题`} required><Input /></Form.Item>
              <Form.Item name={[name, 'text']} label="内容" required><Input.TextArea autoSize={{ minRows: 2 }} /></Form.Item>
              <Form.Item name={[name, 'classCode']} label="分类" required><ClassSelect /></Form.Item>
              {parts.length > 2 ? <Button size="small" icon={<DeleteOutlined />} onClick={() => remove(name)}>去掉这件</Button> : null}
            </div>
          ))}
          {parts.length < 10 ? <Button icon={<PlusOutlined />} onClick={() => add()}>再加一件</Button> : null}
        </fieldset>
      )}
    </Form.List>
  )
}
