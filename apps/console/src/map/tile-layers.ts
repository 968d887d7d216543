import { useEffect, useEffectEvent } from 'react'
import { VectorTileSource } from 'maplibre-gl'
import type { ExpressionSpecification, LayerSpecification, Map as MapLibre, MapMouseEvent } from 'maplibre-gl'
import type { LayerInfo } from '@yihu/contracts'
import { mapColours, palettes } from '@yihu/ui'
import type { Mode } from '@yihu/ui'
import { FONT } from './font.ts'
import { imageOf } from './scenario-images.ts'

/** One thing of a layer that was pressed. */
export interface Thing {
  readonly layer: string
  readonly title: string
  readonly word: string
  /** Everything the tile says of it. */
  readonly facts: Readonly<Record<string, unknown>>
}

export interface TileView {
  /** What is shown, the lowest first. */
  readonly shown: readonly LayerInfo[]
  /** The days whose heat is shown, as properties of its cells (`d20260507`). */
  readonly days: readonly string[]
  /** Kinds that a layer is narrowed to. */
  readonly only: ReadonlyMap<string, readonly string[]>
  /** Somebody draws: a press belongs to the pencil. */
  readonly isQuiet: boolean
  /** Another value: what is shown may have changed. */
  readonly revision: string
  readonly onThings: (things: readonly Thing[]) => void
  readonly onView: (view: { readonly lon: number; readonly lat: number; readonly zoom: number }) => void
}

const sourceOf = (id: string) => `tiles-${id}`
const isOne: ExpressionSpecification = ['!', ['has', 'point_count']]
const isMany: ExpressionSpecification = ['has', 'point_count']
/** Areas and heat lie below the words of the base map. */
const BELOW = 'building-label'
const CLOSER = 2

/** Layers of the server as vector tiles: drawn by the map itself, asked for as it moves. */
export function useTileLayers(map: MapLibre | null, mode: Mode, view: TileView | undefined): void {
  const ids = view?.shown.map(({ id }) => id).join(' ') ?? ''
  const draw = useEffectEvent((current: MapLibre) => { for (const layer of view?.shown ?? []) add(current, layer, { mode, only: view?.only }) })
  const erase = (current: MapLibre, gone: readonly string[]) => { for (const id of gone) remove(current, id) }
  useEffect(() => {
    if (!map || ids === '') return
    draw(map)
    return () => erase(map, ids.split(' '))
  }, [map, mode, ids])

  const days = view?.days.join(' ') ?? ''
  useEffect(() => {
    if (!map || ids === '') return
    for (const id of ids.split(' ')) if (map.getLayer(`${sourceOf(id)}-heat`)) map.setPaintProperty(`${sourceOf(id)}-heat`, 'heatmap-weight', weightOf(days.split(' ')))
  }, [map, mode, ids, days])

  const only = JSON.stringify([...(view?.only ?? [])])
  const narrow = useEffectEvent((current: MapLibre) => {
    for (const { id } of view?.shown ?? []) {
      const source = current.getSource(sourceOf(id))
      if (source instanceof VectorTileSource && source.serialize().tiles?.[0] !== addressOf(id, view?.only)) void source.setTiles([addressOf(id, view?.only)])
    }
  })
  useEffect(() => { if (map) narrow(map) }, [map, only])

  const revision = view?.revision
  useEffect(() => {
    if (!map || ids === '' || revision === undefined) return
    for (const id of ids.split(' ')) if (map.getSource(sourceOf(id))) map.refreshTiles(sourceOf(id))
  }, [map, ids, revision])
  usePress(map, view)
}

function usePress(map: MapLibre | null, view: TileView | undefined): void {
  const press = useEffectEvent((current: MapLibre, event: MapMouseEvent) => {
    if (view?.isQuiet) return
    const found = view ? under(current, event, view) : []
    const many = found.find(({ facts }) => typeof facts['point_count'] === 'number')
    if (many) current.easeTo({ center: event.lngLat, zoom: Math.min(current.getZoom() + CLOSER, current.getMaxZoom()), duration: 180 })
    else if (view) view.onThings(found)
  })
  const hover = useEffectEvent((current: MapLibre, event: MapMouseEvent) => {
    const [first] = view ? under(current, event, view) : []
    current.getCanvas().style.cursor = first ? 'pointer' : ''
    current.getCanvas().title = first?.title ?? ''
  })
  const moved = useEffectEvent((current: MapLibre) => {
    const { lng, lat } = current.getCenter()
    view?.onView({ lon: lng, lat, zoom: current.getZoom() })
  })
  const isUsed = view !== undefined
  useEffect(() => {
    if (!map || !isUsed) return
    const [clicked, hovered, ended] = [(event: MapMouseEvent) => press(map, event), (event: MapMouseEvent) => hover(map, event), () => moved(map)]
    map.on('click', clicked)
    map.on('mousemove', hovered)
    map.on('moveend', ended)
    return () => {
      map.off('click', clicked)
      map.off('mousemove', hovered)
      map.off('moveend', ended)
      map.getCanvas().style.cursor = ''
      map.getCanvas().title = ''
    }
  }, [map, isUsed])
}

/** What lies under the pointer, each once, points before areas. */
function under(map: MapLibre, { point }: MapMouseEvent, { shown }: TileView): Thing[] {
  const layers = shown.flatMap(({ id }) => ['one', 'many', 'area'].map((part) => `${sourceOf(id)}-${part}`)).filter((id) => map.getLayer(id))
  if (layers.length === 0) return []
  const found = new Map<string, Thing>()
  for (const { properties, sourceLayer = '' } of map.queryRenderedFeatures(point, { layers })) {
    const { title, word } = properties
    found.set(`${sourceLayer} ${String(properties['id'] ?? properties['cluster_id'])}`, { layer: sourceLayer, title: text(title), word: text(word), facts: properties })
  }
  const pointsFirst = (thing: Thing) => (shown.find(({ id }) => id === thing.layer)?.kind === 'point' ? 0 : 1)
  return [...found.values()].toSorted((a, b) => pointsFirst(a) - pointsFirst(b))
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function addressOf(id: string, only: TileView['only'] | undefined): string {
  const words = only?.get(id)
  return `${globalThis.location.origin}/api/v1/tiles/${id}/{z}/{x}/{y}.mvt${words ? `?only=${encodeURIComponent(words.join(','))}` : ''}`
}

function add(map: MapLibre, layer: LayerInfo, { mode, only }: { readonly mode: Mode; readonly only: TileView['only'] | undefined }): void {
  const { id, minZoom, maxZoom } = layer
  if (map.getSource(sourceOf(id))) return
  map.addSource(sourceOf(id), { type: 'vector', tiles: [addressOf(id, only)], minzoom: minZoom, maxzoom: maxZoom })
  const isGround = layer.kind === 'polygon' || layer.isByDay
  for (const drawn of layersOf(layer, mode)) map.addLayer(drawn, isGround && drawn.type !== 'symbol' && map.getLayer(BELOW) ? BELOW : undefined)
}

function remove(map: MapLibre, id: string): void {
  for (const { id: own, source } of [...map.getLayersOrder()].map((name) => ({ id: name, source: map.getLayer(name)?.source }))) if (source === sourceOf(id)) map.removeLayer(own)
  if (map.getSource(sourceOf(id))) map.removeSource(sourceOf(id))
}

function layersOf(layer: LayerInfo, mode: Mode): LayerSpecification[] {
  if (layer.isByDay) return [heat(layer, mode)]
  return layer.kind === 'polygon' ? areas(layer, mode) : points(layer, mode)
}

function heat({ id }: LayerInfo, mode: Mode): LayerSpecification {
  const { accent, amber, red } = palettes[mode]
  return { id: `${sourceOf(id)}-heat`, source: sourceOf(id), 'source-layer': id, type: 'heatmap', paint: {
    'heatmap-radius': ['interpolate', ['exponential', 1.6], ['zoom'], 10, 7, 13, 16, 17, 60], 'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 10, 0.35, 15, 0.9], 'heatmap-weight': 0, 'heatmap-opacity': 0.72,
    'heatmap-color': ['interpolate', ['linear'], ['heatmap-density'], 0, 'rgba(0,0,0,0)', 0.15, accent, 0.5, amber, 0.9, red],
  } }
}

/** What a cell weighs on some days together. */
function weightOf(days: readonly string[]): ExpressionSpecification {
  return ['*', 0.5, ['+', ...days.map((day): ExpressionSpecification => ['coalesce', ['get', day], 0])]]
}

/** Borders; where a number is told, a deeper colour for more, and the number itself. */
function areas({ id, isPeople }: LayerInfo, mode: Mode): LayerSpecification[] {
  const [colours, tones] = [mapColours(mode), palettes[mode]]
  const common = { source: sourceOf(id), 'source-layer': id } as const
  const colour = isPeople ? tones.violet : toneOf(mode)
  const strength: ExpressionSpecification | number = isPeople ? ['case', ['has', 'count'], ['interpolate', ['linear'], ['get', 'count'], 0, 0.05, 1200, 0.5], 0.02] : 0.08
  const edge: LayerSpecification = { id: `${sourceOf(id)}-edge`, ...common, type: 'line', paint: { 'line-color': colour, 'line-width': 1.5 } }
  const count: LayerSpecification = { id: `${sourceOf(id)}-count`, ...common, type: 'symbol', minzoom: 13, layout: { 'text-field': ['case', ['has', 'count'], ['to-string', ['get', 'count']], '不足'], 'text-font': FONT, 'text-size': 13 }, paint: { 'text-color': colours.label, 'text-halo-color': colours.halo, 'text-halo-width': 1.6 } }
  return [{ id: `${sourceOf(id)}-area`, ...common, type: 'fill', paint: { 'fill-color': colour, 'fill-opacity': strength } }, edge, ...(isPeople ? [count] : [])]
}

function toneOf(mode: Mode): ExpressionSpecification {
  const { green, amber, red, grey, violet, accent } = palettes[mode]
  return ['match', ['get', 'tone'], 'green', green, 'amber', amber, 'red', red, 'grey', grey, 'violet', violet, accent]
}

function points({ id, sign }: LayerInfo, mode: Mode): LayerSpecification[] {
  const [colours, tones] = [mapColours(mode), palettes[mode]]
  const common = { source: sourceOf(id), 'source-layer': id } as const
  const tone = toneOf(mode)
  const halo = { 'text-halo-color': colours.halo, 'text-halo-width': 1.5 }
  return [
    { id: `${sourceOf(id)}-many`, ...common, type: 'circle', filter: isMany, paint: {
      'circle-radius': ['step', ['get', 'point_count'], 18, 20, 22, 200, 27, 2000, 32], 'circle-color': tones.surface, 'circle-stroke-width': 2.5, 'circle-stroke-color': ['case', ['>', ['get', 'bad'], 0], tones.red, tones.accent],
    } },
    { id: `${sourceOf(id)}-number`, ...common, type: 'symbol', filter: isMany,
      layout: { 'text-field': ['concat', sign, ['to-string', ['get', 'point_count']], ['case', ['>', ['get', 'bad'], 0], ['concat', '\n▲', ['to-string', ['get', 'bad']]], '']], 'text-font': FONT, 'text-size': 12, 'text-line-height': 1.1, 'text-allow-overlap': true, 'text-ignore-placement': true },
      paint: { 'text-color': colours.label } },
    { id: `${sourceOf(id)}-one`, ...common, type: 'circle', filter: isOne, paint: { 'circle-radius': 11, 'circle-color': tone, 'circle-stroke-width': 1.5, 'circle-stroke-color': tones.surface } },
    { id: `${sourceOf(id)}-icon`, ...common, type: 'symbol', filter: ['all', isOne, ['has', 'icon']], layout: { 'icon-image': imageOf(['get', 'icon']), 'icon-allow-overlap': true, 'icon-ignore-placement': true } },
    { id: `${sourceOf(id)}-sign`, ...common, type: 'symbol', filter: ['all', isOne, ['!', ['has', 'icon']]], layout: { 'text-field': sign, 'text-font': FONT, 'text-size': 12, 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': tones.surface } },
    { id: `${sourceOf(id)}-mark`, ...common, type: 'symbol', filter: ['all', isOne, ['in', ['get', 'tone'], ['literal', ['red', 'amber']]]],
      layout: { 'text-field': ['match', ['get', 'tone'], 'red', '▲', '◆'], 'text-font': FONT, 'text-size': 12, 'text-offset': [0.9, -0.8], 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': tone, ...halo } },
  ]
}
