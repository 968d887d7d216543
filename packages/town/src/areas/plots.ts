import { distance, middle } from '../geometry.ts'
import type { Metres } from '../geometry.ts'
import type { Cell } from './lattice.ts'

/** A piece of a block between the pavements: a part of the block's own west–east, north–south frame. */
export interface Plot {
  cell: Cell
  /** West, east, north and south limits as shares of the block. */
  west: number
  east: number
  north: number
  south: number
}

/** Distance that buildings and estate walls keep from the road centre line. */
const MARGIN = 17

function sides({ corners: [nw, sw, se, ne] }: Cell): { width: number; height: number } {
  return { width: (distance(nw, ne) + distance(sw, se)) / 2, height: (distance(nw, sw) + distance(ne, se)) / 2 }
}

/** The whole block without its road margin. */
export function wholePlot(cell: Cell): Plot {
  const { width, height } = sides(cell)
  return { cell, west: MARGIN / width, east: 1 - MARGIN / width, north: MARGIN / height, south: 1 - MARGIN / height }
}

/** Width and height of a plot in metres. */
export function plotSize(plot: Plot): { width: number; height: number } {
  const { width, height } = sides(plot.cell)
  return { width: width * (plot.east - plot.west), height: height * (plot.south - plot.north) }
}

/** Cuts a plot across its longer side, the first part taking `share` of it, with a lane between. */
export function splitPlot(plot: Plot, share: number): [Plot, Plot] {
  const { width, height } = plotSize(plot)
  const lane = 4 / Math.max(width, height)
  if (width >= height) {
    const cut = plot.west + (plot.east - plot.west) * share
    const gap = lane * (plot.east - plot.west)
    return [{ ...plot, east: cut - gap }, { ...plot, west: cut + gap }]
  }
  const cut = plot.north + (plot.south - plot.north) * share
  const gap = lane * (plot.south - plot.north)
  return [{ ...plot, south: cut - gap }, { ...plot, north: cut + gap }]
}

/** Position in a block at shares u (west → east) and v (north → south). */
export function pointAt({ corners: [nw, sw, se, ne] }: Cell, u: number, v: number): Metres {
  const at = (k: 0 | 1): number =>
    nw[k] * (1 - u) * (1 - v) + ne[k] * u * (1 - v) + sw[k] * (1 - u) * v + se[k] * u * v
  return [at(0), at(1)]
}

/** The four corners of a plot, counter-clockwise from the north-west. */
export function plotRing(plot: Plot): Metres[] {
  const { cell, west, east, north, south } = plot
  return [pointAt(cell, west, north), pointAt(cell, west, south), pointAt(cell, east, south), pointAt(cell, east, north)]
}

/** Centre of a plot. */
export function plotCentre(plot: Plot): Metres {
  return middle(plotRing(plot))
}

/** A place for one building. */
export interface Slot {
  centre: Metres
  /** Unit vector along the long side. */
  along: Metres
  width: number
  height: number
}

/** Divides a plot into rows of building places, the long sides running west to east. */
export function slotsOf(plot: Plot, count: number, widest: number): Slot[] {
  const { width, height } = plotSize(plot)
  const cols = Math.max(1, Math.min(count, Math.round(width / widest)))
  const rows = Math.ceil(count / cols)
  return Array.from({ length: count }, (_, i) => {
    const row = Math.floor(i / cols)
    const inRow = row === rows - 1 ? count - cols * (rows - 1) : cols
    const u = plot.west + ((plot.east - plot.west) * ((i % cols) + 0.5)) / (row === rows - 1 ? Math.max(inRow, 1) : cols)
    const v = plot.north + ((plot.south - plot.north) * (row + 0.5)) / rows
    return makeSlot(plot, { u, v }, { width: width / cols, height: height / rows })
  })
}

function makeSlot(plot: Plot, at: { u: number; v: number }, size: { width: number; height: number }): Slot {
  const centre = pointAt(plot.cell, at.u, at.v)
  const east = pointAt(plot.cell, at.u + 0.01, at.v)
  const length = distance(centre, east)
  return { centre, along: [(east[0] - centre[0]) / length, (east[1] - centre[1]) / length], ...size }
}

/** A rectangular or L-shaped footprint in a slot, as an open counter-clockwise ring. */
export function footprint(slot: Slot, size: { length: number; depth: number; wing: number }): Metres[] {
  const { centre, along } = slot
  const l = size.length / 2
  const d = size.depth / 2
  const local: Metres[] =
    size.wing > 0
      ? [[-l, d], [-l, -d - size.wing], [-l + size.depth, -d - size.wing], [-l + size.depth, -d], [l, -d], [l, d]]
      : [[-l, d], [-l, -d], [l, -d], [l, d]]
  return local.map(([x, y]) => [
    centre[0] + along[0] * x - along[1] * y,
    centre[1] + along[1] * x + along[0] * (y + size.wing / 2),
  ])
}
