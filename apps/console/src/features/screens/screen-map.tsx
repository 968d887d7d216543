import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { MARKS, markOf } from '@yihu/ui'
import { BaseMap } from '../../map/base-map.tsx'
import { baseMapQuery } from '../../map/base-query.ts'
import { EMPTY } from '../../map/geometry.ts'
import type { Shapes } from '../../map/geometry.ts'
import { casePointsQuery } from './screen-queries.ts'

/** Where the open cases of a place lie; pressing one opens it, pressing many comes nearer. */
export function ScreenMap({ area, code }: { readonly area: string | undefined; readonly code: string | undefined }) {
  const navigate = useNavigate()
  const { data, isError } = useQuery(casePointsQuery(area))
  const base = useQuery(baseMapQuery)
  const points = useMemo(() => (data?.points ?? []).map(({ id, lon, lat, card, title }) => {
    const { shape, tone } = MARKS[markOf({ state: '', card })]
    return { id, lon, lat, shape, tone, title, isBad: card === 'red' }
  }), [data])
  const selected = useMemo(() => placeOf(base.data, code), [base.data, code])
  const open = (ids: readonly string[]) => {
    const [id] = ids
    if (ids.length === 1 && id !== undefined) void navigate({ to: '/cases/$id', params: { id } })
    else if (ids.length > 1) void navigate({ to: '/desk/$desk', params: { desk: 'all' }, search: { mark: 'open', ...(area ? { area } : {}) } })
  }
  return (
    <section className="screen-map" aria-label="在办案件的位置">
      <BaseMap points={points} onPoints={open} selected={selected} label="在办案件地图" />
      <p className="screen-legend"><span className="tone-green">● 正常</span> <span className="tone-amber">◆ 临期</span> <span className="tone-red">▲ 超期</span> · {data ? `有位置的在办 ${points.length} 件` : isError ? '没有读到案件' : '正在读取'}</p>
    </section>
  )
}

function placeOf(base: Shapes | undefined, code: string | undefined): Shapes {
  const features = base?.features.filter(({ properties }) => code !== undefined && properties['code'] === code) ?? []
  return features.length === 0 ? EMPTY : { type: 'FeatureCollection', features }
}
