import { type AreaShape, type Position, type Ring, polygonsOf } from './shapes.ts'

/** Whether an area holds a position. Every border, a hole's too, belongs to the area: nobody falls between two grids. */
export function pointInPolygon(point: Position, shape: AreaShape): boolean {
  return polygonsOf(shape).some(([outline, ...holes]) => {
    const place = outline ? placeInRing(point, outline) : 'outside'
    if (place !== 'inside') return place === 'border'
    return holes.every((hole) => placeInRing(point, hole) !== 'inside')
  })
}

/** Even-odd rule, with the border told apart. A ring may be closed or not. */
function placeInRing([x, y]: Position, ring: Ring): 'inside' | 'outside' | 'border' {
  let isInside = false
  let previous = ring.at(-1)
  for (const corner of ring) {
    if (!previous) break
    const [ax, ay] = previous
    const [bx, by] = corner
    const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
    const isBeside = x >= Math.min(ax, bx) && x <= Math.max(ax, bx) && y >= Math.min(ay, by) && y <= Math.max(ay, by)
    if (cross === 0 && isBeside) return 'border'
    // The point is left of an upward edge or right of a downward one.
    if (ay > y !== by > y && cross > 0 === by > ay) isInside = !isInside
    previous = corner
  }
  return isInside ? 'inside' : 'outside'
}

/** Whether lon/lat (degrees) can be a place in China: catches swapped axes, 0/0, metres and other countries afar. */
export function isPlausibleChina({ lon, lat }: { readonly lon: number; readonly lat: number }): boolean {
  return lon >= 73.4 && lon <= 135.1 && lat >= 3.3 && lat <= 53.6
}
