import { type AreaShape, type Position, type Ring, polygonsOf } from './shapes.ts'

const MEAN_RADIUS = 6_371_008.8
const SEMI_MAJOR = 6_378_137
const ECCENTRICITY_2 = 0.006_694_379_990_141
const ECCENTRICITY = Math.sqrt(ECCENTRICITY_2)
const RADIANS = Math.PI / 180

/** Great-circle distance in metres between two positions (mean earth radius; within 0.5 % of the ellipsoid). */
export function haversineMetres(a: Position, b: Position): number {
  const dLat = Math.sin(((b[1] - a[1]) * RADIANS) / 2)
  const dLon = Math.sin(((b[0] - a[0]) * RADIANS) / 2)
  const h = dLat * dLat + Math.cos(a[1] * RADIANS) * Math.cos(b[1] * RADIANS) * dLon * dLon
  return 2 * MEAN_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Area in m² on the WGS-84 ellipsoid, holes taken off; ring direction does not matter. */
export function areaSquareMetres(shape: AreaShape): number {
  let total = 0
  for (const [outline, ...holes] of polygonsOf(shape)) {
    total += ringArea(outline ?? [])
    for (const hole of holes) total -= ringArea(hole)
  }
  return total
}

/** Shoelace in the cylindrical equal-area projection of the ellipsoid. */
function ringArea(ring: Ring): number {
  const [first] = ring
  if (!first) return 0
  const y0 = equalAreaHeight(first[1])
  let twice = 0
  let [px, py] = [0, 0]
  for (const [lon, lat] of [...ring.slice(1), first]) {
    const x = SEMI_MAJOR * (lon - first[0]) * RADIANS
    const y = equalAreaHeight(lat) - y0
    twice += px * y - x * py
    px = x
    py = y
  }
  return Math.abs(twice) / 2
}

function equalAreaHeight(lat: number): number {
  const s = Math.sin(lat * RADIANS)
  const es = ECCENTRICITY * s
  const q = (1 - ECCENTRICITY_2) * (s / (1 - es * es) - Math.log((1 - es) / (1 + es)) / (2 * ECCENTRICITY))
  return (SEMI_MAJOR * q) / 2
}

/** Smallest box [west, south, east, north] around a shape; null when it has no positions. Never across the antimeridian. */
export function bboxOf(shape: AreaShape): readonly [number, number, number, number] | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of polygonsOf(shape).flat()) {
    for (const [lon, lat] of ring) {
      box[0] = Math.min(box[0], lon)
      box[1] = Math.min(box[1], lat)
      box[2] = Math.max(box[2], lon)
      box[3] = Math.max(box[3], lat)
    }
  }
  return box[0] === Infinity ? null : box
}

/** Centre of gravity in degrees, holes taken off; it may lie outside a bent shape. Mean of the corners when there is no area; null without positions. */
export function centroidOf(shape: AreaShape): Position | null {
  const origin = polygonsOf(shape)[0]?.[0]?.[0]
  if (!origin) return null
  const sum = { weight: 0, lon: 0, lat: 0 }
  for (const [outline, ...holes] of polygonsOf(shape)) {
    addMoments(sum, { ring: outline ?? [], sign: 1, origin })
    for (const hole of holes) addMoments(sum, { ring: hole, sign: -1, origin })
  }
  if (Math.abs(sum.weight) < 1e-18) return cornerMean(shape)
  return [origin[0] + sum.lon / (3 * sum.weight), origin[1] + sum.lat / (3 * sum.weight)]
}

function addMoments(
  sum: { weight: number; lon: number; lat: number },
  { ring, sign, origin }: { ring: Ring; sign: number; origin: Position },
): void {
  let [weight, lon, lat] = [0, 0, 0]
  let previous = ring.at(-1)
  for (const corner of ring) {
    if (!previous) return
    const [ax, ay] = [previous[0] - origin[0], previous[1] - origin[1]]
    const [bx, by] = [corner[0] - origin[0], corner[1] - origin[1]]
    const cross = ax * by - bx * ay
    weight += cross
    lon += (ax + bx) * cross
    lat += (ay + by) * cross
    previous = corner
  }
  const direction = weight < 0 ? -sign : sign
  sum.weight += direction * weight
  sum.lon += direction * lon
  sum.lat += direction * lat
}

function cornerMean(shape: AreaShape): Position {
  const corners = polygonsOf(shape).flat().flat()
  let [lon, lat] = [0, 0]
  for (const corner of corners) {
    lon += corner[0]
    lat += corner[1]
  }
  return [lon / corners.length, lat / corners.length]
}
