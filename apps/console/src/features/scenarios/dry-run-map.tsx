import { useMemo } from 'react'
import { ALARM_SEVERITIES } from '@yihu/contracts'
import type { AnswerOf, dryRunScenario } from '@yihu/contracts'
import { exactText } from '../../app/time.ts'
import { BaseMap } from '../../map/base-map.tsx'
import type { MapPoint } from '../../map/points.ts'
import { SEVERITY_MARKS } from '../alarms/alarm-mark.tsx'

export type Ring = AnswerOf<typeof dryRunScenario>['rings'][number]

/** Names a ring among those of one dry run. */
export function ringKey({ at, device }: Ring): string {
  return `${at} ${device.id}`
}

/** Where it would have rung: the number at a place is how often there. */
export function DryRunMap({ rings, onPress }: { readonly rings: readonly Ring[]; readonly onPress: (keys: readonly string[]) => void }) {
  const placed = useMemo(() => rings.flatMap((ring) => (ring.point ? [{ ring, point: ring.point }] : [])), [rings])
  const points = useMemo(() => placed.map(({ ring, point }): MapPoint => ({
    id: ringKey(ring), ...point, ...SEVERITY_MARKS[ring.severity], title: `${ring.device.name} · ${exactText(ring.at)} · ${ALARM_SEVERITIES[ring.severity]}`, isBad: ring.severity === 'critical',
  })), [placed])
  const [first] = placed
  if (!first) return <p className="soft">响起的设备都没有地图位置。</p>
  const isOnePlace = placed.every(({ point }) => point.lon === first.point.lon && point.lat === first.point.lat)
  return (
    <figure className="dry-run-map">
      <BaseMap {...(isOnePlace ? { centre: first.point, zoom: 16 } : {})} points={points} onPoints={onPress} label="试跑里响起的地方；下面的表格是同样这些" />
      <figcaption className="soft">数字是那里响起的次数，▲ 是其中紧急的；点开只看那里的。{placed.length < rings.length ? `另有 ${rings.length - placed.length} 次的设备没有地图位置。` : ''}</figcaption>
    </figure>
  )
}
