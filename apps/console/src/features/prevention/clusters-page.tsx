import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button, Table } from 'antd'
import { useMemo } from 'react'
import { CLUSTER_TRENDS, refreshClusters } from '@yihu/contracts'
import type { ClusterRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading, NoPermission, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { BaseMap } from '../../map/base-map.tsx'
import type { MapMark } from '../../map/base-map.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { DraftBulletin } from '../intelligence/draft-bulletin.tsx'
import { ClusterMark } from './cluster-mark.tsx'
import { CLUSTERS_KEY, clustersQuery } from './prevention-queries.ts'
import { FILTERS, readClustersSearch } from './prevention-search.ts'
import type { ClustersSearch } from './prevention-search.ts'
import './prevention.css'

/** Groups and hot spots: what many people say about one thing, where, since when, and whether it grows. */
export function ClustersPage() {
  const can = useCan()
  return can('cluster.read') ? <Clusters /> : <NoPermission what="热点" />
}

function Clusters() {
  const { state = 'live', area } = readClustersSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const found = useQuery(clustersQuery(state, area))
  const rows = found.data?.clusters ?? []
  const change = (next: Partial<Record<keyof ClustersSearch, string | undefined>>) => void navigate({ to: '/clusters', search: (last) => readClustersSearch({ ...last, ...next }), replace: true })
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>热点</h1>
        {found.data ? <span className="soft"><When at={found.data.asOf} /> 的情况</span> : null}
        <Refresh />
      </div>
      <div className="cluster-filters">
        <div role="group" aria-label="哪些">{Object.entries(FILTERS).map(([value, label]) => (
          <Button key={value} size="small" type={state === value ? 'primary' : 'text'} aria-pressed={state === value} onClick={() => change({ state: value })}>{label}</Button>
        ))}</div>
        <AreaPicker value={area} onChange={(path) => change({ area: path })} />
      </div>
      <DraftBulletin key={area} area={area} />
      {found.isPending ? <Loading /> : null}
      {found.isError && rows.length === 0 ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isSuccess && rows.length === 0 ? <Empty title="没有成组的诉求">三件以上说的是同一处的同一件事，就会聚成一组出现在这里；十件以上、跨五天以上的是热点。每十分钟算一次。</Empty> : null}
      {rows.length > 0 ? <><ClusterMap rows={rows} /><ClusterTable rows={rows} /></> : null}
    </div>
  )
}

function Refresh() {
  const can = useCan()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const refresh = useMutation({
    mutationFn: () => api.call(refreshClusters, {}),
    onSuccess: () => { message.success('已算到现在'); void queries.invalidateQueries({ queryKey: CLUSTERS_KEY }) },
    onError: (error) => { message.error(textOf(error)) },
  })
  return can('cluster.refresh') ? <Button loading={refresh.isPending} onClick={() => refresh.mutate()}>现在更新</Button> : null
}

function ClusterMap({ rows }: { readonly rows: readonly ClusterRow[] }) {
  const navigate = useNavigate()
  const marks = useMemo(() => rows.flatMap((row): MapMark[] => (row.point ? [{ id: row.id, ...row.point, mark: row.state === 'hot' ? 'overdue' : row.state === 'group' ? 'soon' : 'ended', title: `${row.name}，${row.count} 件` }] : [])), [rows])
  if (marks.length === 0) return <p className="soft">这些诉求都没有准确的位置，地图上不显示。</p>
  return (
    <figure className="cluster-map">
      <BaseMap marks={marks} onMark={(id) => void navigate({ to: '/clusters/$id', params: { id } })} label="热点地图" />
      <figcaption className="soft">▲ 热点　◆ 成组　○ 已平息；点标记打开。{rows.length > marks.length ? `${rows.length - marks.length} 组没有准确的位置，只在下表里。` : ''}</figcaption>
    </figure>
  )
}

function ClusterTable({ rows }: { readonly rows: readonly ClusterRow[] }) {
  return (
    <Table<ClusterRow> rowKey="id" size="small" dataSource={[...rows]} pagination={{ pageSize: 20, hideOnSinglePage: true }} scroll={{ x: 860 }} columns={[
      { title: '状态', key: 'state', width: 84, render: (_value, row) => <ClusterMark state={row.state} /> },
      { title: '说的什么', key: 'name', render: (_value, row) => <><Link to="/clusters/$id" params={{ id: row.id }}>{row.name}</Link><br /><span className="soft">{row.words.join('、')}</span></> },
      { title: '地点', dataIndex: 'areaName' },
      { title: '件数', key: 'count', align: 'right', width: 96, render: (_value, row) => <>{row.count} 件<br /><span className="soft">{row.days} 天</span></> },
      { title: '近七天', key: 'trend', width: 156, render: (_value, row) => <>{row.lastWeek} 件（前七天 {row.weekBefore}）<br /><span className={row.trend === 'rising' ? 'tone-red' : 'soft'}>{row.trend === 'rising' ? '↑ ' : row.trend === 'falling' ? '↓ ' : '→ '}{CLUSTER_TRENDS[row.trend]}</span></> },
      { title: '成为热点', key: 'alarm', width: 136, render: (_value, row) => (row.alarmedAt ? <When at={row.alarmedAt} /> : '—') },
    ]} />
  )
}
