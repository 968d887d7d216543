import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { GeoJSONSource, Marker, setWorkerUrl } from 'maplibre-gl'
import type { Map as MapLibre, MapMouseEvent } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { MARKS } from '@yihu/ui'
import type { Mark } from '@yihu/ui'
import { textOf } from '../app/conditions.tsx'
import { useTheme } from '../app/theme.tsx'
import { baseMapQuery } from './base-query.ts'
import { boundsOf, EMPTY } from './geometry.ts'
import { useHandles } from './handles.ts'
import type { Handle, HandleActions } from './handles.ts'
import type { Shapes } from './geometry.ts'
import { useHold, useRaster, useTall } from './ground-views.ts'
import type { MapHold, Raster } from './ground-views.ts'
import { giveMap, isUsable, takeMap } from './kept-map.ts'
import { useLetters } from './letters.ts'
import { PRESSED, usePoints } from './points.ts'
import type { MapPoint } from './points.ts'
import { useTileLayers } from './tile-layers.ts'
import type { TileView } from './tile-layers.ts'
import './map.css'

setWorkerUrl(workerUrl)

export interface LonLat {
  readonly lon: number
  readonly lat: number
}

export interface MapMark extends LonLat {
  readonly id: string
  readonly mark: Mark
  readonly title: string
  readonly isMain?: boolean
}

/** Something small that stands there, below the marks. */
export interface MapSpot extends LonLat {
  readonly id: string
  readonly title: string
  readonly isBad: boolean
}

export interface BaseMapProps {
  readonly centre?: LonLat | null | undefined
  readonly zoom?: number
  readonly marks?: readonly MapMark[]
  readonly spots?: readonly MapSpot[]
  /** Very many things, drawn together where they lie close; what is pressed is told by its ids. */
  readonly points?: readonly MapPoint[]
  readonly onPoints?: (ids: readonly string[]) => void
  /** Layers of the server, drawn as vector tiles. */
  readonly tiles?: TileView
  /** Buildings stand up. */
  readonly isTall?: boolean
  /** A picture of the ground instead of our own colours. */
  readonly raster?: Raster | null
  readonly onHold?: (hold: MapHold | null) => void
  /** Shapes drawn over the base: what was chosen, what is wrong with a boundary. */
  readonly selected?: Shapes
  readonly problems?: Shapes
  /** Shapes that change do not move the map. */
  readonly keepsView?: boolean
  /** Points people move, and what then happens. */
  readonly handles?: readonly Handle[]
  readonly handleActions?: HandleActions
  readonly onMark?: (id: string) => void
  /** A click on the ground, with the codes of the areas there, the smallest first. */
  readonly onPick?: (at: LonLat, areaCodes: readonly string[]) => void
  /** What is written on it grows with the letters around the map. */
  readonly followsLetters?: boolean
  readonly label?: string
}

const SMALLEST_FIRST = ['grid', 'community', 'street']
const NO_MARKS: readonly MapMark[] = []
const NO_SPOTS: readonly MapSpot[] = []
const NO_POINTS: readonly MapPoint[] = []
const NO_HANDLES: readonly Handle[] = []
const NO_ACTIONS: HandleActions = { onMove: () => undefined, onRemove: () => undefined }

/** The street on our own vector base; nothing is fetched from the internet. */
export function BaseMap(props: BaseMapProps) {
  const { mode } = useTheme()
  const base = useQuery(baseMapQuery)
  const box = useRef<HTMLDivElement>(null)
  const { map, problem } = useMap(box, base.data, mode, props)
  useMarks(map, props.marks ?? NO_MARKS, props.onMark)
  useSpots(map, props.spots ?? NO_SPOTS)
  usePoints(map, { mode, points: props.points ?? NO_POINTS, onPoints: props.onPoints })
  useRaster(map, props.raster ?? null)
  useTileLayers(map, mode, props.tiles)
  useTall(map, props.isTall ?? false)
  useHold(map, props.onHold)
  useLetters(map, props.followsLetters ?? false)
  const { keepsView = false } = props
  useShapes(map, { name: 'selected', shapes: props.selected ?? EMPTY, keepsView })
  useShapes(map, { name: 'problems', shapes: props.problems ?? EMPTY, keepsView })
  useHandles(map, props.handles ?? NO_HANDLES, props.handleActions ?? NO_ACTIONS)
  const trouble = problem ?? (base.isError ? textOf(base.error) : null)
  return (
    <div className="map" aria-busy={map === null && trouble === null}>
      <div ref={box} className="map-place" />
      {base.isPending && !trouble ? <p className="map-note">正在载入地图…</p> : null}
      {trouble ? <p className="map-note" role="status">{trouble}</p> : null}
    </div>
  )
}

function useMap(box: React.RefObject<HTMLDivElement | null>, base: Shapes | undefined, mode: 'light' | 'dark', props: BaseMapProps) {
  const [map, setMap] = useState<MapLibre | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const pick = useEffectEvent((current: MapLibre, point: { x: number; y: number }, at: { lng: number; lat: number }) => {
    if (current.queryRenderedFeatures([point.x, point.y], { layers: PRESSED }).length > 0) return
    const areas = current.queryRenderedFeatures([point.x, point.y], { layers: ['area'] }).map(({ properties }) => ({ kind: String(properties['kind']), code: String(properties['code']) }))
    props.onPick?.({ lon: at.lng, lat: at.lat }, areas.toSorted((a, b) => SMALLEST_FIRST.indexOf(a.kind) - SMALLEST_FIRST.indexOf(b.kind)).map(({ code }) => code))
  })
  const look = useEffectEvent((current: MapLibre) => {
    const bounds = boundsOf(base ?? EMPTY)
    current.getContainer().setAttribute('role', 'application')
    current.getContainer().setAttribute('aria-label', props.label ?? '地图')
    if (props.centre) current.jumpTo({ center: [props.centre.lon, props.centre.lat], zoom: props.zoom ?? 16 })
    else if (bounds) current.fitBounds(bounds, { padding: 16, duration: 0 })
  })

  useEffect(() => {
    if (!box.current || !base) return
    const ground = { base, mode }
    let taken: MapLibre
    try {
      taken = takeMap(box.current, ground)
    } catch {
      setProblem('这台电脑的浏览器不能显示地图；地址和其他内容不受影响。')
      return
    }
    look(taken)
    const clicked = (event: MapMouseEvent) => pick(taken, event.point, event.lngLat)
    const ready = () => setMap(taken)
    taken.on('click', clicked)
    if (isUsable(taken)) ready()
    else taken.once('load', ready)
    return () => {
      setMap(null)
      taken.off('click', clicked)
      taken.off('load', ready)
      giveMap(taken, ground)
    }
  }, [box, base, mode])

  const { lon, lat } = props.centre ?? {}
  useEffect(() => {
    if (!map || lon === undefined || lat === undefined) return
    const now = map.getCenter()
    const isThere = Math.abs(now.lng - lon) < 1e-7 && Math.abs(now.lat - lat) < 1e-7
    if (!isThere) map.easeTo({ center: [lon, lat], duration: 180 })
  }, [map, lon, lat])
  return { map, problem }
}

function useMarks(map: MapLibre | null, marks: readonly MapMark[], onMark: BaseMapProps['onMark']) {
  const press = useEffectEvent((id: string) => onMark?.(id))
  useEffect(() => {
    if (!map) return
    const made = marks.map(({ id, lon, lat, mark, title, isMain = false }) => {
      const { shape, word, tone } = MARKS[mark]
      const element = document.createElement('button')
      element.type = 'button'
      element.className = `map-mark tone-${tone} ${isMain ? 'map-mark-main' : ''}`
      element.textContent = shape
      element.title = `${title} · ${word}`
      element.addEventListener('click', (event) => {
        event.stopPropagation()
        press(id)
      })
      const marker = new Marker({ element }).setLngLat([lon, lat]).addTo(map)
      element.setAttribute('aria-label', `${title}，${word}`)
      return marker
    })
    return () => { for (const marker of made) marker.remove() }
  }, [map, marks])
}

interface Drawn {
  readonly name: 'selected' | 'problems'
  readonly shapes: Shapes
  readonly keepsView: boolean
}

/** Small things have no press of their own; what they are is said when the pointer rests on them. */
function useSpots(map: MapLibre | null, spots: readonly MapSpot[]) {
  useEffect(() => {
    if (!map) return
    const made = spots.map(({ lon, lat, title, isBad }) => {
      const element = document.createElement('span')
      element.className = isBad ? 'map-spot map-spot-bad' : 'map-spot'
      element.title = title
      return new Marker({ element }).setLngLat([lon, lat]).addTo(map)
    })
    return () => { for (const marker of made) marker.remove() }
  }, [map, spots])
}

function useShapes(map: MapLibre | null, { name, shapes, keepsView }: Drawn) {
  const look = useEffectEvent((current: MapLibre) => {
    const bounds = boundsOf(shapes)
    if (bounds && !keepsView) current.fitBounds(bounds, { padding: 48, maxZoom: 17, duration: 180 })
  })
  useEffect(() => {
    const source = map?.getSource(name)
    if (!map || !(source instanceof GeoJSONSource)) return
    void source.setData(shapes)
    look(map)
  }, [map, name, shapes])
}
