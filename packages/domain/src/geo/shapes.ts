/** [longitude, latitude] in degrees, WGS-84 unless a CRS says otherwise. */
export type Position = readonly [lon: number, lat: number]
export type Ring = readonly Position[]

/** GeoJSON (RFC 7946) areas; the first ring of a polygon is its outline, the others are holes. */
export interface Polygon {
  readonly type: 'Polygon'
  readonly coordinates: readonly Ring[]
}
export interface MultiPolygon {
  readonly type: 'MultiPolygon'
  readonly coordinates: readonly (readonly Ring[])[]
}
export type AreaShape = Polygon | MultiPolygon

/** Coordinate reference systems that data arrives in; inside the product there is only WGS-84. */
export const CRS_NAMES = ['WGS84', 'CGCS2000', 'GCJ02', 'BD09', 'BD09MC', 'EPSG3857'] as const
export type CrsName = (typeof CRS_NAMES)[number]

/** The polygons (lists of rings) of an area. */
export function polygonsOf(shape: AreaShape): readonly (readonly Ring[])[] {
  return shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
}
