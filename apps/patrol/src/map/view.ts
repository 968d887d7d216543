import type { Spot } from '../model/place.ts'

/** What of the world the canvas shows: a centre in metres on a plane through the grids, and pixels a metre. */
export interface View {
  readonly x: number
  readonly y: number
  readonly scale: number
}

/** A flat plane good for a street: metres east and south of an origin. */
export interface Plane {
  at(spot: Spot): readonly [x: number, y: number]
  spot(x: number, y: number): Spot
}

const METRES_PER_DEGREE = 111_320
export const SCALES = { least: 0.02, most: 20 } as const

export function planeAround(origin: Spot): Plane {
  const east = METRES_PER_DEGREE * Math.cos((origin.lat * Math.PI) / 180)
  return {
    at: ({ lon, lat }) => [(lon - origin.lon) * east, (origin.lat - lat) * METRES_PER_DEGREE],
    spot: (x, y) => ({ lon: origin.lon + x / east, lat: origin.lat - y / METRES_PER_DEGREE }),
  }
}

/** Where on the plane a pixel of a canvas lies. */
export function toPlane({ x, y, scale }: View, pixel: { x: number; y: number }, size: { width: number; height: number }): readonly [x: number, y: number] {
  return [x + (pixel.x - size.width / 2) / scale, y + (pixel.y - size.height / 2) / scale]
}

/** Zooms so that what lies under a pixel stays there. */
export function zoomAt(view: View, factor: number, { pixel, size }: { pixel: { x: number; y: number }; size: { width: number; height: number } }): View {
  const scale = Math.min(SCALES.most, Math.max(SCALES.least, view.scale * factor))
  const [x, y] = toPlane(view, pixel, size)
  return { x: x - (pixel.x - size.width / 2) / scale, y: y - (pixel.y - size.height / 2) / scale, scale }
}

/** The view that holds all of these points. */
export function viewOf(points: readonly (readonly [number, number])[], { width, height }: { width: number; height: number }): View {
  if (points.length === 0) return { x: 0, y: 0, scale: 1 }
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const scale = Math.min(width / Math.max(50, east - west), height / Math.max(50, south - north)) * 0.9
  return { x: (west + east) / 2, y: (north + south) / 2, scale: Math.min(SCALES.most, Math.max(SCALES.least, scale)) }
}
