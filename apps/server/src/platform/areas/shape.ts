import { bboxOf, centroidOf, isPlausibleChina, pointInPolygon, polygonsOf } from '@yihu/domain'
import type { AreaShape, CrsName, Position, Ring } from '@yihu/domain'
import type { LonLat } from './area.ts'
import { toWgs84 } from './crs.ts'
import { crossesItself } from './topology.ts'

/** About one centimetre: finer digits are noise and would make the same border look changed. */
const DIGITS = 1e7

/** Either a usable WGS-84 shape or the reason, in Chinese, why it is none. */
export type ParsedShape = { readonly shape: AreaShape } | { readonly problem: string }

/** Reads a GeoJSON geometry as an area: closed rings, plausible places, no crossing borders. */
export function parseShape(geometry: unknown, crs: CrsName): ParsedShape {
  const parts = partsOf(geometry)
  if (!parts) return { problem: '图形不是面（Polygon 或 MultiPolygon），或坐标格式不对' }
  const rings = parts.map((part) => part.map((ring) => closed(ring.map((position) => rounded(toWgs84(position, crs))))))
  if (rings.flat().some((ring) => ring.length < 4)) return { problem: '边界不足三个点' }
  const stray = rings.flat(2).find(([lon, lat]) => !isPlausibleChina({ lon, lat }))
  if (stray) return { problem: `坐标（${stray[0]}, ${stray[1]}）不在国内，请检查坐标系，或经度纬度是否写反` }
  const [only, second] = rings
  const shape: AreaShape = only && !second ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: rings }
  return isCrossing(shape) ? { problem: '边界自相交' } : { shape }
}

function isCrossing(shape: AreaShape): boolean {
  try {
    return crossesItself(shape)
  } catch {
    return true // polyclip gives up on rings that fold back on themselves
  }
}

function partsOf(geometry: unknown): Ring[][] | null {
  if (typeof geometry !== 'object' || geometry === null || !('type' in geometry) || !('coordinates' in geometry)) return null
  const { type, coordinates } = geometry
  if (type !== 'Polygon' && type !== 'MultiPolygon') return null
  const parts = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(parts) || parts.length === 0) return null
  const read = parts.map(ringsOf)
  return read.every((part) => part !== null) ? read : null
}

function ringsOf(part: unknown): Ring[] | null {
  if (!Array.isArray(part) || part.length === 0) return null
  const rings = part.map((ring: unknown) => (Array.isArray(ring) ? ring.map(positionOf) : [null]))
  return rings.every((ring): ring is Position[] => ring.every((position) => position !== null)) ? rings : null
}

function positionOf(value: unknown): Position | null {
  if (!Array.isArray(value)) return null
  const [x, y] = value as readonly unknown[] // isArray gives any[]
  return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null
}

function rounded([lon, lat]: Position): Position {
  return [Math.round(lon * DIGITS) / DIGITS, Math.round(lat * DIGITS) / DIGITS]
}

function closed(ring: Ring): Ring {
  const [first, last] = [ring[0], ring.at(-1)]
  if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return ring
  return [...ring, first]
}

/** A point inside a shape for its label: the centre of gravity, else the middle of the widest stretch at half height. */
export function labelPoint(shape: AreaShape): LonLat | null {
  const centre = centroidOf(shape)
  if (centre && pointInPolygon(centre, shape)) return { lon: centre[0], lat: centre[1] }
  const box = bboxOf(shape)
  if (!box) return null
  const lat = (box[1] + box[3]) / 2
  const crossings = polygonsOf(shape).flat().flatMap((ring) => crossingsAt(ring, lat)).toSorted((a, b) => a - b)
  let widest: { width: number; lon: number } | null = null
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    const [from = 0, to = 0] = crossings.slice(at, at + 2)
    if (!widest || to - from > widest.width) widest = { width: to - from, lon: (from + to) / 2 }
  }
  return widest && { lon: widest.lon, lat }
}

function crossingsAt(ring: Ring, lat: number): number[] {
  return ring.flatMap((corner, at) => {
    const next = ring[at + 1]
    if (!next || corner[1] > lat === next[1] > lat) return []
    return [corner[0] + ((lat - corner[1]) / (next[1] - corner[1])) * (next[0] - corner[0])]
  })
}
