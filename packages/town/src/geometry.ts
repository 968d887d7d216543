import type { LonLat, Polygon } from './area-types.ts'

/** Metres east and north of the street's centre. */
export type Metres = readonly [x: number, y: number]

const CENTRE = { lon: 118.31, lat: 36.82 }
const METRES_PER_LAT = 110_957
const METRES_PER_LON = 89_187

/** Local metres → WGS-84 degrees, rounded to seven decimals so that shared corners stay identical. */
export function toLonLat([x, y]: Metres): LonLat {
  return [round7(CENTRE.lon + x / METRES_PER_LON), round7(CENTRE.lat + y / METRES_PER_LAT)]
}

/** WGS-84 degrees → local metres. */
export function toMetres([lon, lat]: LonLat): Metres {
  return [(lon - CENTRE.lon) * METRES_PER_LON, (lat - CENTRE.lat) * METRES_PER_LAT]
}

function round7(value: number): number {
  return Math.round(value * 1e7) / 1e7
}

/** Signed area of an open ring in m²; positive when counter-clockwise. */
export function signedArea(ring: readonly Metres[]): number {
  let sum = 0
  ring.forEach(([x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] ?? [x, y]
    sum += x * ny - nx * y
  })
  return sum / 2
}

/** Area of a polygon's outer ring in m². */
export function polygonArea(polygon: Polygon): number {
  return Math.abs(signedArea((polygon.coordinates[0] ?? []).slice(0, -1).map(toMetres)))
}

/** Closes an open ring of metres into a GeoJSON polygon. */
export function toPolygon(ring: readonly Metres[]): Polygon {
  const open = ring.map(toLonLat)
  return closeRing(signedArea(ring) < 0 ? open.reverse() : open)
}

/** Closes an open ring of degrees that already runs counter-clockwise. */
export function closeRing(open: readonly LonLat[]): Polygon {
  const first = open[0]
  if (first === undefined) throw new RangeError('a ring needs corners')
  return { type: 'Polygon', coordinates: [[...open, first]] }
}

/** Whether a point lies in an open ring (ray casting; a point on the border may fall on either side). */
export function isInRing([x, y]: Metres, ring: readonly Metres[]): boolean {
  let inside = false
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length] ?? [ax, ay]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  })
  return inside
}

/** Whether a WGS-84 point lies in a polygon's outer ring. */
export function isInPolygon(point: LonLat, polygon: Polygon): boolean {
  return isInRing(point, (polygon.coordinates[0] ?? []).slice(0, -1))
}

/** Mean of the corners. */
export function middle(points: readonly Metres[]): Metres {
  const n = Math.max(1, points.length)
  return [points.reduce((s, p) => s + p[0], 0) / n, points.reduce((s, p) => s + p[1], 0) / n]
}

/** Distance in metres. */
export function distance(a: Metres, b: Metres): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}
