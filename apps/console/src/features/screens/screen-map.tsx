import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { MARKS, markOf } from '@yihu/ui'
import { useCan } from '../../app/session.ts'
import { BaseMap } from '../../map/base-map.tsx'
import { baseMapQuery } from '../../map/base-query.ts'
import { EMPTY } from '../../map/geometry.ts'
import type { TileView } from '../../map/tile-layers.ts'
import { layersQuery } from '../map/layers-query.ts'
import { addressOf } from '../map/map-search.ts'
import type { Shapes } from '../../map/geometry.ts'
import { casePointsQuery } from './screen-queries.ts'

const NOTHING: Pick<TileView, 'days' | 'only' | 'isQuiet' | 'onView'> = { days: [], only: new Map(), isQuiet: false, onView: () => undefined }

/** Where the open cases of a place lie, and the alarms that have not cleared; pressing one opens it, pressing many comes nearer. */
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
  const alarms = useAlarms()
  return (
    <section className="screen-map" aria-label="在办案件和告警的位置">
      <BaseMap points={points} {...(alarms.tiles ? { tiles: alarms.tiles } : {})} onPoints={open} selected={selected} label="在办案件和告警地图" />
      <p className="screen-legend"><span className="tone-green">● 正常</span> <span className="tone-amber">◆ 临期</span> <span className="tone-red">▲ 超期</span> · {data ? `有位置的在办 ${points.length} 件` : isError ? '没有读到案件' : '正在读取'}{alarms.says}</p>
    </section>
  )
}

/** Alarms within the sight of whoever opened the wall, also around its place; they change by themselves. */
function useAlarms(): { readonly tiles: TileView | null; readonly says: string } {
  const can = useCan()
  const navigate = useNavigate()
  const { data } = useQuery({ ...layersQuery, refetchInterval: false, enabled: can('alarm.read') })
  const layer = data?.layers.find(({ id }) => id === 'alarms')
  if (!data || !layer) return { tiles: null, says: '' }
  const open: TileView['onThings'] = ([first]) => {
    const address = first ? addressOf(layer.card, first.facts) : null
    if (address !== null) void navigate({ to: address })
  }
  return { tiles: { ...NOTHING, shown: [layer], revision: data.asOf, onThings: open }, says: `，未解除告警 ${layer.count ?? '很多'} 条（圆底图样）` }
}

function placeOf(base: Shapes | undefined, code: string | undefined): Shapes {
  const features = base?.features.filter(({ properties }) => code !== undefined && properties['code'] === code) ?? []
  return features.length === 0 ? EMPTY : { type: 'FeatureCollection', features }
}
