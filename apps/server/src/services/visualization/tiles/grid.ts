import type { Box } from '../../../kernel/layer.ts'

/** A tile of the usual square of the web: zoom, column from the west, row from the north. */
export interface TileAt {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** Units across a tile (MVT 2). */
export const EXTENT = 4096
/** What is drawn beyond a tile's edge, in its units, so that lines meet. */
export const BUFFER = 64
/** Tiles from this zoom on are cut from the ground of their ancestor here, about 8 km across: a street is one to four of them. */
const GROUND_ZOOM = 12

/** Whether there is such a tile in the world. */
export function isInWorld({ z, x, y }: TileAt): boolean {
  const across = 2 ** z
  return x < across && y < across
}

/** The tile whose ground this one is cut from. */
export function groundAt({ z, x, y }: TileAt): TileAt {
  const up = Math.max(0, z - GROUND_ZOOM)
  return { z: z - up, x: Math.floor(x / 2 ** up), y: Math.floor(y / 2 ** up) }
}

/** Degrees of a tile, wider by so many of its units on each side. */
export function boxOf({ z, x, y }: TileAt, units = 0): Box {
  const margin = units / EXTENT
  return [lonOf(x - margin, z), latOf(y + 1 + margin, z), lonOf(x + 1 + margin, z), latOf(y - margin, z)]
}

function lonOf(x: number, z: number): number {
  return (x / 2 ** z) * 360 - 180
}

function latOf(y: number, z: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** z))) * 180) / Math.PI
}
