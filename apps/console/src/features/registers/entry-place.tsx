import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { BaseMap } from '../../map/base-map.tsx'
import type { MapMark } from '../../map/base-map.tsx'
import { wordOf } from '../map/map-search.ts'
import type { MapSearch } from '../map/map-search.ts'

interface EntryPlaceProps {
  readonly id: string
  readonly title: string
  readonly point: { readonly lon: number; readonly lat: number }
  /** What the map shows around it. */
  readonly on: MapSearch
}

const ZOOM = 17

/** Where something stands, and the way to the whole map. */
export function EntryPlace({ id, title, point, on }: EntryPlaceProps) {
  const marks = useMemo((): readonly MapMark[] => [{ id, ...point, mark: 'normal', title, isMain: true }], [id, title, point])
  return (
    <figure className="case-map">
      <BaseMap centre={point} zoom={ZOOM} marks={marks} label={`${title}的位置`} />
      <figcaption><Link to="/map" search={{ ...on, view: wordOf({ ...point, zoom: ZOOM }) }}>在图上看</Link></figcaption>
    </figure>
  )
}
