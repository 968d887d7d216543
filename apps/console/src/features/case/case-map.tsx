import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { nearbyCases } from '@yihu/contracts'
import type { CaseDetail } from '@yihu/contracts'
import { markOf } from '@yihu/ui'
import { api } from '../../app/api.ts'
import { BaseMap } from '../../map/base-map.tsx'
import type { MapMark } from '../../map/base-map.tsx'

/** Where it is, and the open cases around it. */
export function CaseMap({ detail }: { readonly detail: CaseDetail }) {
  const navigate = useNavigate()
  const { point } = detail
  const nearby = useQuery({
    queryKey: ['nearby', point],
    queryFn: ({ signal }) => api.call(nearbyCases, { query: { lon: point?.lon ?? 0, lat: point?.lat ?? 0, metres: 300 }, signal }),
    enabled: point !== null,
  })
  if (!point) return <p className="map-none soft card">这件案子没有地图位置，只有地址：{detail.address ?? detail.areaName}</p>
  const others = (nearby.data?.cases ?? []).filter(({ id }) => id !== detail.id)
  const marks = others.flatMap((row): MapMark[] => (row.point ? [{ id: row.id, ...row.point, mark: markOf(row), title: `${row.number} ${row.title}（${Math.round(row.metres)} 米）` }] : []))
  return (
    <figure className="case-map">
      <BaseMap centre={point} zoom={16} marks={[...marks, { id: detail.id, ...point, mark: markOf(detail), title: '本案', isMain: true }]}
        onMark={(id) => { if (id !== detail.id) void navigate({ to: '/cases/$id', params: { id } }) }} />
      <figcaption className="soft">{nearby.isSuccess ? (others.length > 0 ? `附近 300 米内还有 ${others.length} 件在办` : '附近 300 米内没有其他在办案件') : ' '}</figcaption>
    </figure>
  )
}
