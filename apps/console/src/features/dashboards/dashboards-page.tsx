import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { BULLETIN_RHYTHMS, makeBulletin, removeDashboard, ROLES } from '@yihu/contracts'
import type { DashboardRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading, NoPermission, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { AreaPicker } from '../areas/area-picker.tsx'
import { DashboardCards } from './dashboard-cards.tsx'
import { DashboardEditor } from './dashboard-editor.tsx'
import { bulletinsQuery, dashboardsQuery } from './dashboard-queries.ts'
import { readDashboardSearch } from './dashboard-search.ts'
import './dashboards.css'

/** 看板: the figures a person chose, and those that colleagues share. */
export function DashboardsPage() {
  const can = useCan()
  return can('indicator.read') ? <Dashboards /> : <NoPermission what="看板" />
}

/** Which dashboard is open in the editor: one's own, a copy of another's, or none yet. */
interface Edited {
  readonly from: DashboardRow | null
  readonly isCopy: boolean
}

function Dashboards() {
  const navigate = useNavigate()
  const { id, area } = readDashboardSearch(useSearch({ strict: false }))
  const [edited, setEdited] = useState<Edited | null>(null)
  const found = useQuery(dashboardsQuery)
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { dashboards } = found.data
  const shown = dashboards.find((one) => one.id === id) ?? dashboards[0]
  const go = (next: string | undefined, place?: string) => void navigate({ to: '/dashboards', search: readDashboardSearch({ id: next, area: place }), replace: true })
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>看板</h1>
        {shown ? <Select className="dashboard-choice" aria-label="看哪个看板" value={shown.id} onChange={(next) => go(next)} options={dashboards.map(({ id: value, form: { name }, isMine, owner }) => ({ value, label: isMine ? name : `${name}（${owner}共享）` }))} /> : null}
        {shown ? <div className="dashboard-area"><AreaPicker value={area} onChange={(place) => go(shown.id, place)} none={shown.form.area ? '看板定的区域' : '我负责的区域'} /></div> : null}
        <Button type="primary" onClick={() => setEdited({ from: null, isCopy: false })}>新建看板</Button>
      </div>
      {shown ? <><Acts dashboard={shown} onEdit={(isCopy) => setEdited({ from: shown, isCopy })} onGone={() => go(undefined)} /><DashboardCards id={shown.id} area={area} /></> : <Empty title="还没有看板">选您每天要看的指标，排好次序，定好多少算正常、多少要办；还可以按时做成简报。</Empty>}
      {edited ? <DashboardEditor from={edited.from} isCopy={edited.isCopy} onClose={() => setEdited(null)} onSaved={(saved) => { setEdited(null); go(saved) }} /> : null}
    </div>
  )
}

interface ActsProps {
  readonly dashboard: DashboardRow
  readonly onEdit: (isCopy: boolean) => void
  readonly onGone: () => void
}

function Acts({ dashboard: { id, form: { name, roles, bulletin }, isMine }, onEdit, onGone }: ActsProps) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const fail = (error: unknown) => void message.error(textOf(error))
  const make = useMutation({
    mutationFn: () => api.call(makeBulletin, { params: { id }, body: {} }), onError: fail,
    onSuccess: async () => { await queries.invalidateQueries({ queryKey: bulletinsQuery.queryKey }); await navigate({ to: '/bulletins' }) },
  })
  const remove = useMutation({ mutationFn: () => api.call(removeDashboard, { params: { id } }), onError: fail, onSuccess: async () => { onGone(); await queries.invalidateQueries({ queryKey: dashboardsQuery.queryKey }) } })
  const words = [
    roles.length > 0 ? `共享给${roles.map((role) => ROLES[role]).join('、')}，各人只看到自己有权看的` : isMine ? '只有您看得到' : null,
    bulletin && isMine ? `${BULLETIN_RHYTHMS[bulletin.rhythm]}做简报` : null,
  ].filter(Boolean)
  return (
    <div className="dashboard-acts">
      <span className="soft">{words.join('；')}</span>
      <Button onClick={() => make.mutate()} loading={make.isPending}>现在做简报</Button>
      <Button onClick={() => onEdit(true)}>照此新建</Button>
      {isMine ? <Button onClick={() => onEdit(false)}>修改</Button> : null}
      {isMine ? <Popconfirm title={`删去“${name}”？`} description="做好的简报还在。" okText="删去" cancelText="不删" onConfirm={() => remove.mutate()}><Button danger loading={remove.isPending}>删除</Button></Popconfirm> : null}
    </div>
  )
}
