import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input, InputNumber, Modal, Select, Space, Switch } from 'antd'
import { useState } from 'react'
import { ApiError } from '@yihu/client'
import { ClassForm } from '@yihu/contracts'
import type { ClassDraft } from '@yihu/contracts'
import { Failed, Loading, textOf } from '../../../app/conditions.tsx'
import { readDraft, writeDraft } from '../../../app/drafts.ts'
import { fieldErrors } from '../../../app/refused.ts'
import { LIMIT_UNITS, STAGES } from '../limits.ts'
import { draftClassQuery, useClassChange } from './class-queries.ts'

interface ClassDialogProps {
  readonly draft: ClassDraft
  readonly code: string
  readonly onClose: () => void
}

const STAGE_IDS = ['accept', 'verify', 'file', 'dispatch', 'handle', 'check'] as const

/** One class: what it is called, who is competent, how long each stage may take. */
export function ClassDialog({ draft, code, onClose }: ClassDialogProps) {
  const known = useQuery(draftClassQuery(code, draft.revision))
  const isNotThere = known.error instanceof ApiError && known.error.status === 404
  if (known.data) return <Editor draft={draft} code={code} isKnown={known.data.isKnown} initial={known.data.form} onClose={onClose} />
  return (
    <Modal title={code} open onCancel={onClose} footer={null}>
      {known.isPending ? <Loading rows={4} /> : isNotThere ? <p>{code} 的上级还没有，请先新增上级。</p> : <Failed error={known.error} retry={() => void known.refetch()} />}
    </Modal>
  )
}

interface EditorProps extends ClassDialogProps {
  readonly isKnown: boolean
  readonly initial: ClassForm
}

function Editor({ draft, code, isKnown, initial, onClose }: EditorProps) {
  const [form] = Form.useForm<ClassForm>()
  const key = `class:${code}`
  const [kept] = useState(() => readDraft(key))
  const change = useClassChange(draft.revision)
  const show = (fields: Readonly<Record<string, string>>) => form.setFields(fieldErrors(fields) as Parameters<typeof form.setFields>[0]) // names come from this form
  const save = () => {
    const read = ClassForm.safeParse(form.getFieldsValue(true))
    if (!read.success) return show(Object.fromEntries(read.error.issues.map((issue) => [issue.path.join('.'), issue.message])))
    change.mutate({ kind: 'save', code, form: read.data }, {
      onSuccess: () => { writeDraft(key, null); onClose() },
      onError: (error) => { if (error instanceof ApiError) show(Object.fromEntries(Object.entries(error.fields).map(([name, text]) => [name.replace(/^class\./u, ''), text]))) },
    })
  }
  const start = { ...initial, ...(typeof kept === 'object' ? kept : {}) }
  return (
    <Modal title={isKnown ? `修改 ${code} ${initial.name}` : `新增 ${code}`} open onCancel={onClose} onOk={save} okText="存进草稿" cancelText="先不改" confirmLoading={change.isPending} width={640} destroyOnHidden>
      <Form form={form} className="class-form" layout="vertical" requiredMark="optional" initialValues={start} disabled={change.isPending}
        onValuesChange={(_changed, values) => writeDraft(key, values)}
        onKeyDownCapture={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.stopPropagation(); save() } }}>
        {change.isError ? <Alert type="error" showIcon role="alert" title={textOf(change.error)} /> : null}
        {kept === null ? null : <Alert type="info" showIcon title="已恢复上次没存的内容" />}
        <Form.Item name="name" label="名称" required><Input maxLength={40} /></Form.Item>
        <Form.Item name="unitKind" label="主管单位" required><Select showSearch={{ optionFilterProp: 'label' }} options={draft.unitKinds.map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>
        <Limits />
        <Form.Item name="filing" label="立案条件" required><Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} maxLength={500} /></Form.Item>
        <Form.Item name="closing" label="结案条件" required><Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} maxLength={500} /></Form.Item>
        <Form.Item name="aliases" label="关键词" extra="居民会怎么说；写完一个按回车。系统按这些词建议分类"><Select mode="tags" open={false} suffixIcon={null} placeholder="例如：烧烤炉、露天烧烤" /></Form.Item>
        <Form.Item name="basis" label="依据"><Input maxLength={300} placeholder="标准、权责清单或会议纪要" /></Form.Item>
        <Form.Item name="isActive" label="使用" required valuePropName="checked" extra="停用后不能再立这类案件，已有的案件照常办"><Switch checkedChildren="启用" unCheckedChildren="停用" /></Form.Item>
      </Form>
    </Modal>
  )
}

/** The time for each stage, two in a row. */
function Limits() {
  return (
    <fieldset className="class-limits">
      <legend>各环节时限</legend>
      {STAGE_IDS.map((stage) => (
        <Form.Item key={stage} label={STAGES[stage]} required>
          <Space.Compact block>
            <Form.Item name={['limits', stage, 'amount']} noStyle><InputNumber aria-label={`${STAGES[stage]}时限`} min={1} max={1000} precision={0} /></Form.Item>
            <Form.Item name={['limits', stage, 'unit']} noStyle><Select aria-label={`${STAGES[stage]}时限的单位`} options={LIMIT_UNITS} /></Form.Item>
          </Space.Compact>
        </Form.Item>
      ))}
      <p className="soft">工作日、工作时只算服务时间；紧急工作时从受理起连续计算，夜里和节假日也算。</p>
    </fieldset>
  )
}
