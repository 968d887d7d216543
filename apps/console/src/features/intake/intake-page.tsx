import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input, Select } from 'antd'
import type { FormInstance } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { promiseCase, SOURCES } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { NoPermission, textOf } from '../../app/conditions.tsx'
import { readDraft, writeDraft } from '../../app/drafts.ts'
import { fieldErrors } from '../../app/refused.ts'
import { useCan } from '../../app/session.ts'
import { instantText } from '../../app/time.ts'
import { ClassSelect } from '../case/moves/class-select.tsx'
import { EvidenceInput } from '../case/moves/evidence-input.tsx'
import { classesQuery } from '../cases/queries.ts'
import { SignLines } from '../intelligence/signs.tsx'
import type { LonLat } from '../../map/base-map.tsx'
import { AddressInput } from './address-input.tsx'
import { CallerCard } from './caller-card.tsx'
import { ClassSuggestions, useSuggestions } from './class-suggestions.tsx'
import { blankIntake } from './intake-values.ts'
import type { IntakeValues } from './intake-values.ts'
import { NearbyCases } from './nearby-cases.tsx'
import { PaperSheet } from './paper-sheet.tsx'
import { readBack } from './read-back.ts'
import { DRAFT, useRegister } from './use-register.ts'
import './intake.css'

const PlacePicker = lazy(async () => ({ default: (await import('./place-picker.tsx')).PlacePicker }))
const STAFF_SOURCES = ['phone', 'hotline', 'upper', 'grid', 'deliberation', 'paper'] as const

/** A call is written down while it is heard: number, words and place; everything else is suggested from them. */
export function IntakePage() {
  const can = useCan()
  return can('case.register') ? <Intake /> : <NoPermission what="登记来电" />
}

function Intake() {
  const can = useCan()
  const [form] = Form.useForm<IntakeValues>()
  const [draft] = useState(() => readDraft(DRAFT))
  const [initial] = useState<IntakeValues>(() => ({ ...blankIntake(), ...(isDraft(draft) ? draft : {}) }))
  const register = useRegister((error) => form.setFields(fieldErrors(error.fields) as Parameters<typeof form.setFields>[0])) // the wire has the form's names
  const values = { ...initial, ...(Form.useWatch((all) => all, { form, preserve: true }) as IntakeValues | undefined) } // antd types the whole store as any
  const [near, setNear] = useState<LonLat | null>(null)
  const suggestions = useSuggestions(values.text ?? '')
  const set = (next: Partial<IntakeValues>) => {
    form.setFieldsValue(next)
    writeDraft(DRAFT, allOf(form))
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    if (!register.isPending) form.submit()
  }
  // Who may not merge may still register: the desk merges later.
  const onJoin = can('case.accept') ? ({ id, number, title }: NonNullable<IntakeValues['join']>) => set({ join: { id, number, title } }) : null
  const point = values.point ?? null
  return (
    <div className="sheet intake" onKeyDown={pressed}>
      <div className="sheet-head">
        <h1>登记来电</h1>
        <span className="soft">{draft === null ? '写的内容会自动保存在这台电脑上' : '已恢复上次没写完的内容'}</span>
        {draft === null ? null : <Button size="small" onClick={() => { writeDraft(DRAFT, null); form.resetFields(); form.setFieldsValue(blankIntake()) }}>清空重写</Button>}
      </div>
      <PaperSheet onRead={({ file, place }) => set({ source: 'paper', files: [...(values.files ?? []), file], code: place?.code, ...(place ? { address: place.areaName } : {}) })} />
      <Form form={form} layout="vertical" initialValues={initial} disabled={register.isPending} onValuesChange={() => writeDraft(DRAFT, allOf(form))}
        onFinish={() => register.mutate(allOf(form))} scrollToFirstError>
        <div className="intake-columns">
          <div>
            <Form.Item name="contactPhone" label="联系电话" className="intake-phone" rules={[{ pattern: /^\+?[\d -]{5,20}$/u, message: '电话号码只能有数字' }]}><Input autoFocus inputMode="tel" autoComplete="off" maxLength={20} /></Form.Item>
            <CallerCard phone={values.contactPhone ?? ''} onJoin={onJoin} />
            <Form.Item name="text" label="反映的事" rules={[{ required: true, whitespace: true, message: '请填写要反映的事' }, { max: 5000, message: '太长了，最多 5000 个字；您写的内容都还在，请删减后再登记' }]}>
              <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} showCount={{ formatter: ({ count }) => (count > 4000 ? `${count} / 5000` : '') }} placeholder="照报事人的话写：什么事、在哪里、什么时候开始、影响了谁" />
            </Form.Item>
            <SignLines text={values.text ?? ''} />
            <ClassSuggestions suggestions={suggestions} isChosen={Boolean(values.classCode)} onPick={(classCode) => set({ classCode })} />
            <Form.Item name="address" label="地址"><AddressInput onPick={({ point: at }) => { if (at) set({ point: at }); setNear(at) }} /></Form.Item>
            <div className="intake-pair">
              <Form.Item name="contactName" label="报事人称呼"><Input maxLength={40} autoComplete="off" /></Form.Item>
              <Form.Item name="classCode" label="分类"><ClassSelect /></Form.Item>
            </div>
            <div className="intake-pair">
              <Form.Item name="source" label="来源"><Select options={STAFF_SOURCES.map((value) => ({ value, label: SOURCES[value] }))} /></Form.Item>
              <Form.Item name="isSecret" label="保密" valuePropName="checked"><Checkbox>对承办单位隐去报事人</Checkbox></Form.Item>
            </div>
            <Form.Item name="files" label="照片和文件"><EvidenceInput /></Form.Item>
          </div>
          <div>
            <Suspense fallback={<div className="place-map" aria-busy="true" />}>
              <PlacePicker point={point} near={near} onPick={(next) => set({ point: next })} onAddress={(address) => { if (!form.getFieldValue('address')) set({ address }) }} />
            </Suspense>
            <NearbyCases point={point} onJoin={onJoin} />
            <ReadBack values={values} suggested={suggestions[0] ?? null} />
          </div>
        </div>
        {values.join ? (
          <Alert type="info" showIcon title={`登记后并入 ${values.join.number} ${values.join.title}，报事人会收到那件案子的答复。请先征得同意。`}
            action={<Button size="small" onClick={() => set({ join: null })}>不并入</Button>} />
        ) : null}
        {register.isError ? <Alert type="error" showIcon role="alert" title={textOf(register.error)} /> : null}
        <div className="intake-foot"><Button type="primary" size="large" htmlType="submit" loading={register.isPending} aria-keyshortcuts="Control+Enter">{values.join ? '登记并并入' : '登记'}</Button><span className="soft"><kbd>Ctrl Enter</kbd></span></div>
      </Form>
    </div>
  )
}

/** What to read to the caller, growing with what is typed. */
function ReadBack({ values, suggested }: { readonly values: IntakeValues; readonly suggested: { readonly code: string; readonly name: string } | null }) {
  const classes = useQuery(classesQuery)
  const chosen = classes.data?.classes.find(({ code }) => code === values.classCode)?.name
  const classCode = values.classCode ?? suggested?.code
  const promise = useQuery({
    queryKey: ['promise', classCode],
    queryFn: ({ signal }) => api.call(promiseCase, { query: classCode ? { classCode } : {}, signal }),
    enabled: Boolean(values.text?.trim()),
    staleTime: 60_000,
    placeholderData: (last) => last,
  })
  const lines = readBack({ values, className: chosen ?? suggested?.name ?? null, promise: promise.data?.dueAt ? instantText(promise.data.dueAt) : null })
  if (lines.length === 0) return null
  return (
    <section className="read-back" aria-label="读给来电人听">
      <h2>读给来电人听</h2>
      {lines.map((line) => <p key={line}>{line}</p>)}
    </section>
  )
}

/** Also what has no visible field: the point, the joined case, the call's name. */
function allOf(form: FormInstance<IntakeValues>): IntakeValues {
  return form.getFieldsValue(true) as IntakeValues // antd types the whole store as any
}

function isDraft(value: unknown): value is Partial<IntakeValues> {
  return typeof value === 'object' && value !== null
}
