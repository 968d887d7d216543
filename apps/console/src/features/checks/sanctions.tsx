import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Form, Input, Modal, Radio, Select } from 'antd'
import type { SelectProps } from 'antd'
import { useState } from 'react'
import { imposeSanction, listOrganisations, withdrawSanction } from '@yihu/contracts'
import type { SanctionForm, SanctionRow } from '@yihu/contracts'
import { isAhead, localDate, SANCTIONS } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { Failed, Loading, textOf } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { CHECKS_KEY, sanctionsQuery } from './checks-queries.ts'
import { StandingLine } from './sheet-view.tsx'
import { UnitAnswer, UnitTold } from './unit-told.tsx'

const GRADES = Object.entries(SANCTIONS).map(([value, label]) => ({ value, label }))

type Typed = Pick<SanctionForm, 'organisationId' | 'grade' | 'text' | 'reason' | 'dueOn'>

/** Writes down what is done about the unit that answers for a danger; what comes next in turn is said beside it. */
export function SanctionDialog({ caseId, what, onClose }: { readonly caseId: string; readonly what: string; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const [id] = useState(() => crypto.randomUUID())
  const [organisation, grade] = [Form.useWatch('organisationId', form), Form.useWatch('grade', form)]
  const { message } = App.useApp()
  const queries = useQueryClient()
  const known = useQuery({ ...sanctionsQuery(organisation), enabled: organisation !== undefined })
  const next = organisation === undefined ? null : (known.data?.suggested ?? null)
  const isGraver = next !== null && grade !== undefined && isAhead(grade, next)
  const save = useMutation({
    mutationFn: ({ reason, ...typed }: Typed) => api.call(imposeSanction, { body: { id, sanction: { ...typed, reason: isGraver ? reason : '', caseIds: [caseId] } } }),
    onSuccess: async () => {
      void message.success('已记下')
      await queries.invalidateQueries({ queryKey: [CHECKS_KEY] })
      onClose()
    },
  })
  return (
    <Modal open title="处理责任单位" okText="记下" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <p>为隐患：{what}</p>
      <Form form={form} layout="vertical" initialValues={{ text: '', reason: '' }} onFinish={(typed) => save.mutate(typed)}>
        <Form.Item name="organisationId" label="责任单位" rules={[{ required: true, message: '请选择责任单位' }]}><OrganisationSelect /></Form.Item>
        {next ? <p role="status">照一年内的记录，按次序这一次是“{SANCTIONS[next]}”。</p> : null}
        <Form.Item name="grade" label="怎样处理" rules={[{ required: true, message: '请选择怎样处理' }]}><Radio.Group options={GRADES} /></Form.Item>
        {isGraver ? <Form.Item name="reason" label="越级的理由" rules={[{ required: true, whitespace: true, message: '比按次序的重，请写明理由' }]}><Input maxLength={200} /></Form.Item> : null}
        <Form.Item name="dueOn" label="改好和答复的期限" rules={[{ required: true, message: '请填写期限' }]}><Input type="date" min={localDate(Date.now())} /></Form.Item>
        <Form.Item name="text" label="处理情况" extra="什么时候、谁参加、要求怎样改；会写进给单位的告知书" rules={[{ required: true, whitespace: true, message: '请填写处理情况' }]}><Input.TextArea maxLength={1000} autoSize={{ minRows: 3, maxRows: 8 }} /></Form.Item>
      </Form>
    </Modal>
  )
}

/** A unit of the register, found by its name. */
function OrganisationSelect(field: Pick<SelectProps<string>, 'id' | 'value' | 'onChange'>) {
  const [q, setQ] = useState('')
  const found = useQuery({ queryKey: ['pool', 'organisations', 'found', q], queryFn: ({ signal }) => api.call(listOrganisations, { query: { q, limit: 20 }, signal }), enabled: q.trim() !== '' })
  const options = (found.data?.organisations ?? []).map((one) => ({ value: one.id, label: `${one.name}（${one.areaName}）` }))
  return <Select<string> {...field} showSearch={{ filterOption: false, onSearch: setQ }} options={options} loading={found.isFetching} placeholder="打几个字查找台账里的单位" notFoundContent={q.trim() === '' ? '打几个字' : found.isFetching ? '正在找…' : '台账里没有这个单位，先到台账登记'} />
}

/** All that was done about units, the latest first; for whoever may do it. */
export function SanctionList({ onClose }: { readonly onClose: () => void }) {
  const found = useQuery(sanctionsQuery(undefined))
  return (
    <Drawer open title="对责任单位的处理" onClose={onClose} size="large">
      {found.isPending ? <Loading /> : !found.data ? <Failed error={found.error} retry={() => void found.refetch()} /> : (
        <>
          {found.data.sanctions.length === 0 ? <p className="soft">还没有处理过。在隐患旁边选“处理责任单位”。</p> : <ul className="checks-dangers">{found.data.sanctions.map((row) => <Sanction key={row.id} row={row} />)}</ul>}
          {found.data.next ? <p className="soft">只列最近 100 次。</p> : null}
          <p className="soft">截至 <When at={found.data.asOf} />。先通报，一年内再犯约谈，再犯上报主管部门；更重的要写明理由。</p>
        </>
      )}
    </Drawer>
  )
}

function Sanction({ row }: { readonly row: SanctionRow }) {
  const { id, grade, organisation, text, reason, by, at, cases, withdrawn, dueOn } = row
  const [isAsked, setAsked] = useState(false)
  return (
    <li className="card">
      <p><strong>{SANCTIONS[grade]}</strong> {organisation.name}{organisation.kindName ? <span className="soft"> · {organisation.kindName}</span> : null}{withdrawn ? <span className="soft"> · 已撤销</span> : null}</p>
      <p>{text}</p>
      {reason ? <p>越级的理由：{reason}</p> : null}
      {cases.map((standing) => <p key={standing.caseId}><StandingLine standing={standing} /></p>)}
      <p className="soft">{by} <When at={at} />{dueOn === null ? null : `，${dueOn} 前改好并答复`}</p>
      {dueOn === null ? null : <><UnitTold row={row} /><UnitAnswer row={row} /></>}
      {withdrawn ? <p className="soft">{withdrawn.by} <When at={withdrawn.at} /> 撤销：{withdrawn.reason}</p> : <Button size="small" onClick={() => setAsked(true)}>撤销</Button>}
      {isAsked ? <WithdrawDialog id={id} onClose={() => setAsked(false)} /> : null}
    </li>
  )
}

function WithdrawDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const [form] = Form.useForm<{ reason: string }>()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (body: { reason: string }) => api.call(withdrawSanction, { params: { id }, body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [CHECKS_KEY] })
      onClose()
    },
  })
  return (
    <Modal open title="撤销这次处理" okText="撤销" cancelText="不，留着" okButtonProps={{ loading: save.isPending, danger: true }} onOk={() => form.submit()} onCancel={onClose}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <p>记录留着，不再算次数。</p>
      <Form form={form} layout="vertical" initialValues={{ reason: '' }} onFinish={(typed) => save.mutate(typed)}>
        <Form.Item name="reason" label="撤销的理由" rules={[{ required: true, whitespace: true, message: '请填写撤销的理由' }]}><Input maxLength={200} /></Form.Item>
      </Form>
    </Modal>
  )
}
