import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { CLUSTER_TRENDS } from '@yihu/contracts'
import type { ClusterDetail } from '@yihu/contracts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useKeys } from '../../app/keys.ts'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { CaseMark } from '../cases/mark.tsx'
import { ClusterMark } from './cluster-mark.tsx'
import { PlaceFacts } from './place-facts.tsx'
import { clusterQuery, tasksOfClusterQuery } from './prevention-queries.ts'
import { TaskForm } from './task-form.tsx'
import { WeekBars } from './week-bars.tsx'
import './prevention.css'

/** One cluster: cause, places, units, how the like was solved, the list behind every number, and the task that ends it. */
export function ClusterPage() {
  const can = useCan()
  const { id = '' } = useParams({ strict: false })
  const found = useQuery({ ...clusterQuery(id), enabled: can('cluster.read') })
  if (!can('cluster.read')) return <NoPermission what="热点" />
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} retry={() => void found.refetch()} />
  return <Cluster cluster={found.data} />
}

function Cluster({ cluster }: { readonly cluster: ClusterDetail }) {
  return (
    <div className="sheet">
      <p><Link to="/clusters">‹ 热点</Link></p>
      <div className="sheet-head"><h1>{cluster.name}</h1><ClusterMark state={cluster.state} /><span className="soft"><When at={cluster.asOf} /> 的情况</span></div>
      <Tasks cluster={cluster} />
      <div className="cluster-body">
        <div>
          <section className="card" aria-label="多少和趋势">
            <h2>{cluster.count} 件，{cluster.days} 天</h2>
            <p><a href="#cluster-cases">看清单</a>。近七天 {cluster.lastWeek} 件，再前七天 {cluster.weekBefore} 件，{CLUSTER_TRENDS[cluster.trend]}。最早 <When at={cluster.firstAt} />，最近 <When at={cluster.lastAt} />{cluster.alarmedAt ? <>，<When at={cluster.alarmedAt} /> 成为热点</> : '，还不是热点'}。</p>
            <WeekBars weeks={cluster.weeks} />
          </section>
          <Causes cluster={cluster} />
          <Cases cluster={cluster} />
        </div>
        <div>
          <PlaceFacts cluster={cluster} />
          <Similar cluster={cluster} />
        </div>
      </div>
    </div>
  )
}

/** The tasks that came from it; a new one by the key P. */
function Tasks({ cluster }: { readonly cluster: ClusterDetail }) {
  const can = useCan()
  const [isOpening, setOpening] = useState(false)
  const tasks = useQuery({ ...tasksOfClusterQuery(cluster.id), enabled: can('prevention.read') })
  const rows = tasks.data?.tasks ?? []
  const mayOpen = can('prevention.open') && !rows.some((row) => row.case.step < 4)
  useKeys(mayOpen ? { p: () => setOpening(true) } : {})
  return (
    <section className="card cluster-tasks" aria-label="未诉先办">
      {rows.map((row) => <p key={row.id}><CaseMark of={row.case} /> <Link to="/prevention" search={{ at: row.id }}>{row.title}</Link> <span className="soft">{row.case.unit?.name} · {row.case.stateLabel} · {row.case.dueText ?? (row.treatedAt ? '已办结' : '')}</span></p>)}
      {rows.length === 0 ? <p className="soft">还没有从这里建过未诉先办任务。</p> : null}
      {mayOpen && !isOpening ? <Button type="primary" onClick={() => setOpening(true)}>建未诉先办任务 <kbd aria-hidden="true">P</kbd></Button> : null}
      {isOpening ? <TaskForm cluster={cluster} onClose={() => setOpening(false)} /> : null}
    </section>
  )
}

function Causes({ cluster }: { readonly cluster: ClusterDetail }) {
  return (
    <section className="card" aria-label="可能的原因">
      <h2>可能的原因</h2>
      <p className="soft">大家都提到、别处少提到的词；是不是原因请到现场看。{cluster.class ? `多数归在“${cluster.class.name}”。` : '各件分类不一。'}</p>
      {cluster.causes.length > 0 ? <ul className="causes">{cluster.causes.map(({ word, count }) => <li key={word}>{word}<span className="soft"> {count} 件</span></li>)}</ul> : <p>没有共同的词。</p>}
    </section>
  )
}

function Cases({ cluster: { cases, unseen } }: { readonly cluster: ClusterDetail }) {
  return (
    <section className="card" id="cluster-cases" aria-label="清单">
      <h2>清单 {cases.length} 件</h2>
      {unseen > 0 ? <p className="soft">另有 {unseen} 件不在您的管辖范围。</p> : null}
      <ul className="cluster-cases">{cases.map((row) => (
        <li key={row.id}><CaseMark of={row} isWordShown={false} /> <Link to="/cases/$id" params={{ id: row.id }}>{row.number} {row.title}</Link> <span className="soft"><When at={row.registeredAt} /> · {row.areaName} · {row.stateLabel}</span></li>
      ))}</ul>
    </section>
  )
}

function Similar({ cluster: { similar } }: { readonly cluster: ClusterDetail }) {
  return (
    <section className="card" aria-label="以前怎样解决的">
      <h2>以前怎样解决的</h2>
      {similar.length === 0 ? <p className="soft">还没有办结过同类、说得也像的案件。</p> : null}
      <ul className="cluster-cases">{similar.map((row) => (
        <li key={row.id}><p><Link to="/cases/$id" params={{ id: row.id }}>{row.number} {row.title}</Link></p><p>{row.reply}</p><p className="soft">{row.isSolved ? '解决了' : '没有解决'} · {row.unitName ?? '没有单位'} · {row.areaName} · <When at={row.closedAt} /></p></li>
      ))}</ul>
    </section>
  )
}
