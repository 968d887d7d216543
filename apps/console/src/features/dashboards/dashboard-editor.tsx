import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { ApiError } from '@yihu/client'
import { BULLETIN_RHYTHMS, CARD_LIMIT, DASHBOARD_ROLES, ROLES, saveDashboard } from '@yihu/contracts'
import type { DashboardForm, DashboardRow } from '@yihu/contracts'
import { WEEKDAYS } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { CardEditor } from './card-editor.tsx'
import { dashboardsQuery, indicatorBookQuery } from './dashboard-queries.ts'
import { formOf, valuesOf } from './dashboard-values.ts'
import type { DashboardValues } from './dashboard-values.ts'
import { moved } from './order.ts'

interface DashboardEditorProps {
  /** Null: a new one. */
  readonly from: DashboardRow | null
  /** A new one that begins like `from`. */
  readonly isCopy: boolean
  readonly onClose: () => void
  readonly onSaved: (id: string) => void
}

/** What stands on a dashboard, in which order, when it is called what, for whom, and when it becomes a bulletin. */
export function DashboardEditor({ from, isCopy, onClose, onSaved }: DashboardEditorProps) {
  const queries = useQueryClient()
  const [values, setValues] = useState<DashboardValues>(() => valuesOf(from, isCopy))
  const change = (next: Partial<DashboardValues>) => setValues((last) => ({ ...last, ...next }))
  const save = useMutation({
    mutationFn: () => api.call(saveDashboard, { params: { id: from && !isCopy ? from.id : crypto.randomUUID() }, body: { version: from && !isCopy ? from.version : 0, dashboard: formOf(values) } }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: dashboardsQuery.queryKey })
      await queries.invalidateQueries({ queryKey: ['indicators', 'dashboard', id] })
      onSaved(id)
    },
  })
  const fields = save.error instanceof ApiError ? Object.values(save.error.fields ?? {}) : []
  return (
    <Drawer open title={from && !isCopy ? `修改“${from.form.name}”` : '新建看板'} size={640} onClose={onClose}
      extra={<Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>保存</Button>}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} description={fields.length > 0 ? fields.join('；') : undefined} /> : null}
      <Form layout="vertical">
        <Form.Item label="名称" htmlFor="dashboard-name"><Input id="dashboard-name" value={values.name} maxLength={30} onChange={(event) => change({ name: event.target.value })} /></Form.Item>
        <Form.Item label="看哪里" extra="不选就是看的人自己负责的区域"><AreaPicker value={values.area} onChange={(area) => change({ area })} none="看的人自己负责的区域" /></Form.Item>
        <Cards cards={values.cards} onChange={(cards) => change({ cards })} />
        <Form.Item label="共享给哪些岗位" htmlFor="dashboard-roles" extra="各人只看到自己有权看的指标和区域"><Select id="dashboard-roles" mode="multiple" value={[...values.roles]} onChange={(roles) => change({ roles })} options={DASHBOARD_ROLES.map((value) => ({ value, label: ROLES[value] }))} placeholder="不共享" /></Form.Item>
        <Rhythm values={values} onChange={change} />
      </Form>
    </Drawer>
  )
}

interface CardsProps {
  readonly cards: DashboardForm['cards']
  readonly onChange: (cards: DashboardForm['cards']) => void
}

function Cards({ cards, onChange }: CardsProps) {
  const book = useQuery(indicatorBookQuery)
  const known = book.data?.indicators ?? []
  const free = known.filter(({ id }) => !cards.some(({ indicator }) => indicator === id))
  return (
    <fieldset className="dashboard-cards">
      <legend>指标（{cards.length}）</legend>
      <ol>
        {cards.map((card, at) => (
          <CardEditor key={card.indicator} card={card} about={known.find(({ id }) => id === card.indicator)} place={{ at, of: cards.length }}
            onChange={(next) => onChange(cards.map((one) => (one === card ? next : one)))} onMove={(by) => onChange([...moved(cards, at, by)])} onRemove={() => onChange(cards.filter((one) => one !== card))} />
        ))}
      </ol>
      {cards.length < CARD_LIMIT ? <Select aria-label="加一个指标" className="dashboard-add" value={null} placeholder="加一个指标" loading={book.isPending} showSearch={{ optionFilterProp: 'label' }} options={free.map(({ id, name, definition }) => ({ value: id, label: name, title: definition }))} onChange={(indicator: string) => onChange([...cards, { indicator, width: 1, thresholds: [] }])} /> : null}
    </fieldset>
  )
}

function Rhythm({ values: { rhythm, on, hour }, onChange }: { readonly values: DashboardValues; readonly onChange: (next: Partial<DashboardValues>) => void }) {
  return (
    <Form.Item label="做成简报（PDF 和 Excel）" extra="到时候按您那时的权限做好，通知您下载，保存一年">
      <div className="dashboard-rhythm">
        <Radio.Group value={rhythm} onChange={(event) => onChange({ rhythm: event.target.value as DashboardValues['rhythm'], on: 1 })} options={[{ value: 'none', label: '不做' }, ...Object.entries(BULLETIN_RHYTHMS).map(([value, label]) => ({ value, label }))]} />
        {rhythm === 'week' ? <Select aria-label="星期几" value={on} onChange={(next) => onChange({ on: next })} options={WEEKDAYS.map((label, at) => ({ value: at + 1, label }))} /> : null}
        {rhythm === 'month' ? <InputNumber aria-label="几日" value={on} min={1} max={28} precision={0} suffix="日" onChange={(next) => onChange({ on: next ?? 1 })} /> : null}
        {rhythm === 'none' ? null : <InputNumber aria-label="几点" value={hour} min={0} max={23} precision={0} suffix="点" onChange={(next) => onChange({ hour: next ?? 8 })} />}
      </div>
    </Form.Item>
  )
}
