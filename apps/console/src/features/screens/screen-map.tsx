import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { AlarmSeverity, Screen } from '@yihu/contracts'
import { MARKS, markOf } from '@yihu/ui'
import { useCan } from '../../app/session.ts'
import { BaseMap } from '../../map/base-map.tsx'
import { baseMapQuery } from '../../map/base-query.ts'
import { EMPTY } from '../../map/geometry.ts'
import type { Shapes } from '../../map/geometry.ts'
import type { MapPoint } from '../../map/points.ts'
import { openAlarmsQuery } from '../alarms/alarm-queries.ts'
import { casePointsQuery } from './screen-queries.ts'

/** As the layer of alarms has it. */
const TONES: Readonly<Record<AlarmSeverity, MapPoint['tone']>> = { notice: 'accent', minor: 'amber', major: 'red', critical: 'red' }

interface ScreenMapProps {
  readonly screen: Screen
  readonly area: string | undefined
  readonly code: string | undefined
  /** The places that pressing the ground goes down to. */
  readonly within: readonly { readonly path: string; readonly code: string }[]
}

/** Where the open cases of a place lie, and the alarms there that have not cleared; pressing one opens it, pressing many comes nearer, pressing the ground goes down to the place there. */
export function ScreenMap({ screen, area, code, within }: ScreenMapProps) {
  const navigate = useNavigate()
  const goDown = (codes: readonly string[]) => {
    const place = within.find((one) => codes.includes(one.code))
    if (place) void navigate({ to: '/screen/$screen', params: { screen }, search: { area: place.path } })
  }
  const { data, isError } = useQuery(casePointsQuery(area))
  const base = useQuery(baseMapQuery)
  const cases = useMemo(() => (data?.points ?? []).map(({ id, lon, lat, card, title }): MapPoint => {
    const { shape, tone } = MARKS[markOf({ state: '', card })]
    return { id, lon, lat, shape, tone, title, isBad: card === 'red' }
  }), [data])
  const alarms = useAlarms(area)
  const points = useMemo(() => [...cases, ...alarms.points], [cases, alarms.points])
  const selected = useMemo(() => placeOf(base.data, code), [base.data, code])
  const open = (ids: readonly string[]) => {
    const [id] = ids
    const isAlarms = ids.every((one) => alarms.points.some((point) => point.id === one))
    if (ids.length === 1 && id !== undefined) void (isAlarms ? navigate({ to: '/alarms', search: { at: id } }) : navigate({ to: '/cases/$id', params: { id } }))
    else if (ids.length > 1 && isAlarms) void navigate({ to: '/alarms', search: area ? { area } : {} })
    else if (ids.length > 1) void navigate({ to: '/desk/$desk', params: { desk: 'all' }, search: { mark: 'open', ...(area ? { area } : {}) } })
  }
  return (
    <section className="screen-map" aria-label="在办案件和告警的位置">
      <BaseMap points={points} onPoints={open} onPick={(_, codes) => goDown(codes)} selected={selected} followsLetters label="在办案件和告警地图" />
      <p className="screen-legend"><span className="tone-green">● 正常</span> <span className="tone-amber">◆ 临期</span> <span className="tone-red">▲ 超期</span> · {data ? `有位置的在办 ${cases.length} 件` : isError ? '没有读到案件' : '正在读取'}{alarms.says}</p>
    </section>
  )
}

const NONE: readonly MapPoint[] = []

function useAlarms(area: string | undefined): { readonly points: readonly MapPoint[]; readonly says: string } {
  const can = useCan()
  const { data } = useQuery({ ...openAlarmsQuery(area), enabled: can('alarm.read') })
  const points = useMemo(() => data?.alarms.flatMap(({ id, point, severity, what, scenario }): MapPoint[] => (
    point ? [{ id, ...point, shape: '', icon: scenario.icon, tone: TONES[severity], title: `${scenario.name} · ${what}`, isBad: TONES[severity] === 'red' }] : []
  )) ?? NONE, [data])
  return { points, says: data ? `，有位置的未解除告警 ${points.length}${data.next === null ? '' : ' 多'} 条（圆里是场景）` : '' }
}

function placeOf(base: Shapes | undefined, code: string | undefined): Shapes {
  const features = base?.features.filter(({ properties }) => code !== undefined && properties['code'] === code) ?? []
  return features.length === 0 ? EMPTY : { type: 'FeatureCollection', features }
}
