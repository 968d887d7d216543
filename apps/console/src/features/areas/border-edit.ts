import type { MultiPolygon, Polygon, Position } from 'geojson'

/** A border that can be edited. */
export type Border = Polygon | MultiPolygon

/** Borders by area code: those that may move together. */
export type Borders = Readonly<Record<string, Border>>

/** A geometry of the wire as a border; null for anything else. */
export function borderOf(geometry: { readonly type: string; readonly coordinates: unknown }): Border | null {
  return (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') && Array.isArray(geometry.coordinates) ? (geometry as Border) : null // type and coordinates checked
}

/** Corners of a border, each once; rings without their closing repetition. */
export function cornersOf(border: Border): Position[] {
  return ringsOf(border).flatMap((ring) => ring.slice(0, -1))
}

/** Middles of the edges of a border, with the corners they lie between. */
export function edgesOf(border: Border): { readonly from: Position; readonly to: Position; readonly middle: Position }[] {
  return ringsOf(border).flatMap((ring) => ring.slice(0, -1).flatMap((from, i) => {
    const to = ring[i + 1]
    return to ? [{ from, to, middle: [(lonOf(from) + lonOf(to)) / 2, (latOf(from) + latOf(to)) / 2] }] : []
  }))
}

/** Moves a corner in every border that has it, so that neighbours stay joined. */
export function moveCorner(borders: Borders, from: Position, to: Position): Borders {
  return mapRings(borders, (ring) => ring.map((corner) => (isSame(corner, from) ? to : corner)))
}

/** Adds a corner on an edge, in every border that runs along it. */
export function addCorner(borders: Borders, { from, to }: { from: Position; to: Position }, corner: Position): Borders {
  return mapRings(borders, (ring) => ring.flatMap((one, i) => {
    const next = ring[i + 1]
    const isEdge = next !== undefined && ((isSame(one, from) && isSame(next, to)) || (isSame(one, to) && isSame(next, from)))
    return isEdge ? [one, corner] : [one]
  }))
}

/** A triangle needs three corners and the closing one. */
const LEAST = 4

/** Takes a corner out of every border that has it; unchanged where a ring would have fewer than three. */
export function removeCorner(borders: Borders, corner: Position): Borders {
  const isTooSmall = Object.values(borders).flatMap(ringsOf).some((ring) => ring.length <= LEAST && ring.some((one) => isSame(one, corner)))
  return isTooSmall ? borders : mapRings(borders, (ring) => closed(ring.slice(0, -1).filter((one) => !isSame(one, corner))))
}

/** Codes of the borders that differ. */
export function changedCodes(before: Borders, now: Borders): string[] {
  return Object.keys(now).filter((code) => before[code] !== now[code])
}

function mapRings(borders: Borders, change: (ring: Position[]) => Position[]): Borders {
  return Object.fromEntries(Object.entries(borders).map(([code, border]) => [code, mapBorder(border, change)]))
}

/** The same object where nothing changed: that is how a change is told. */
function mapBorder(border: Border, change: (ring: Position[]) => Position[]): Border {
  const next: Border = border.type === 'Polygon' ? { ...border, coordinates: border.coordinates.map(change) } : { ...border, coordinates: border.coordinates.map((part) => part.map(change)) }
  return JSON.stringify(next.coordinates) === JSON.stringify(border.coordinates) ? border : next
}

function ringsOf(border: Border): Position[][] {
  return border.type === 'Polygon' ? border.coordinates : border.coordinates.flat()
}

function closed(ring: Position[]): Position[] {
  const [first] = ring
  return first ? [...ring, first] : ring
}

function lonOf(position: Position): number {
  return position[0] ?? 0
}

function latOf(position: Position): number {
  return position[1] ?? 0
}

/** Stored to about a centimetre. */
const EPSILON = 5e-8

/** Whether two corners are one. */
export function isSame(a: Position, b: Position): boolean {
  return Math.abs(lonOf(a) - lonOf(b)) < EPSILON && Math.abs(latOf(a) - latOf(b)) < EPSILON
}
