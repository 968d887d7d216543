import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Checkbox, Form, Input, Select } from 'antd'
import type { FormInstance } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { ApiError } from '@yihu/client'
import { registerCase, SOURCES } from '@yihu/contracts'
import type { CallOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { NoPermission, textOf } from '../../app/conditions.tsx'
import { readDraft, writeDraft } from '../../app/drafts.ts'
import { useCan } from '../../app/session.ts'
import { caseQuery } from '../cases/queries.ts'
import { ClassSelect } from '../case/moves/class-select.tsx'
import { EvidenceInput } from '../case/moves/evidence-input.tsx'
import { fieldErrors } from '../case/moves/move-values.ts'
import { ClassSuggestions } from './class-suggestions.tsx'
import { toRegisterBody } from './intake-values.ts'
import type { IntakeValues } from './intake-values.ts'
import { NearbyCases } from './nearby-cases.tsx'
import './intake.css'

const PlacePicker = lazy(async () => ({ default: (await import('./place-picker.tsx')).PlacePicker }))
const DRAFT = 'intake'
const STAFF_SOURCES = ['phone', 'hotline', 'upper', 'grid', 'deliberation'] as const

/** A call is written down while it is heard: the text first, everything else suggested from it. */
export function IntakePage() {
  const can = useCan()
  return can('case.register') ? <Intake /> : <NoPermission what="登记来电" />
}

function Intake() {
  const [form] = Form.useForm<IntakeValues>()
  const [draft] = useState(() => readDraft(DRAFT))
  const register = useRegister((error) => form.setFields(fieldErrors(error.fields) as Parameters<typeof form.setFields>[0])) // the wire has the form's names
  const text = Form.useWatch('text', form) ?? ''
  const point = Form.useWatch('point', { form, preserve: true }) ?? null
  const set = (values: Partial<IntakeValues>) => {
    form.setFieldsValue(values)
    writeDraft(DRAFT, allOf(form))
  }
  const initial: IntakeValues = { source: 'phone', ...(isDraft(draft) ? draft : {}) }
  return (
    <div className="sheet intake">
      <div className="sheet-head">
        <h1>登记来电</h1>
        <span className="soft">{draft === null ? '写的内容会自动保存在这台电脑上' : '已恢复上次没写完的内容'}</span>
        {draft === null ? null : <Button size="small" onClick={() => { writeDraft(DRAFT, null); form.resetFields(); form.setFieldsValue(BLANK) }}>清空重写</Button>}
      </div>
      <Form form={form} layout="vertical" initialValues={initial} disabled={register.isPending} onValuesChange={() => writeDraft(DRAFT, allOf(form))}
        onFinish={() => register.mutate(toRegisterBody(allOf(form)))} scrollToFirstError>
        <div className="intake-columns">
          <div>
            <Form.Item name="text" label="反映的事" rules={[{ required: true, whitespace: true, message: '请填写要反映的事' }]}>
              <Input.TextArea autoFocus autoSize={{ minRows: 5, maxRows: 14 }} maxLength={5000} placeholder="照报事人的话写：什么事、在哪里、什么时候开始、影响了谁" />
            </Form.Item>
            <ClassSuggestions text={text} onPick={(classCode) => set({ classCode })} />
            <Form.Item name="classCode" label="分类"><ClassSelect /></Form.Item>
            <div className="intake-pair">
              <Form.Item name="contactName" label="报事人称呼"><Input maxLength={40} autoComplete="off" /></Form.Item>
              <Form.Item name="contactPhone" label="联系电话" rules={[{ pattern: /^\+?[\d -]{5,20}$/u, message: '电话号码只能有数字' }]}><Input inputMode="tel" autoComplete="off" /></Form.Item>
            </div>
            <div className="intake-pair">
              <Form.Item name="source" label="来源"><Select options={STAFF_SOURCES.map((value) => ({ value, label: SOURCES[value] }))} /></Form.Item>
              <Form.Item name="isSecret" label="保密" valuePropName="checked"><Checkbox>对承办单位隐去报事人</Checkbox></Form.Item>
            </div>
            <Form.Item name="files" label="照片和文件"><EvidenceInput /></Form.Item>
          </div>
          <div>
            <Form.Item name="address" label="地址"><Input maxLength={200} placeholder="小区、楼号或路口" /></Form.Item>
            <Suspense fallback={<div className="place-map" aria-busy="true" />}>
              <PlacePicker point={point} onPick={(next) => set({ point: next })} onAddress={(address) => { if (!form.getFieldValue('address')) set({ address }) }} />
            </Suspense>
            <NearbyCases point={point} />
          </div>
        </div>
        {register.isError ? <Alert type="error" showIcon role="alert" title={textOf(register.error)} /> : null}
        <div className="intake-foot"><Button type="primary" size="large" htmlType="submit" loading={register.isPending}>登记</Button></div>
      </Form>
    </div>
  )
}

const BLANK: IntakeValues = { source: 'phone', text: undefined, classCode: undefined, contactName: undefined, contactPhone: undefined, isSecret: undefined, files: undefined, address: undefined, point: undefined }

function useRegister(onRefused: (error: ApiError) => void) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: (body: CallOf<typeof registerCase>['body']) => api.call(registerCase, { body }),
    onSuccess: async (detail) => {
      writeDraft(DRAFT, null)
      queries.setQueryData(caseQuery(detail.id).queryKey, detail)
      void queries.invalidateQueries({ queryKey: ['cases'] })
      void queries.invalidateQueries({ queryKey: ['counts'] })
      message.success(`已登记，编号 ${detail.number}`)
      await navigate({ to: '/cases/$id', params: { id: detail.id } })
    },
    onError: (error) => { if (error instanceof ApiError) onRefused(error) },
  })
}

/** Also the point, which has no visible field. */
function allOf(form: FormInstance<IntakeValues>): IntakeValues {
  return form.getFieldsValue(true) as IntakeValues // antd types the whole store as any
}

function isDraft(value: unknown): value is Partial<IntakeValues> {
  return typeof value === 'object' && value !== null
}
