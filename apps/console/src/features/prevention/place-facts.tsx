import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { nearbyParts, PART_STATES } from '@yihu/contracts'
import type { ClusterDetail } from '@yihu/contracts'
import { markOf } from '@yihu/ui'
import { api } from '../../app/api.ts'
import { BaseMap } from '../../map/base-map.tsx'
import type { MapMark } from '../../map/base-map.tsx'

const AROUND_METRES = 100

/** Where its members lie, the parts around the middle, and the units that hold them. */
export function PlaceFacts({ cluster: { areaName, cases, point, units } }: { readonly cluster: ClusterDetail }) {
  const navigate = useNavigate()
  const parts = useQuery({
    queryKey: ['parts', point],
    queryFn: ({ signal }) => api.call(nearbyParts, { query: { lon: point?.lon ?? 0, lat: point?.lat ?? 0, metres: AROUND_METRES }, signal }),
    enabled: point !== null,
    staleTime: 600_000,
  })
  const marks = useMemo(() => cases.flatMap((row): MapMark[] => (row.point ? [{ id: row.id, ...row.point, mark: markOf(row), title: `${row.number} ${row.title}` }] : [])), [cases])
  const broken = (parts.data?.parts ?? []).filter(({ state }) => state !== 'good')
  return (
    <section className="card" aria-label="地点、部件和单位">
      <h2>{areaName}</h2>
      {point ? <figure className="cluster-map"><BaseMap centre={point} zoom={16} marks={marks} onMark={(id) => void navigate({ to: '/cases/$id', params: { id } })} label="这些诉求在哪里" /></figure> : <p className="soft">这些诉求没有准确的位置。</p>}
      {parts.data ? <p>中心 {AROUND_METRES} 米内有部件 {parts.data.parts.length} 个{broken.length > 0 ? `，其中不完好的：${broken.map(({ className, code, state }) => `${className} ${code}（${PART_STATES[state]}）`).join('、')}` : '，都完好'}。</p> : null}
      <h3>办理单位</h3>
      {units.length === 0 ? <p className="soft">还没有派给单位。</p> : <ul>{units.map(({ id, name, count, open }) => <li key={id}>{name} {count} 件{open > 0 ? `，在办 ${open} 件` : ''}</li>)}</ul>}
    </section>
  )
}
