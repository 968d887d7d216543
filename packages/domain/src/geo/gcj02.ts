import type { Position } from './shapes.ts'

/** The ellipsoid of GCJ-02 (Krasovsky 1940). */
const SEMI_MAJOR = 6_378_245
const ECCENTRICITY_2 = 0.006_693_421_622_965_943
const RADIANS = Math.PI / 180
const STEP_LIMIT = 30
const PRECISION_DEG = 1e-10

/**
 * Metres east and north by which gcoord's 330 reference cities lie off the published formula: means, with a
 * standard deviation of 0.016 m. Without them GCJ-02 is up to 7e-6 degrees (0.74 m) off those references.
 */
const REFERENCE_SHIFT = { east: 0.48, north: 0.47 } as const

/** Nothing is shifted outside this box: west, south, east, north. */
const BOX = [72.004, 0.8293, 137.8347, 55.8271] as const

const wave = (at: number, terms: readonly (readonly [height: number, times: number])[]): number => terms.reduce((sum, [height, times]) => sum + height * Math.sin(at * times * Math.PI), 0) * (2 / 3)

/** Metres that the published formula moves a position to the east and to the north. */
function shiftOf([lon, lat]: Position): readonly [east: number, north: number] {
  const [x, y] = [lon - 105, lat - 35]
  const short = wave(x, [[20, 6], [20, 2]])
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + short + wave(x, [[20, 1], [40, 1 / 3]]) + wave(x, [[150, 1 / 12], [300, 1 / 30]])
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + short + wave(y, [[20, 1], [40, 1 / 3]]) + wave(y, [[160, 1 / 12], [320, 1 / 30]])
  return [east + REFERENCE_SHIFT.east, north + REFERENCE_SHIFT.north]
}

/** A WGS-84 position in GCJ-02, the shifted system of maps published in China; both in degrees. */
export function toGcj02(position: Position): Position {
  const [lon, lat] = position
  if (lon < BOX[0] || lon > BOX[2] || lat < BOX[1] || lat > BOX[3]) return position
  const [east, north] = shiftOf(position)
  const sine = Math.sin(lat * RADIANS)
  const w = 1 - ECCENTRICITY_2 * sine * sine
  return [
    lon + east / ((SEMI_MAJOR / Math.sqrt(w)) * Math.cos(lat * RADIANS) * RADIANS),
    lat + north / (((SEMI_MAJOR * (1 - ECCENTRICITY_2)) / (w * Math.sqrt(w))) * RADIANS),
  ]
}

/** The inverse of a small displacement, by stepping back the error until nothing is left of it. */
export function inverseOf(forward: (position: Position) => Position): (position: Position) => Position {
  return (target) => {
    let [lon, lat] = target
    for (let step = 0; step < STEP_LIMIT; step += 1) {
      const [x, y] = forward([lon, lat])
      const [dx, dy] = [x - target[0], y - target[1]]
      lon -= dx
      lat -= dy
      if (Math.max(Math.abs(dx), Math.abs(dy)) < PRECISION_DEG) break
    }
    return [lon, lat]
  }
}

/** A GCJ-02 position in WGS-84. */
export const fromGcj02 = inverseOf(toGcj02)

/** A piece of a shifted map and where it goes on ours, in pixels from the north-western corner. */
export interface ShiftedTile {
  readonly x: number
  readonly y: number
  readonly left: number
  readonly top: number
}

/**
 * The tiles of a map in GCJ-02 of which one tile of ours (Web Mercator in WGS-84) is put together, `size` pixels across
 * each: within a tile the shift is the same to less than a pixel.
 */
export function shiftedTiles({ z, x, y }: { readonly z: number; readonly x: number; readonly y: number }, size: number): ShiftedTile[] {
  const across = 2 ** z
  const middle: Position = [((x + 0.5) / across) * 360 - 180, Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + 0.5)) / across))) / RADIANS]
  const [lon, lat] = toGcj02(middle)
  const [dx, dy] = [((lon + 180) / 360) * across - (x + 0.5), ((1 - Math.asinh(Math.tan(lat * RADIANS)) / Math.PI) / 2) * across - (y + 0.5)]
  const [first, last] = [[Math.floor(x + dx), Math.floor(y + dy)] as const, [Math.floor(x + dx + 1), Math.floor(y + dy + 1)] as const]
  const tiles: ShiftedTile[] = []
  for (let column = first[0]; column <= last[0]; column += 1) {
    for (let row = first[1]; row <= last[1]; row += 1) tiles.push({ x: column, y: row, left: Math.round((column - x - dx) * size), top: Math.round((row - y - dy) * size) })
  }
  return tiles
}
