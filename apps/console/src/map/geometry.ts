import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'

export type Shapes = FeatureCollection<Geometry, Record<string, unknown>>

export const EMPTY: Shapes = { type: 'FeatureCollection', features: [] }

/** What the base map draws, from below to above. */
export type BaseKind = 'street' | 'community' | 'grid' | 'estate' | 'building' | 'water' | 'green' | 'main' | 'lane' | 'place'

const KINDS: Readonly<Record<string, BaseKind>> = {
  street: 'street', community: 'community', grid: 'grid', estate: 'estate', building: 'building',
  water: 'water', green: 'green', main: 'main', road: 'lane', place: 'place',
}

interface LooseFeature {
  readonly type: 'Feature'
  readonly geometry: { readonly type: string; readonly coordinates: unknown }
  readonly properties: Readonly<Record<string, unknown>>
}

/** Features of the wire as typed shapes; what is no geometry is left out. */
export function shapesOf(features: readonly LooseFeature[]): Shapes {
  return { type: 'FeatureCollection', features: features.flatMap((one) => featureOf(one.geometry, one.properties)) }
}

/** One geometry of the wire as a drawable feature. */
export function featureOf(geometry: LooseFeature['geometry'] | null, properties: Readonly<Record<string, unknown>> = {}): Feature<Geometry, Record<string, unknown>>[] {
  if (!geometry || !GEOMETRIES.has(geometry.type) || !Array.isArray(geometry.coordinates)) return []
  return [{ type: 'Feature', geometry: geometry as Geometry, properties: { ...properties, kind: kindOf(properties) } }] // type and coordinates checked above
}

const GEOMETRIES = new Set(['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'])

function kindOf(properties: Readonly<Record<string, unknown>>): BaseKind | null {
  const { kind, class: rank } = properties
  const name = kind === 'road' && rank === 'main' ? 'main' : kind
  return typeof name === 'string' && Object.hasOwn(KINDS, name) ? (KINDS[name] ?? null) : null
}

/** West, south, east, north of all shapes; null when there is nothing. */
export function boundsOf(shapes: Shapes): [number, number, number, number] | null {
  let bounds: [number, number, number, number] | null = null
  const visit = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return
    if (isPosition(coordinates)) {
      const [lon = 0, lat = 0] = coordinates
      bounds = bounds ? [Math.min(bounds[0], lon), Math.min(bounds[1], lat), Math.max(bounds[2], lon), Math.max(bounds[3], lat)] : [lon, lat, lon, lat]
      return
    }
    for (const one of coordinates) visit(one)
  }
  for (const { geometry } of shapes.features) if ('coordinates' in geometry) visit(geometry.coordinates)
  return bounds
}

function isPosition(value: readonly unknown[]): value is Position {
  return typeof value[0] === 'number' && typeof value[1] === 'number'
}
