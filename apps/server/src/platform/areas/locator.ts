import type { AreaLevel } from '@yihu/contracts'
import { bboxOf, haversineMetres, pointInPolygon, polygonsOf } from '@yihu/domain'
import type { AreaShape, Position, Ring } from '@yihu/domain'
import { LEVEL_DEPTH } from './area.ts'
import type { LonLat, StoredArea } from './area.ts'

type Box = readonly [west: number, south: number, east: number, north: number]

interface Shape {
  readonly area: StoredArea
  readonly geometry: AreaShape
  readonly box: Box
}

/** Finds the area of a point, in memory. */
export interface Locator {
  /** The finest area that holds the point (borders belong to it); null outside all of them. */
  locate(point: LonLat): StoredArea | null
  /** The nearest area of these levels (default building, estate, grid) within `withinMetres` (default 2000). */
  nearest(point: LonLat, options?: { levels?: readonly AreaLevel[]; withinMetres?: number }): { area: StoredArea; metres: number } | null
}

/** Cells of the raster a shape on average: more make a lookup faster and the index larger. */
const CELLS_PER_SHAPE = 4
const MOST_CELLS = 1_000_000
const NEAR_LEVELS: readonly AreaLevel[] = ['building', 'estate', 'grid']

/**
 * A raster over the bounding box of all areas; each cell lists the areas whose box touches it, finest first. About
 * half a million lookups a second for one street. Areas of one level that overlap: the first by path wins.
 */
export function createLocator(areas: readonly StoredArea[]): Locator {
  const shapes = areas.flatMap(shapeOf).toSorted((a, b) => LEVEL_DEPTH[b.area.level] - LEVEL_DEPTH[a.area.level] || (a.area.path < b.area.path ? -1 : 1))
  const raster = rasterOf(shapes)
  return {
    locate({ lon, lat }) {
      for (const { box, geometry, area } of raster(lon, lat)) {
        if (lon >= box[0] && lon <= box[2] && lat >= box[1] && lat <= box[3] && pointInPolygon([lon, lat], geometry)) return area
      }
      return null
    },
    nearest: (point, { levels = NEAR_LEVELS, withinMetres = 2000 } = {}) => nearestOf(shapes, point, { levels, withinMetres }),
  }
}

function shapeOf(area: StoredArea): Shape[] {
  const box = area.geometry && bboxOf(area.geometry)
  return area.geometry && box ? [{ area, geometry: area.geometry, box }] : []
}

const NONE: readonly Shape[] = []

function rasterOf(shapes: readonly Shape[]): (lon: number, lat: number) => readonly Shape[] {
  if (shapes.length === 0) return () => NONE
  const west = Math.min(...shapes.map(({ box }) => box[0]))
  const south = Math.min(...shapes.map(({ box }) => box[1]))
  const east = Math.max(...shapes.map(({ box }) => box[2]))
  const north = Math.max(...shapes.map(({ box }) => box[3]))
  const side = Math.max(1, Math.floor(Math.sqrt(Math.min(MOST_CELLS, shapes.length * CELLS_PER_SHAPE))))
  const column = (lon: number): number => Math.min(side - 1, Math.floor(((lon - west) / (east - west || 1)) * side))
  const row = (lat: number): number => Math.min(side - 1, Math.floor(((lat - south) / (north - south || 1)) * side))
  const cells = new Array<Shape[] | undefined>(side * side)
  for (const shape of shapes) {
    const { box } = shape
    for (let y = row(box[1]); y <= row(box[3]); y += 1) {
      for (let x = column(box[0]); x <= column(box[2]); x += 1) (cells[y * side + x] ??= []).push(shape)
    }
  }
  return (lon, lat) => (lon < west || lon > east || lat < south || lat > north ? NONE : (cells[row(lat) * side + column(lon)] ?? NONE))
}

interface NearOptions {
  readonly levels: readonly AreaLevel[]
  readonly withinMetres: number
}

function nearestOf(shapes: readonly Shape[], point: LonLat, { levels, withinMetres }: NearOptions): { area: StoredArea; metres: number } | null {
  let found: StoredArea | null = null
  let best = withinMetres
  const here: Position = [point.lon, point.lat]
  for (const { area, geometry, box } of shapes) {
    if (!levels.includes(area.level) || haversineMetres(here, inBox(here, box)) >= best) continue
    const metres = metresTo(here, geometry)
    if (metres >= best) continue
    best = metres
    found = area
  }
  return found && { area: found, metres: Math.round(best) }
}

function inBox([lon, lat]: Position, [west, south, east, north]: Box): Position {
  return [Math.min(east, Math.max(west, lon)), Math.min(north, Math.max(south, lat))]
}

function metresTo(point: Position, shape: AreaShape): number {
  if (pointInPolygon(point, shape)) return 0
  return Math.min(...polygonsOf(shape).flat().map((ring) => metresToRing(point, ring)))
}

/** Nearest corner or edge, edges measured on the flat: exact to centimetres over a few kilometres. */
function metresToRing(point: Position, ring: Ring): number {
  const shrink = Math.cos((point[1] * Math.PI) / 180)
  let best = Infinity
  let previous = ring.at(-1)
  for (const corner of ring) {
    if (!previous) break
    const [ax, ay] = [(previous[0] - point[0]) * shrink, previous[1] - point[1]]
    const [dx, dy] = [(corner[0] - previous[0]) * shrink, corner[1] - previous[1]]
    const length = dx * dx + dy * dy
    const part = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
    best = Math.min(best, haversineMetres(point, [previous[0] + (corner[0] - previous[0]) * part, previous[1] + (corner[1] - previous[1]) * part]))
    previous = corner
  }
  return best
}
