import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Form, Input, Radio, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { ApiError } from '@yihu/client'
import { MEDIATION_STEPS, MediationStep, PARTY_SIDES, stepMediation, uploadMediationFile } from '@yihu/contracts'
import type { MediationDetail, MediationStepName } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { readDraft, writeDraft } from '../../app/drafts.ts'
import { fieldErrors, showRefused } from '../../app/refused.ts'
import { EvidenceInput } from '../case/moves/evidence-input.tsx'
import type { Values } from '../case/moves/move-values.ts'
import { MEDIATIONS_KEY, mediationQuery } from './mediation-queries.ts'
import { PartyFields } from './party-fields.tsx'
import { STEP_SHAPES } from './step-table.ts'
import type { StepField } from './step-table.ts'
import { stepBody } from './step-values.ts'

interface StepPanelProps {
  readonly detail: MediationDetail
  readonly step: MediationStepName
  readonly onClose: () => void
}

/** The form of one step, open in the file itself so that everything stays in sight while writing. */
export function StepPanel({ detail, step, onClose }: StepPanelProps) {
  const [form] = Form.useForm<Record<string, unknown>>()
  const key = `mediation:${detail.id}:${step}`
  const [draft] = useState(() => readDraft(key))
  const panel = useRef<HTMLElement>(null)
  const take = useStep(detail, () => { writeDraft(key, null); onClose() })
  const { fields, consequence, isGrave } = STEP_SHAPES[step]
  useEffect(() => panel.current?.querySelector<HTMLElement>('textarea, input:not([type=file])')?.focus(), [])

  const submit = () => {
    const parsed = MediationStep.safeParse(stepBody(step, form.getFieldsValue(true) as Values)) // antd types the whole store as any
    form.setFields(fields.map(({ name }) => ({ name, errors: [] })))
    if (!parsed.success) {
      form.setFields(fieldErrors(Object.fromEntries(parsed.error.issues.toReversed().map((issue) => [issue.path.join('.'), issue.message]))))
      return
    }
    take.mutate(parsed.data, { onError: (error) => showRefused(form, error) })
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
    if (event.key === 'Escape') onClose()
  }
  const started = { ...startOf(step, detail), ...(typeof draft === 'object' ? draft : {}) }
  return (
    <section className="move-panel" ref={panel} aria-label={MEDIATION_STEPS[step]} onKeyDown={pressed}>
      <h2>{MEDIATION_STEPS[step]}</h2>
      {take.isError ? <Alert type="error" showIcon role="alert" title={textOf(take.error)} /> : null}
      <Form form={form} layout="vertical" initialValues={started} disabled={take.isPending} onValuesChange={(_change, values) => writeDraft(key, values)}>
        {fields.map((field) => <Field key={field.name} field={field} detail={detail} />)}
      </Form>
      {consequence ? <p className="soft">{consequence}</p> : null}
      <div className="move-foot">
        <Button type="primary" danger={isGrave ?? false} loading={take.isPending} onClick={submit}>{MEDIATION_STEPS[step]}</Button>
        <Button onClick={onClose}>先不办</Button>
        <span className="soft"><kbd>Ctrl Enter</kbd> 提交　{draft === null ? '写的内容会自动保存在这台电脑上' : '已恢复上次没写完的内容'}</span>
      </div>
    </section>
  )
}

/** Takes a step on the version that is on the page; after a clash the newest state is shown and nothing typed is lost. */
function useStep(detail: MediationDetail, onDone: () => void) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: (step: MediationStep) => api.call(stepMediation, { params: { id: detail.id }, body: { ...step, version: detail.version } }),
    onSuccess: (next, { step }) => {
      message.success(`${detail.number} 已${MEDIATION_STEPS[step]}：${next.waitsFor}`)
      queries.setQueryData(mediationQuery(detail.id).queryKey, next)
      void queries.invalidateQueries({ queryKey: [...MEDIATIONS_KEY, 'list'] })
      onDone()
    },
    onError: (error) => { if (error instanceof ApiError && error.status === 409) void queries.invalidateQueries({ queryKey: mediationQuery(detail.id).queryKey }) },
  })
}

function startOf(step: MediationStepName, { parties, mediators, facts, agreement, title, kind }: MediationDetail): Values {
  switch (step) {
    case 'amend':
      return { title, kind, facts }
    case 'record-consent':
      return { partyId: parties.find(({ consent }) => consent === 'waiting')?.id }
    case 'assign':
      return { mediators }
    case 'agree':
      return { form: 'written', facts: agreement?.facts ?? facts }
    default:
      return {}
  }
}

function Field({ field, detail }: { readonly field: StepField; readonly detail: MediationDetail }) {
  if (field.kind === 'new-party') return <PartyFields path={[field.name]} />
  if (field.kind === 'check') return <Form.Item name={field.name} valuePropName="checked"><Checkbox>{field.label}</Checkbox></Form.Item>
  return (
    <Form.Item name={field.name} label={field.label} required={!field.isOptional} {...(field.hint ? { extra: field.hint } : {})}>
      <FieldInput field={field} detail={detail} />
    </Form.Item>
  )
}

// antd's Form.Item hands `value`, `onChange` and `id` to its only child; they pass through here.
function FieldInput({ field, detail, ...given }: { readonly field: StepField; readonly detail: MediationDetail; readonly id?: string }) {
  switch (field.kind) {
    case 'at':
      return <Input type="datetime-local" className="med-time" {...given} />
    case 'day':
      return <Input type="date" className="med-time" {...given} />
    case 'mediators':
      return <Select mode="tags" tokenSeparators={['、', '，', ',', ' ']} placeholder="输入姓名，回车" open={false} suffixIcon={null} {...given} />
    case 'party':
      return <Select options={detail.parties.map(({ id, side, name }) => ({ value: id, label: `${PARTY_SIDES[side]} ${name}` }))} {...given} />
    case 'documents':
      return <EvidenceInput send={(file, onProgress) => api.upload(uploadMediationFile, { params: { id: detail.id }, file, onProgress })} {...given} />
    case 'choice':
    case 'yes-no':
      return <Radio.Group {...given}>{(field.options ?? []).map(([value, label]) => <Radio key={String(value)} value={value}>{label}</Radio>)}</Radio.Group>
    case 'line':
      return <Input {...given} />
    default:
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} {...given} />
  }
}
