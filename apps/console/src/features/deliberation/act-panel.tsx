import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Form, Input, Radio, Select } from 'antd'
import { useEffect, useRef } from 'react'
import { ApiError } from '@yihu/client'
import { actOnDeliberation, DeliberationActForm } from '@yihu/contracts'
import type { DeliberationDetail } from '@yihu/contracts'
import { DELIBERATION_ACTS } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { fieldErrors, showRefused } from '../../app/refused.ts'
import { AreaPicker } from '../areas/area-picker.tsx'
import type { Values } from '../case/moves/move-values.ts'
import { ACT_SHAPES } from './act-table.ts'
import type { ActField, KnownAct } from './act-table.ts'
import { actBody } from './act-values.ts'
import { DELIBERATIONS_KEY, deliberationQuery } from './deliberation-queries.ts'
import { PeopleRows, TaskRows } from './rows.tsx'

interface ActPanelProps {
  readonly detail: DeliberationDetail
  readonly act: KnownAct
  readonly onClose: () => void
}

/** The form of one act, open in the page itself so that everything stays in sight while writing. */
export function ActPanel({ detail, act, onClose }: ActPanelProps) {
  const [form] = Form.useForm<Record<string, unknown>>()
  const panel = useRef<HTMLElement>(null)
  const { fields, consequence } = ACT_SHAPES[act]
  const take = useAct(detail, onClose)
  useEffect(() => panel.current?.querySelector<HTMLElement>('textarea, input, button')?.focus(), [])
  const submit = () => {
    const parsed = DeliberationActForm.safeParse(actBody(act, form.getFieldsValue(true) as Values)) // antd types the whole store as any
    form.setFields(fields.map(({ name }) => ({ name, errors: [] })))
    if (!parsed.success) return form.setFields(fieldErrors(Object.fromEntries(parsed.error.issues.toReversed().map((issue) => [issue.path.join('.'), issue.message]))))
    take.mutate(parsed.data, { onError: (error) => showRefused(form, error) })
  }
  const { label } = DELIBERATION_ACTS[act]
  return (
    <section className="move-panel" ref={panel} aria-label={label}>
      <h2>{label}</h2>
      {take.isError ? <Alert type="error" showIcon role="alert" title={textOf(take.error)} /> : null}
      <Form form={form} layout="vertical" initialValues={startOf(act, detail)} disabled={take.isPending}>
        {fields.map((field) => <Field key={field.name} field={field} detail={detail} />)}
      </Form>
      {consequence ? <p className="soft">{consequence}</p> : null}
      <div className="move-foot"><Button type="primary" loading={take.isPending} onClick={submit}>{label}</Button><Button onClick={onClose}>先不办</Button></div>
    </section>
  )
}

/** Acts on the version that is on the page; after a clash the newest state is shown and nothing typed is lost. */
function useAct(detail: DeliberationDetail, onDone: () => void) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: (form: DeliberationActForm) => api.call(actOnDeliberation, { params: { id: detail.id }, body: { ...form, version: detail.version } }),
    onSuccess: (next) => {
      void message.success(`${next.number}：${next.stateName}`)
      queries.setQueryData(deliberationQuery(detail.id).queryKey, next)
      void queries.invalidateQueries({ queryKey: [...DELIBERATIONS_KEY, 'list'] })
      onDone()
    },
    onError: (error) => { if (error instanceof ApiError && error.status === 409) void queries.invalidateQueries({ queryKey: deliberationQuery(detail.id).queryKey }) },
  })
}

function startOf(act: KnownAct, detail: DeliberationDetail): Values {
  switch (act) {
    case 'refuse':
      return { isShown: true }
    case 'set-meeting':
      return { place: detail.hall?.place ?? '', question: detail.meeting?.question ?? `同意${detail.title}`, rule: detail.rule ?? 'residents', people: detail.people.length > 0 ? detail.people : [{ role: 'resident' }, { role: 'community' }] }
    case 'assign':
      return { tasks: [{ title: detail.title, text: detail.result?.minutes ?? detail.text }] }
    default:
      return {}
  }
}

function Field({ field, detail }: { readonly field: ActField; readonly detail: DeliberationDetail }) {
  if (field.kind === 'people') return <PeopleRows />
  if (field.kind === 'tasks') return <TaskRows />
  if (field.kind === 'check') return <Form.Item name={field.name} valuePropName="checked"><Checkbox>{field.label}</Checkbox></Form.Item>
  return (
    <Form.Item name={field.name} label={field.label} required={!field.isOptional} {...(field.hint ? { extra: field.hint } : {})}>
      <FieldInput field={field} detail={detail} />
    </Form.Item>
  )
}

// antd's Form.Item hands `value`, `onChange` and `id` to its only child; they pass through here.
function FieldInput({ field, detail, ...given }: { readonly field: ActField; readonly detail: DeliberationDetail; readonly id?: string; readonly value?: string; readonly onChange?: (path: string | undefined) => void }) {
  const { value, onChange, ...rest } = given
  switch (field.kind) {
    case 'at':
      return <Input type="datetime-local" className="del-time" {...onInput(given)} />
    case 'day':
      return <Input type="date" className="del-time" {...onInput(given)} />
    case 'area':
      return <AreaPicker value={value} onChange={(path) => onChange?.(path)} none="选择小区或楼" />
    case 'proposal':
      return <Select options={detail.similar.map(({ id, title, number }) => ({ value: id, label: `${title}（${number}）` }))} notFoundContent="本社区没有差不多的提议" value={value ?? null} onChange={(one) => onChange?.(one ?? undefined)} {...rest} />
    case 'house':
      return <Select showSearch={{ optionFilterProp: 'label' }} options={detail.roll.filter(({ hasVoted }) => !hasVoted).map(({ code, excluded }) => ({ value: code, label: excluded === null ? code : `${code}（已回避）` }))} notFoundContent="还没有名册" value={value ?? null} onChange={(one) => onChange?.(one ?? undefined)} {...rest} />
    case 'choice':
      return <Radio.Group className="choices" value={value} onChange={(event) => onChange?.(String(event.target.value))} {...rest}>{(field.options ?? []).map(([one, label]) => <Radio key={one} value={one}>{label}</Radio>)}</Radio.Group>
    case 'line':
      return <Input {...onInput(given)} />
    default:
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} {...onInput(given)} />
  }
}

/** A plain input says what was typed by its event. */
function onInput({ id, value, onChange }: { readonly id?: string; readonly value?: string; readonly onChange?: (value: string | undefined) => void }) {
  return { ...(id ? { id } : {}), value: value ?? '', onChange: (event: { target: { value: string } }) => onChange?.(event.target.value) }
}
