import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { GeoJSONSource, Map as MapLibre, Marker, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { MARKS } from '@yihu/ui'
import type { Mark } from '@yihu/ui'
import { textOf } from '../app/conditions.tsx'
import { useTheme } from '../app/theme.tsx'
import { baseMapQuery } from './base-query.ts'
import { boundsOf, EMPTY } from './geometry.ts'
import type { Shapes } from './geometry.ts'
import { mapStyle } from './style.ts'
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

export interface BaseMapProps {
  readonly centre?: LonLat | null | undefined
  readonly zoom?: number
  readonly marks?: readonly MapMark[]
  /** Shapes drawn over the base: what was chosen, what is wrong with a boundary. */
  readonly selected?: Shapes
  readonly problems?: Shapes
  readonly onMark?: (id: string) => void
  /** A click on the ground, with the code of the smallest area there. */
  readonly onPick?: (at: LonLat, areaCode: string | null) => void
  readonly label?: string
}

const NO_MARKS: readonly MapMark[] = []

/** The street on our own vector base; nothing is fetched from the internet. */
export function BaseMap(props: BaseMapProps) {
  const { mode } = useTheme()
  const base = useQuery(baseMapQuery)
  const box = useRef<HTMLDivElement>(null)
  const { map, problem } = useMap(box, base.data, mode, props)
  useMarks(map, props.marks ?? NO_MARKS, props.onMark)
  useShapes(map, 'selected', props.selected ?? EMPTY)
  useShapes(map, 'problems', props.problems ?? EMPTY)
  const trouble = problem ?? (base.isError ? textOf(base.error) : null)
  return (
    <div className="map">
      <div ref={box} className="map-box" role="application" aria-label={props.label ?? '地图'} />
      {base.isPending && !trouble ? <p className="map-note">正在载入地图…</p> : null}
      {trouble ? <p className="map-note" role="status">{trouble}</p> : null}
    </div>
  )
}

const WORDS = {
  'NavigationControl.ZoomIn': '放大', 'NavigationControl.ZoomOut': '缩小', 'NavigationControl.ResetBearing': '正北朝上',
  'ScaleControl.Meters': '米', 'ScaleControl.Kilometers': '公里', 'Map.Title': '地图', 'Marker.Title': '标记',
}

function useMap(box: React.RefObject<HTMLDivElement | null>, base: Shapes | undefined, mode: 'light' | 'dark', props: BaseMapProps) {
  const [map, setMap] = useState<MapLibre | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const pick = useEffectEvent((current: MapLibre, point: { x: number; y: number }, at: { lng: number; lat: number }) => {
    const areas = current.queryRenderedFeatures([point.x, point.y], { layers: ['area'] })
    const smallest = areas.find(({ properties }) => properties['kind'] === 'grid') ?? areas[0]
    const code: unknown = smallest?.properties['code']
    props.onPick?.({ lon: at.lng, lat: at.lat }, typeof code === 'string' ? code : null)
  })
  const start = useEffectEvent(() => {
    const bounds = boundsOf(base ?? EMPTY)
    return props.centre ? { center: [props.centre.lon, props.centre.lat] as [number, number], zoom: props.zoom ?? 16 } : bounds ? { bounds, fitBoundsOptions: { padding: 16 } } : {}
  })

  useEffect(() => {
    if (!box.current || !base) return
    let made: MapLibre
    try {
      made = new MapLibre({ container: box.current, style: mapStyle(mode, base), attributionControl: false, locale: WORDS, maxZoom: 19, minZoom: 9, dragRotate: false, pitchWithRotate: false, ...start() })
    } catch {
      setProblem('这台电脑的浏览器不能显示地图；地址和其他内容不受影响。')
      return
    }
    made.touchZoomRotate.disableRotation()
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    made.addControl(new ScaleControl({ maxWidth: 80 }))
    made.on('click', (event) => pick(made, event.point, event.lngLat))
    made.on('load', () => setMap(made))
    tellWhenPainted(made)
    return () => {
      setMap(null)
      made.remove()
    }
  }, [box, base, mode])

  const { lon, lat } = props.centre ?? {}
  useEffect(() => {
    if (map && lon !== undefined && lat !== undefined) map.easeTo({ center: [lon, lat], duration: 180 })
  }, [map, lon, lat])
  return { map, problem }
}

/** `data-painted` on the map's box while nothing is loading or moving: for pictures and for tests. */
function tellWhenPainted(map: MapLibre) {
  const { dataset } = map.getContainer()
  map.on('idle', () => { dataset['painted'] = 'true' })
  for (const event of ['movestart', 'dataloading'] as const) map.on(event, () => { delete dataset['painted'] })
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

function useShapes(map: MapLibre | null, name: 'selected' | 'problems', shapes: Shapes) {
  useEffect(() => {
    const source = map?.getSource(name)
    if (!map || !(source instanceof GeoJSONSource)) return
    void source.setData(shapes)
    const bounds = boundsOf(shapes)
    if (bounds) map.fitBounds(bounds, { padding: 48, maxZoom: 17, duration: 180 })
  }, [map, name, shapes])
}
