import type { GroundMap } from '../api.ts'
import { type Frame, middleOf, placeIn, SIDE } from './open-map.ts'

export interface Place {
  readonly lon: number
  readonly lat: number
}

type Shape = GroundMap['shapes'][number]
type Spot = readonly [number, number]

const METRES_PER_DEGREE = 111_320
/** How many metres the map shows across, from near to far. */
export const STEPS = [200, 400, 800] as const

/** The square around a place as a drawing. */
export function frameAround({ lon, lat }: Place, across: number): Frame {
  const side = across / METRES_PER_DEGREE
  const squeeze = Math.cos((lat * Math.PI) / 180)
  return { west: lon - side / 2 / squeeze, north: lat + side / 2, side, squeeze }
}

/** The place that comes under the pin when the drawing is drawn by so many units. */
export function drawnBy(middle: Place, across: number, [x, y]: Spot): Place {
  const { side, squeeze } = frameAround(middle, across)
  return { lon: middle.lon - ((x / SIDE) * side) / squeeze, lat: middle.lat + (y / SIDE) * side }
}

/** A place as metres east and north of another. */
function metresFrom({ lon, lat }: Place, [x, y]: Spot): Spot {
  return [(x - lon) * METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180), (y - lat) * METRES_PER_DEGREE]
}

/** Whether so much was walked that the ground ahead has to be asked for. */
export function isAtEdge({ lon, lat, reach }: GroundMap, at: Place): boolean {
  const [x, y] = metresFrom({ lon, lat }, [at.lon, at.lat])
  return Math.max(Math.abs(x), Math.abs(y)) > reach / 3
}

/** How far a shape lies from a place, in metres; 0 on its surface. */
export function metresTo(at: Place, { form, lines }: Shape): number {
  const flat = lines.map((line) => line.map((spot) => metresFrom(at, spot)))
  if (form === 'surface' && isInside(flat)) return 0
  return Math.min(...flat.flatMap((line) => (line.length === 1 ? line.map(([x, y]) => Math.hypot(x, y)) : line.slice(1).map((end, index) => toSegment(line[index] ?? end, end)))))
}

/** The middle lies inside an odd number of rings. */
function isInside(rings: readonly (readonly Spot[])[]): boolean {
  let inside = false
  for (const ring of rings) {
    for (const [index, [x, y]] of ring.entries()) {
      const [u, v] = ring[(index + ring.length - 1) % ring.length] ?? [x, y]
      if (y > 0 !== v > 0 && 0 < ((u - x) * -y) / (v - y) + x) inside = !inside
    }
  }
  return inside
}

/** From the middle to a piece of a line. */
function toSegment([x, y]: Spot, [u, v]: Spot): number {
  const [dx, dy] = [u - x, v - y]
  const length = dx * dx + dy * dy
  const part = length === 0 ? 0 : Math.min(1, Math.max(0, -(x * dx + y * dy) / length))
  return Math.hypot(x + part * dx, y + part * dy)
}

const NEAR_HOUSE = 40
const NEAR_ROAD = 40
const NEAR_SPOT = 60

/** What people would call a place: 「桑家小区 12号楼」, a road, a spot they know; empty where nothing has a name. */
export function wordsFor({ shapes }: GroundMap, at: Place): string {
  const nearest = (kinds: (shape: Shape) => boolean, within: number) =>
    shapes.filter((shape) => shape.name !== '' && kinds(shape)).map(({ name, ...shape }) => ({ name, metres: metresTo(at, { name, ...shape }) })).filter(({ metres }) => metres <= within).toSorted((a, b) => a.metres - b.metres)[0]?.name
  const home = [nearest(({ kind }) => kind === 'estate', 0), nearest(({ kind }) => kind === 'building', NEAR_HOUSE)].filter((name) => name !== undefined)
  if (home.length > 0) return home.join(' ')
  return nearest(({ form }) => form === 'line', NEAR_ROAD) ?? nearest(({ form }) => form === 'spot', NEAR_SPOT) ?? ''
}

export interface Label {
  readonly name: string
  readonly x: number
  readonly y: number
}

const RANK = ['estate', 'line', 'spot', 'building', 'surface'] as const

/** Names that fit beside each other into a drawing, the coarser first; none is cut off. */
export function labelsIn(frame: Frame, shapes: readonly Shape[], size: number): Label[] {
  const rank = ({ kind, form }: Shape) => RANK.findIndex((name) => name === kind || name === form)
  const taken: (Label & { readonly wide: number })[] = []
  for (const { name, lines } of shapes.filter((shape) => shape.name !== '').toSorted((a, b) => rank(a) - rank(b))) {
    const [x, y] = placeIn(frame, middleOf(lines))
    const wide = [...name].length * size
    const fits = x > wide / 2 && x < SIDE - wide / 2 && y > size && y < SIDE - size
    if (fits && taken.every((other) => Math.abs(other.x - x) > (other.wide + wide) / 2 || Math.abs(other.y - y) > size * 1.2)) taken.push({ name, x, y, wide })
  }
  return taken.map(({ name, x, y }) => ({ name, x, y }))
}
