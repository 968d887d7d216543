import { GeoJSONVT } from '@maplibre/geojson-vt'
import type { FeatureCollection, GeoJsonProperties, Geometry } from 'geojson'
import type { Layer, LayerFeature } from '../../../kernel/layer.ts'
import { BUFFER, EXTENT } from './grid.ts'
import type { TileAt } from './grid.ts'
import { createScribe } from './scribe.ts'
import type { CutFeature, Scribe } from './scribe.ts'

/** Points nearer than this become one circle, in units of a tile: 42 of its 512 pixels, as the console draws them. */
const RADIUS = (42 * EXTENT) / 512

/** Things of one layer ready to be cut into tiles. */
export interface Cloth {
  readonly index: Index
  readonly scribe: Scribe
}

interface Index {
  getTile(z: number, x: number, y: number): { readonly features: readonly CutFeature[] } | null
}

interface Options {
  readonly maxZoom?: number
  readonly extent: number
  readonly buffer?: number
  readonly indexMaxZoom?: number
  readonly cluster?: boolean
  readonly clusterOptions?: {
    readonly minZoom: number
    readonly maxZoom: number
    readonly radius: number
    readonly extent: number
    readonly map: (properties: GeoJsonProperties) => Record<string, unknown>
    readonly reduce: (sum: Record<string, unknown>, one: Record<string, unknown>) => void
  }
}

// The library's own types name their files without endings, which Node's resolution does not find; this is what is used of them.
const Tiler = GeoJSONVT as unknown as new (data: FeatureCollection, options: Options) => Index

/** Lays features out; points of a layer that is drawn together are gathered zoom by zoom, counting the bad ones among them. */
export function layOut({ kind, zooms, togetherUntil, isByDay }: Pick<Layer, 'kind' | 'zooms' | 'togetherUntil' | 'isByDay'>, features: readonly LayerFeature[]): Cloth {
  // The library only reads: its type is the same but for readonly.
  const data: FeatureCollection = { type: 'FeatureCollection', features: features.map((feature) => ({ type: 'Feature', geometry: feature.geometry as unknown as Geometry, properties: isByDay ? { ...feature.more } : propertiesOf(feature) })) }
  const [from, to] = zooms
  const scribe = createScribe()
  if (kind === 'polygon') return { scribe, index: new Tiler(data, { maxZoom: to, extent: EXTENT, buffer: BUFFER, indexMaxZoom: 0 }) }
  return { scribe, index: new Tiler(data, {
    extent: EXTENT, cluster: true,
    clusterOptions: {
      minZoom: from, maxZoom: togetherUntil ?? from - 1, radius: RADIUS, extent: EXTENT,
      map: (properties) => ({ bad: properties?.['tone'] === 'red' ? 1 : 0 }),
      reduce: (sum, { bad }) => { sum['bad'] = Number(sum['bad']) + Number(bad) },
    },
  }) }
}

function propertiesOf({ id, title, tone, more }: LayerFeature): Record<string, string | number> {
  return { id, title, tone, ...more }
}

/** One tile as MVT; undefined where nothing lies. */
export function cut({ index, scribe }: Cloth, name: string, { z, x, y }: TileAt): Buffer | undefined {
  const tile = index.getTile(z, x, y)
  if (!tile || tile.features.length === 0) return undefined
  return scribe.write(name, tile.features)
}
