import { useEffect, useEffectEvent } from 'react'
import { GeoJSONSource } from 'maplibre-gl'
import type { ExpressionSpecification, LayerSpecification, Map as MapLibre, MapMouseEvent, SourceSpecification } from 'maplibre-gl'
import { mapColours, palettes } from '@yihu/ui'
import type { Mode, Palette } from '@yihu/ui'
import { EMPTY } from './geometry.ts'
import { imageOf } from './scenario-images.ts'

/** One of very many things: drawn by the map itself, close ones together as a number. */
export interface MapPoint {
  readonly id: string
  readonly lon: number
  readonly lat: number
  readonly shape: string
  readonly tone: keyof Palette
  readonly title: string
  /** The icon of its scenario on its colour, instead of the shape. */
  readonly icon?: string
  /** Counted apart where many are one circle. */
  readonly isBad: boolean
}

/** The map's own largest zoom: points that still lie together there lie at the same place. */
const NEAREST = 19
const LEAVES = 200
/** What lies nearer together is drawn as one circle. */
export const CLUSTER_PX = 42
/** What can be pressed. */
export const PRESSED = ['cluster', 'point', 'point-ground']
const isOne: ExpressionSpecification = ['!', ['has', 'point_count']]

export function pointSource(): SourceSpecification {
  return { type: 'geojson', data: EMPTY, cluster: true, clusterRadius: CLUSTER_PX, clusterMaxZoom: NEAREST, maxzoom: NEAREST + 1, clusterProperties: { bad: ['+', ['case', ['get', 'isBad'], 1, 0]] } }
}

export function pointLayers(mode: Mode, font: string[]): LayerSpecification[] {
  const [map, tones] = [mapColours(mode), palettes[mode]]
  return [
    { id: 'cluster', source: 'points', type: 'circle', filter: ['has', 'point_count'], paint: {
      'circle-radius': ['step', ['get', 'point_count'], 14, 20, 18, 200, 24, 2000, 30], 'circle-color': tones.surface, 'circle-stroke-width': 2.5,
      'circle-stroke-color': ['case', ['>', ['get', 'bad'], 0], tones.red, map.selected],
    } },
    { id: 'cluster-count', source: 'points', type: 'symbol', filter: ['has', 'point_count'],
      layout: { 'text-field': ['case', ['>', ['get', 'bad'], 0], ['concat', ['get', 'point_count_abbreviated'], '\n▲', ['get', 'bad']], ['get', 'point_count_abbreviated']], 'text-font': font, 'text-size': 12, 'text-line-height': 1.1, 'text-allow-overlap': true },
      paint: { 'text-color': map.label } },
    { id: 'point-ground', source: 'points', type: 'circle', filter: ['all', isOne, ['has', 'icon']], paint: { 'circle-radius': 11, 'circle-color': ['get', 'colour'], 'circle-stroke-width': 1.5, 'circle-stroke-color': tones.surface } },
    { id: 'point-icon', source: 'points', type: 'symbol', filter: ['all', isOne, ['has', 'icon']], layout: { 'icon-image': imageOf(['get', 'icon']), 'icon-allow-overlap': true, 'icon-ignore-placement': true } },
    { id: 'point', source: 'points', type: 'symbol', filter: ['all', isOne, ['!', ['has', 'icon']]],
      layout: { 'text-field': ['get', 'shape'], 'text-font': font, 'text-size': 18, 'text-allow-overlap': true, 'text-padding': 0 },
      paint: { 'text-color': ['get', 'colour'], 'text-halo-color': map.halo, 'text-halo-width': 1.5 } },
  ]
}

/** Draws very many points; pressing a circle comes nearer, pressing a place tells all that stand there. */
export function usePoints(map: MapLibre | null, { mode, points, onPoints }: { readonly mode: Mode; readonly points: readonly MapPoint[]; readonly onPoints: ((ids: readonly string[]) => void) | undefined }): void {
  const press = useEffectEvent((ids: readonly string[]) => onPoints?.(ids))
  useEffect(() => {
    const source = map?.getSource('points')
    if (!map || !(source instanceof GeoJSONSource)) return
    const colours = palettes[mode]
    void source.setData({ type: 'FeatureCollection', features: points.map(({ id, lon, lat, shape, tone, title, icon, isBad }) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [lon, lat] }, properties: { id, shape, title, isBad, colour: colours[tone], ...(icon === undefined ? {} : { icon }) } })) })
    return () => { void source.setData(EMPTY) }
  }, [map, mode, points])
  useEffect(() => {
    const source = map?.getSource('points')
    if (!map || !(source instanceof GeoJSONSource)) return
    const clicked = (event: MapMouseEvent) => {
      const [found] = map.queryRenderedFeatures(event.point, { layers: PRESSED })
      if (!found) return
      const { cluster_id: cluster, id } = found.properties
      if (typeof id === 'string') return press([id])
      if (typeof cluster === 'number') void nearer(map, { source, cluster, at: event.lngLat }).then((ids) => { if (ids.length > 0) press(ids) })
    }
    const hovered = (event: MapMouseEvent) => {
      const [found] = map.queryRenderedFeatures(event.point, { layers: PRESSED })
      map.getCanvas().style.cursor = found ? 'pointer' : ''
      const title: unknown = found?.properties['title']
      map.getCanvas().title = typeof title === 'string' ? title : ''
    }
    map.on('click', clicked)
    map.on('mousemove', hovered)
    return () => {
      map.off('click', clicked)
      map.off('mousemove', hovered)
      map.getCanvas().style.cursor = ''
      map.getCanvas().title = ''
    }
  }, [map])
}

/** Goes where a circle falls apart; where it never does, answers those that stand there. */
async function nearer(map: MapLibre, { source, cluster, at }: { source: GeoJSONSource; cluster: number; at: { lng: number; lat: number } }): Promise<string[]> {
  const zoom = await source.getClusterExpansionZoom(cluster)
  if (zoom <= NEAREST) {
    map.easeTo({ center: at, zoom, duration: 180 })
    return []
  }
  const leaves = await source.getClusterLeaves(cluster, LEAVES, 0)
  return leaves.flatMap(({ properties }) => (typeof properties?.['id'] === 'string' ? [properties['id']] : []))
}
