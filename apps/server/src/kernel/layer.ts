import type { LayerTone } from '@yihu/contracts'
import type { Context } from './context.ts'
import type { Scope } from './db/index.ts'

/** West, south, east, north in degrees, WGS-84; points on the eastern and northern edge lie in the next box. */
export type Box = readonly [west: number, south: number, east: number, north: number]

type Position = readonly [lon: number, lat: number]

/** One thing of a layer. */
export interface LayerFeature {
  readonly id: string
  readonly geometry:
    | { readonly type: 'Point'; readonly coordinates: Position }
    | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] }
  readonly title: string
  readonly tone: LayerTone
  /** When it began, ISO; for what has a time. */
  readonly at?: string
  /** Further properties of the tile; `word` is its kind, by which a layer is narrowed, `icon` the name of its picture. */
  readonly more?: Readonly<Record<string, string | number>>
}

/** Whose sight and where. The scope is all a layer may depend on: what one person was shown is shown to others of the same scope. */
export interface LayerSight {
  readonly scope: Scope
  readonly box: Box
  /** One more than this need never be found. */
  readonly limit: number
}

/** A layer of the map that a module offers to tiles and to GIS clients. */
export interface Layer {
  readonly id: string
  readonly name: string
  /** What is in it, in words. */
  readonly what: string
  /** What its things are counted in. */
  readonly unit: string
  /** One character that stands for it on the map. */
  readonly sign: string
  readonly kind: 'point' | 'polygon'
  /** Who may open the list may see the layer. */
  readonly permission: string
  readonly zooms: readonly [from: number, to: number]
  /** Points that lie close are one circle with their number up to this zoom. */
  readonly togetherUntil?: number
  /** It counts people: what it tells must be safe at every zoom and for every scope. Not given to GIS clients. */
  readonly isPeople?: true
  /** It tells how the street's own people work: other systems do not get it. */
  readonly isForStaff?: true
  /** Titles are what people wrote: machines do not get them. */
  readonly isWritten?: true
  /** Its things are cells of ground with a number for each day (`d20260507`), for heat and a slider. */
  readonly isByDay?: true
  /** The same for everybody. */
  readonly isCommon?: true
  /** Addresses in the console: of the list, and of one thing with its properties in braces. */
  readonly list: string
  readonly card?: string
  /** Whether an event of this topic may change what is in it. */
  readonly isChangedBy: (topic: string) => boolean
  /** What no event tells (a clock that goes on) is seen after so long. */
  readonly freshMs: number
  readonly find: (context: Context, sight: LayerSight) => Promise<readonly LayerFeature[]>
}

/** The feature of something that stands at a point. */
export function pointFeature({ lon, lat, ...rest }: Omit<LayerFeature, 'geometry'> & { readonly lon: number; readonly lat: number }): LayerFeature {
  return { ...rest, geometry: { type: 'Point', coordinates: [lon, lat] } }
}
