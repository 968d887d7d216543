import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { mapColours } from '@yihu/ui'
import type { Mode } from '@yihu/ui'
import { FONT } from './font.ts'
import type { BaseKind, Shapes } from './geometry.ts'
import { EMPTY } from './geometry.ts'
import { pointLayers, pointSource } from './points.ts'

type Filter = ['==', ['get', 'kind'], BaseKind]
const only = (kind: BaseKind): Filter => ['==', ['get', 'kind'], kind]

/** The layer of buildings that stand up. */
export const TALL = 'building-tall'
/** Filled ground of our own base, which a picture from above takes the place of. */
export const GROUND_FILLS = ['green', 'water', 'water-line', 'estate', 'building'] as const

/** Our own vector base in one style; the sources are filled by the map itself. */
export function mapStyle(mode: Mode, base: Shapes): StyleSpecification {
  return {
    version: 8,
    sources: {
      base: { type: 'geojson', data: base },
      selected: { type: 'geojson', data: EMPTY },
      problems: { type: 'geojson', data: EMPTY },
      points: pointSource(),
    },
    layers: [...ground(mode), ...lines(mode), tall(mode), ...overlays(mode), ...labels(mode), ...pointLayers(mode, FONT)],
  }
}

function ground(mode: Mode): LayerSpecification[] {
  const c = mapColours(mode)
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': c.ground } },
    { id: 'green', source: 'base', type: 'fill', filter: only('green'), paint: { 'fill-color': c.green } },
    { id: 'water', source: 'base', type: 'fill', filter: only('water'), paint: { 'fill-color': c.water } },
    { id: 'water-line', source: 'base', type: 'line', filter: only('water'), paint: { 'line-color': c.water, 'line-width': 3 } },
    { id: 'estate', source: 'base', type: 'fill', filter: only('estate'), minzoom: 13, paint: { 'fill-color': c.estate, 'fill-outline-color': c.estateLine } },
    { id: 'building', source: 'base', type: 'fill', filter: only('building'), minzoom: 14.5, paint: { 'fill-color': c.building, 'fill-outline-color': c.buildingLine } },
    // Invisible, but what a click asks for the area under it.
    { id: 'area', source: 'base', type: 'fill', filter: ['in', ['get', 'kind'], ['literal', ['grid', 'community']]], paint: { 'fill-color': c.ground, 'fill-opacity': 0 } },
  ]
}

function lines(mode: Mode): LayerSpecification[] {
  const c = mapColours(mode)
  const width = (at13: number, at17: number): ExpressionSpecification => ['interpolate', ['exponential', 1.5], ['zoom'], 13, at13, 17, at17]
  return [
    { id: 'lane', source: 'base', type: 'line', filter: only('lane'), minzoom: 14, layout: { 'line-cap': 'round' }, paint: { 'line-color': c.road, 'line-width': width(0.8, 7) } },
    { id: 'main-edge', source: 'base', type: 'line', filter: only('main'), layout: { 'line-cap': 'round' }, paint: { 'line-color': c.roadEdge, 'line-width': width(3.5, 17) } },
    { id: 'main', source: 'base', type: 'line', filter: only('main'), layout: { 'line-cap': 'round' }, paint: { 'line-color': c.road, 'line-width': width(2, 14) } },
    { id: 'grid', source: 'base', type: 'line', filter: only('grid'), minzoom: 13.5, paint: { 'line-color': c.grid, 'line-width': 1, 'line-dasharray': [3, 2] } },
    { id: 'community', source: 'base', type: 'line', filter: only('community'), paint: { 'line-color': c.community, 'line-width': 1.6 } },
    { id: 'street', source: 'base', type: 'line', filter: only('street'), paint: { 'line-color': c.community, 'line-width': 2.5 } },
  ]
}

/** A storey of a dwelling is about so many metres. */
const STOREY = 3

/** Buildings as high as they have storeys; those whose storeys nobody knows stay flat. Shown when asked for. */
function tall(mode: Mode): LayerSpecification {
  const c = mapColours(mode)
  return { id: TALL, source: 'base', type: 'fill-extrusion', filter: ['all', only('building'), ['has', 'floors']], minzoom: 13.5, layout: { visibility: 'none' }, paint: { 'fill-extrusion-color': c.tall, 'fill-extrusion-height': ['*', STOREY, ['get', 'floors']], 'fill-extrusion-opacity': 0.85 } }
}

function overlays(mode: Mode): LayerSpecification[] {
  const c = mapColours(mode)
  return [
    { id: 'selected-fill', source: 'selected', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': c.selected, 'fill-opacity': 0.14 } },
    { id: 'selected-line', source: 'selected', type: 'line', paint: { 'line-color': c.selected, 'line-width': 2.5 } },
    { id: 'problems-fill', source: 'problems', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': c.problem, 'fill-opacity': 0.4 } },
    { id: 'problems-line', source: 'problems', type: 'line', paint: { 'line-color': c.problem, 'line-width': 3 } },
  ]
}

function labels(mode: Mode): LayerSpecification[] {
  const c = mapColours(mode)
  const label = (kind: BaseKind, [minzoom, maxzoom]: readonly [number, number], weight?: 'strong'): LayerSpecification => ({
    id: `${kind}-label`, source: 'base', type: 'symbol', filter: only(kind), minzoom, maxzoom,
    layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': weight ? 14 : 12, 'text-max-width': 8, 'text-padding': 4 },
    paint: { 'text-color': weight ? c.label : c.labelSoft, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
  })
  const along = (kind: 'main' | 'lane', minzoom: number): LayerSpecification => ({
    id: `${kind}-label`, source: 'base', type: 'symbol', filter: only(kind), minzoom,
    layout: { 'symbol-placement': 'line', 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12, 'symbol-spacing': 320 },
    paint: { 'text-color': c.labelSoft, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
  })
  return [
    label('building', [16.5, 24]), label('estate', [14.8, 24]), along('lane', 16), along('main', 13.5),
    label('place', [16, 24]), label('grid', [15, 17]), label('community', [11.5, 15.5], 'strong'),
  ]
}
