import { useMemo } from 'react'
import { BaseMap } from '../../map/base-map.tsx'
import type { LonLat, MapMark } from '../../map/base-map.tsx'

/** A point to be near to, by a click on the map. */
export function PointMap({ point, onPick }: { readonly point: LonLat | null; readonly onPick: (point: LonLat) => void }) {
  const marks = useMemo<readonly MapMark[]>(() => (point ? [{ id: 'here', ...point, mark: 'normal', title: '从这里算', isMain: true }] : []), [point])
  return (
    <figure className="point-map">
      <BaseMap centre={point} zoom={14} marks={marks} onPick={onPick} label="点地图，离这里近的排在前面" />
      <figcaption className="soft">{point ? '离标记近的排在前面；再点可换一处。' : '请在地图上点一处，离那里近的排在前面。'}</figcaption>
    </figure>
  )
}
