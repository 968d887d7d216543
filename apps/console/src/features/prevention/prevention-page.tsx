import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { PREVENTION_ORIGINS } from '@yihu/contracts'
import type { PreventionTask } from '@yihu/contracts'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { CaseMark } from '../cases/mark.tsx'
import { EffectView } from './effect-view.tsx'
import { tasksQuery } from './prevention-queries.ts'
import { readPreventionSearch, TASK_FILTERS } from './prevention-search.ts'
import './prevention.css'

/** The board of preventive tasks: what was begun before the next complaint, how far it is, and what it brought. */
export function PreventionPage() {
  const can = useCan()
  return can('prevention.read') ? <Tasks /> : <NoPermission what="未诉先办" />
}

function Tasks() {
  const { state = 'all', at } = readPreventionSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const found = useInfiniteQuery(tasksQuery(state))
  const rows = found.data?.pages.flatMap(({ tasks }) => tasks) ?? []
  const change = (next: Record<string, string | undefined>) => void navigate({ to: '/prevention', search: (last) => readPreventionSearch({ ...last, ...next }), replace: true })
  const asOf = found.data?.pages[0]?.asOf
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>未诉先办</h1>{asOf ? <span className="soft"><When at={asOf} /> 的情况</span> : null}</div>
      <div className="cluster-filters" role="group" aria-label="哪些">{Object.entries(TASK_FILTERS).map(([value, label]) => (
        <Button key={value} size="small" type={state === value ? 'primary' : 'text'} aria-pressed={state === value} onClick={() => change({ state: value })}>{label}</Button>
      ))}</div>
      {found.isPending ? <Loading /> : null}
      {found.isError && rows.length === 0 ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isSuccess && rows.length === 0 ? <Empty title="没有这样的任务">从“热点”里打开一个，就能建未诉先办任务：在下一件诉求来之前把事办了。</Empty> : null}
      <ul className="tasks">{rows.map((row) => <Task key={row.id} row={row} isOpen={row.id === at} onToggle={() => change({ at: row.id === at ? undefined : row.id })} />)}</ul>
      {found.hasNextPage ? <Button block type="link" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>更多任务</Button> : null}
    </div>
  )
}

function Task({ row, isOpen, onToggle }: { readonly row: PreventionTask; readonly isOpen: boolean; readonly onToggle: () => void }) {
  const can = useCan()
  const { origin } = row
  return (
    <li className="card">
      <h2><CaseMark of={row.case} /> {row.title}</h2>
      <p>{row.measure}</p>
      <p className="soft">
        {PREVENTION_ORIGINS[origin.kind]}：{origin.kind === 'cluster' && origin.id && can('cluster.read') ? <Link to="/clusters/$id" params={{ id: origin.id }}>{origin.name}</Link> : origin.name} · {row.class.name} · {row.case.areaName} · {row.createdBy} <When at={row.createdAt} /> 建
      </p>
      <p><Link to="/cases/$id" params={{ id: row.case.id }}>案件 {row.case.number}</Link> · {row.case.unit?.name ?? '没有单位'} · {row.case.stateLabel}{row.case.dueText ? ` · ${row.case.dueText}` : ''}{row.treatedAt ? <> · <When at={row.treatedAt} /> 办结</> : null}</p>
      <Button size="small" aria-expanded={isOpen} onClick={onToggle}>{isOpen ? '收起效果' : '看效果'}</Button>
      {isOpen ? <EffectView id={row.id} /> : null}
    </li>
  )
}
