import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, App, Button, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { DISPUTE_KINDS, MEDIATION_ORIGINS, openMediation } from '@yihu/contracts'
import type { CallOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { NoPermission, textOf } from '../../app/conditions.tsx'
import { readDraft, writeDraft } from '../../app/drafts.ts'
import { fieldErrors, showRefused } from '../../app/refused.ts'
import { useCan, useMe } from '../../app/session.ts'
import { AreaField } from '../areas/area-field.tsx'
import type { Values } from '../case/moves/move-values.ts'
import { MEDIATIONS_KEY, mediationQuery } from './mediation-queries.ts'
import { PartyFields } from './party-fields.tsx'
import { partyBody } from './step-values.ts'
import './mediation.css'

type Body = CallOf<typeof openMediation>['body']
const DRAFT = 'mediation:new'
const FIRST = { origin: 'application', parties: [{ side: 'applicant', consent: 'agreed' }, { side: 'respondent', consent: 'waiting' }] }

/** Opens a mediation file: where from, what about, who, by whom. */
export function NewMediationPage() {
  const can = useCan()
  return can('mediation.write') ? <NewMediation /> : <NoPermission what="建调解卷宗" />
}

function NewMediation() {
  const search = useSearch({ strict: false })
  const caseNumber = typeof search.case === 'string' ? search.case : undefined
  const me = useMe()
  const [form] = Form.useForm<Record<string, unknown>>()
  const [draft] = useState(() => readDraft(DRAFT))
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const open = useMutation({
    mutationFn: (body: Body) => api.call(openMediation, { body }),
    onSuccess: (file) => {
      message.success(`已建卷宗 ${file.number}`)
      writeDraft(DRAFT, null)
      queries.setQueryData(mediationQuery(file.id).queryKey, file)
      void queries.invalidateQueries({ queryKey: [...MEDIATIONS_KEY, 'list'] })
      void navigate({ to: '/mediations', search: { at: file.id } })
    },
    onError: (error) => showRefused(form, error),
  })
  const submit = () => {
    const values = form.getFieldsValue(true) as Values // antd types the whole store as any
    form.setFields(form.getFieldsError().map(({ name }) => ({ name, errors: [] })))
    const parsed = openMediation.body?.safeParse(bodyOf(values))
    if (parsed?.success === false) return form.setFields(fieldErrors(Object.fromEntries(parsed.error.issues.toReversed().map((issue) => [issue.path.join('.'), issue.message]))))
    open.mutate(bodyOf(values))
  }
  const initial = { ...FIRST, mediators: me ? [me.name] : [], ...(typeof draft === 'object' ? draft : {}), ...(caseNumber ? { caseNumber } : {}) }
  return (
    <div className="sheet med-new" onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit() }}>
      <div className="sheet-head"><h1>建调解卷宗</h1></div>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={initial} disabled={open.isPending} onValuesChange={(_change, values) => writeDraft(DRAFT, values)}>
        <section className="card">
          <h2>纠纷</h2>
          <div className="med-grid">
            <Form.Item name="title" label="题目" required><Input maxLength={60} placeholder="例如：12号楼楼上漏水" autoFocus /></Form.Item>
            <Form.Item name="kind" label="纠纷类型" required><Select showSearch={{ optionFilterProp: 'label' }} options={Object.entries(DISPUTE_KINDS).map(([value, label]) => ({ value, label }))} /></Form.Item>
            <Form.Item name="caseNumber" label="来自案件（可不填）" extra="填了编号，地点随案件"><Input maxLength={40} placeholder="20261118-0002" /></Form.Item>
            <Form.Item name="areaPath" label="发生在哪里" extra="不填就是您管辖的区域"><AreaField none="选择区域" /></Form.Item>
          </div>
          <Form.Item name="origin" label="怎样开始的"><Radio.Group options={Object.entries(MEDIATION_ORIGINS).map(([value, label]) => ({ value, label }))} /></Form.Item>
          <Form.Item name="facts" label="纠纷情况" required><Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={5000} /></Form.Item>
          <Form.Item name="mediators" label="调解员" extra="可以以后再指定"><Select mode="tags" tokenSeparators={['、', '，', ',', ' ']} placeholder="输入姓名，回车" open={false} suffixIcon={null} /></Form.Item>
        </section>
        <Form.List name="parties">
          {(parties, { add, remove }) => (
            <section className="card">
              <h2>当事人</h2>
              <p className="soft">姓名、电话和基本情况加密保存，页面上遮住显示。</p>
              {parties.map(({ key, name }) => (
                <fieldset key={key} className="med-party">
                  <legend>第 {name + 1} 位{parties.length > 1 ? <Button size="small" type="text" onClick={() => remove(name)}>去掉</Button> : null}</legend>
                  <PartyFields path={[name]} />
                </fieldset>
              ))}
              <Button onClick={() => add({ side: 'third', consent: 'waiting' })}>再加一位</Button>
            </section>
          )}
        </Form.List>
      </Form>
      {open.isError ? <Alert type="error" showIcon role="alert" title={textOf(open.error)} /> : null}
      <div className="move-foot med-foot"><Button type="primary" loading={open.isPending} onClick={submit}>建卷宗</Button><span className="soft"><kbd>Ctrl Enter</kbd> 提交　{draft === null ? '写的内容会自动保存在这台电脑上' : '已恢复上次没写完的内容'}</span></div>
    </div>
  )
}

function bodyOf({ title, kind, origin, facts, caseNumber, areaPath, mediators, parties }: Values): Body {
  // Checked by the contract before it is sent.
  return {
    title, kind, origin, facts, ...(caseNumber ? { caseNumber } : {}), ...(areaPath ? { areaPath } : {}), mediators: mediators ?? [],
    parties: Array.isArray(parties) ? parties.map((party: Values) => partyBody(party)) : [],
  } as Body
}
