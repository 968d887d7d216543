import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo } from 'react'
import { locatePoint } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { BaseMap } from '../../map/base-map.tsx'
import type { LonLat, MapMark } from '../../map/base-map.tsx'
import { EMPTY, shapesOf } from '../../map/geometry.ts'
import { placeName } from './intake-values.ts'

interface PlacePickerProps {
  readonly point: LonLat | null
  readonly onPick: (point: LonLat | null) => void
  /** A place that was chosen by its address: the map goes there. */
  readonly near: LonLat | null
  /** The areas' names, for an address that was left empty. */
  readonly onAddress?: (address: string) => void
  /** What is said before anything is chosen. */
  readonly hint?: string
}

/** A point by a click; the community and grid that hold it are said at once. */
export function PlacePicker({ point, near, onPick, onAddress, hint = '点地图选位置；只有地址也可以登记。' }: PlacePickerProps) {
  const place = useQuery({
    queryKey: ['locate', point],
    queryFn: ({ signal }) => api.call(locatePoint, { query: { lon: point?.lon ?? 0, lat: point?.lat ?? 0 }, signal }),
    enabled: point !== null,
    staleTime: Infinity,
  })
  const marks = useMemo<readonly MapMark[]>(() => (point ? [{ id: 'here', ...point, mark: 'normal', title: '这里', isMain: true }] : []), [point])
  const selected = useMemo(() => (near ? shapesOf([{ type: 'Feature', geometry: { type: 'Point', coordinates: [near.lon, near.lat] }, properties: {} }]) : EMPTY), [near])
  const names = (place.data?.chain ?? []).filter(({ level }) => level !== 'district').map(({ name }) => name)
  return (
    <div className="place">
      <div className="place-map"><BaseMap marks={marks} selected={selected} onPick={(at) => onPick({ lon: round(at.lon), lat: round(at.lat) })} label="点地图选位置" /></div>
      <p className="place-word" aria-live="polite">
        {point ? null : <span className="soft">{hint}</span>}
        {point && place.isPending ? '正在查找社区和网格…' : null}
        {place.isError ? <span className="tone-amber">{textOf(place.error)}</span> : null}
        {point && place.data ? (
          <>
            {names.length > 0 ? <strong>{names.join(' ▸ ')}</strong> : <span className="tone-amber">不在已登记的区域内{place.data.nearest ? `，最近的是 ${place.data.nearest.name}（${Math.round(place.data.nearest.metres)} 米）` : ''}</span>}
            {names.length > 0 && onAddress ? <Button type="link" size="small" onClick={() => onAddress(placeName(names.slice(1)))}>填作地址</Button> : null}
          </>
        ) : null}
        {point ? <Button type="link" size="small" onClick={() => onPick(null)}>去掉位置</Button> : null}
      </p>
    </div>
  )
}

/** Seven decimals are a centimetre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}
