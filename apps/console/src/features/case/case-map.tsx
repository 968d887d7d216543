import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { nearbyCases, nearbyParts, PART_STATES } from '@yihu/contracts'
import type { AnswerOf, CaseDetail } from '@yihu/contracts'
import { markOf } from '@yihu/ui'
import { api } from '../../app/api.ts'
import { BaseMap } from '../../map/base-map.tsx'
import type { MapMark, MapSpot } from '../../map/base-map.tsx'

const AROUND_METRES = 100

type NearPart = AnswerOf<typeof nearbyParts>['parts'][number]

/** Where it is, the open cases and the parts (部件) around it. */
export function CaseMap({ detail }: { readonly detail: CaseDetail }) {
  const navigate = useNavigate()
  const { point } = detail
  const nearby = useQuery({
    queryKey: ['nearby', point],
    queryFn: ({ signal }) => api.call(nearbyCases, { query: { lon: point?.lon ?? 0, lat: point?.lat ?? 0, metres: 300 }, signal }),
    enabled: point !== null,
  })
  const parts = useQuery({
    queryKey: ['parts', point],
    queryFn: ({ signal }) => api.call(nearbyParts, { query: { lon: point?.lon ?? 0, lat: point?.lat ?? 0, metres: AROUND_METRES }, signal }),
    enabled: point !== null,
    staleTime: 600_000,
  })
  const spots = useMemo(() => (parts.data?.parts ?? []).map(spotOf), [parts.data])
  if (!point) return <p className="map-none soft card">这件案子没有地图位置，只有地址：{detail.address ?? detail.areaName}</p>
  const others = (nearby.data?.cases ?? []).filter(({ id }) => id !== detail.id)
  const marks = others.flatMap((row): MapMark[] => (row.point ? [{ id: row.id, ...row.point, mark: markOf(row), title: `${row.number} ${row.title}（${Math.round(row.metres)} 米）` }] : []))
  return (
    <figure className="case-map">
      <BaseMap centre={point} zoom={16} spots={spots} marks={[...marks, { id: detail.id, ...point, mark: markOf(detail), title: '本案', isMain: true }]}
        onMark={(id) => { if (id !== detail.id) void navigate({ to: '/cases/$id', params: { id } }) }} />
      <figcaption className="soft">{nearby.isSuccess ? (others.length > 0 ? `附近 300 米内还有 ${others.length} 件在办` : '附近 300 米内没有其他在办案件') : ' '}{parts.data ? partsText(parts.data.parts) : ''}</figcaption>
    </figure>
  )
}

function spotOf({ code, className, point, unit, state, metres }: NearPart): MapSpot {
  return { id: code, ...point, title: `${className} ${code}，${PART_STATES[state]}，${metres} 米${unit ? `，${unit.name}养护` : ''}`, isBad: state !== 'good' }
}

/** 「；100 米内有部件 12 个：路灯 5、污水井盖 4…」 */
function partsText(parts: readonly NearPart[]): string {
  if (parts.length === 0) return ''
  const counts = [...Map.groupBy(parts, ({ className }) => className)].map(([name, of]) => `${name} ${of.length}`)
  return `；${AROUND_METRES} 米内有部件 ${parts.length} 个：${counts.join('、')}`
}
