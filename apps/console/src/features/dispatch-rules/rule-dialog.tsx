import { Alert, Form, Input, InputNumber, Modal, Radio } from 'antd'
import { useState } from 'react'
import { ApiError } from '@yihu/client'
import { DutyRuleForm } from '@yihu/contracts'
import type { DutyDraft, DutyDraftRow } from '@yihu/contracts'
import { textOf } from '../../app/conditions.tsx'
import { readDraft, writeDraft } from '../../app/drafts.ts'
import { fieldErrors } from '../../app/refused.ts'
import { AreaField } from '../areas/area-field.tsx'
import { ClassSelect } from '../case/moves/class-select.tsx'
import { UnitSelect } from '../case/moves/unit-select.tsx'
import { bodyOf, messagesOf, TARGET_KINDS, valuesOf } from './rule-form.ts'
import type { RuleValues } from './rule-form.ts'
import { useDraftChange } from './use-draft.ts'

interface RuleDialogProps {
  readonly draft: DutyDraft
  /** The rule to change; null: a new one. */
  readonly row: DutyDraftRow | null
  readonly onClose: () => void
}

/** One rule, written or changed; what was typed and not saved comes back. */
export function RuleDialog({ draft, row, onClose }: RuleDialogProps) {
  const [form] = Form.useForm<RuleValues>()
  const key = `duty-rule:${row?.id ?? 'new'}`
  const [kept] = useState(() => readDraft(key))
  const change = useDraftChange(draft.revision)
  const targetKind = Form.useWatch('targetKind', form)
  const show = (fields: Readonly<Record<string, string>>) => form.setFields(fieldErrors(messagesOf(fields)) as Parameters<typeof form.setFields>[0]) // names come from this form

  const save = () => {
    // antd types the store as partly filled; every field has an initial value.
    const rule = DutyRuleForm.safeParse(bodyOf(form.getFieldsValue(true) as RuleValues))
    if (!rule.success) return show(Object.fromEntries(rule.error.issues.map((issue) => [issue.path.join('.'), issue.message])))
    change.mutate(row ? { kind: 'save', id: row.id, rule: rule.data } : { kind: 'add', rule: rule.data }, {
      onSuccess: () => { writeDraft(key, null); onClose() },
      onError: (error) => { if (error instanceof ApiError) show(error.fields) },
    })
  }
  const initial = { ...valuesOf(row, draft.set.path), ...(typeof kept === 'object' ? kept : {}) }
  return (
    <Modal title={row ? '修改规则' : '新增规则'} open onCancel={onClose} onOk={save} okText="存进草稿" cancelText="先不改" confirmLoading={change.isPending} width={560} destroyOnHidden className="rule-dialog" afterOpenChange={(isOpen) => { if (isOpen) document.querySelector<HTMLElement>('.rule-dialog input')?.focus() }}>
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={initial} disabled={change.isPending}
        onValuesChange={(changed: Partial<RuleValues>, values) => { writeDraft(key, values); form.setFields(Object.keys(changed).map((name) => ({ name: name as keyof RuleValues, errors: [] }))) }} // keys of the same values
        onKeyDownCapture={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.stopPropagation(); save() } }}>
        {change.isError ? <Alert type="error" showIcon role="alert" title={textOf(change.error)} /> : null}
        {kept === null ? null : <Alert type="info" showIcon title="已恢复上次没存的内容" />}
        <Form.Item name="classPrefix" label="哪类事项" extra="不选就是各类事项；选大类，小类都算在内"><ClassSelect /></Form.Item>
        <Form.Item label="哪个地方" required><Form.Item name="areaPath" noStyle><AreaField none="全部区域" /></Form.Item></Form.Item>
        <Form.Item name="targetKind" label="派给谁" required>
          <Radio.Group options={TARGET_KINDS.map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        {targetKind === 'unit' ? <Form.Item name="unitId" label="单位" required><UnitSelect /></Form.Item> : null}
        <Form.Item name="hours" label="什么时间" required extra="工作时间里，工作时间的规则优先；其他时间，任何时间的规则优先">
          <Radio.Group options={[{ value: 'always', label: '任何时间' }, { value: 'service', label: '工作时间' }]} />
        </Form.Item>
        <Form.Item name="isAuto" label="怎么派" required>
          <Radio.Group options={[{ value: false, label: '派遣员确认后派' }, { value: true, label: '系统直接派' }]} />
        </Form.Item>
        <Form.Item name="priority" label="优先级" required extra="分类、时间、范围都一样时，数字大的先"><InputNumber min={0} max={999} precision={0} /></Form.Item>
        <Form.Item name="note" label="依据"><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={300} showCount placeholder="权责清单、会议纪要或三定方案" /></Form.Item>
      </Form>
    </Modal>
  )
}
