/** Longitude, latitude in degrees, WGS-84, seven decimals (about one centimetre). */
export type LonLat = readonly [lon: number, lat: number]

/** GeoJSON Polygon with one closed outer ring, counter-clockwise (RFC 7946). */
export interface Polygon {
  type: 'Polygon'
  coordinates: LonLat[][]
}

/** GeoJSON LineString. */
export interface LineString {
  type: 'LineString'
  coordinates: LonLat[]
}

/** Levels of the area tree that the town generates; unit and room are counted, not generated. */
export type AreaLevel = 'district' | 'street' | 'community' | 'grid' | 'estate' | 'building'

/** Totals of everything below an area. */
export interface AreaTotals {
  households: number
  residents: number
  buildings: number
}

/** Facts of one residential building. */
export interface BuildingAttrs {
  yearBuilt: number
  floors: number
  units: number
  doorsPerFloor: number
  rooms: number
  households: number
  residents: number
  hasLift: boolean
  address: string
}

/** Facts of an estate (小区). */
export interface EstateAttrs extends AreaTotals {
  address: string
  yearBuilt: number
  propertyUnitId: string
}

/** Facts of a grid; number is the street-wide one (1…113), the same as in the account `grid001`. */
export interface GridAttrs extends AreaTotals {
  number: number
  areaM2: number
  kind: 'basic'
}

interface AreaBase {
  /** Official code: district 6, street 9, community 12, grid 15, estate 17, building 20 digits. */
  code: string
  parentCode: string | null
  name: string
  /** ltree path, e.g. `d370305.s002.c01.g003.e07.b012`. */
  path: string
  polygon: Polygon
  /** A point inside the polygon, for labels. */
  point: LonLat
  /** First day of validity, `YYYY-MM-DD`. */
  validFrom: string
}

/** One node of the area tree; `attrs` follows from `level`. */
export type Area = AreaBase &
  (
    | { level: 'district'; attrs: { note: string; above: string } }
    | { level: 'street'; attrs: AreaTotals & { areaM2: number } }
    | { level: 'community'; attrs: AreaTotals & { areaM2: number; hall: string } }
    | { level: 'grid'; attrs: GridAttrs }
    | { level: 'estate'; attrs: EstateAttrs }
    | { level: 'building'; attrs: BuildingAttrs }
  )

/** A named road centre line on the base map. */
export interface Road {
  id: string
  name: string
  kind: 'main' | 'lane'
  line: LineString
}

/** Water or green on the base map. */
export interface MapShape {
  id: string
  name: string
  kind: 'river' | 'park'
  polygon: Polygon
}

/** A place people name when they say where something is. */
export interface Poi {
  id: string
  name: string
  kind: 'office' | 'market' | 'school' | 'health' | 'shopping' | 'business' | 'bus-stop' | 'factory' | 'parking' | 'community-centre'
  point: LonLat
  address: string
  /** Path of the grid that holds the point. */
  areaPath: string
}

/** What the base map shows besides areas. */
export interface BaseMap {
  roads: Road[]
  shapes: MapShape[]
  pois: Poi[]
}
