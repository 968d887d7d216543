import { middle, signedArea, toLonLat } from '../geometry.ts'
import type { Metres } from '../geometry.ts'
import type { LonLat } from '../area-types.ts'
import type { Random } from '../random.ts'

/** A block between four road crossings. Row 0 is the northern one, column 0 the western one. */
export interface Cell {
  id: number
  col: number
  row: number
  /** Corner positions NW, SW, SE, NE in local metres. */
  corners: readonly [Metres, Metres, Metres, Metres]
  /** Vertex ids of the whole border, counter-clockwise; neighbours use the same ids. */
  border: readonly number[]
  centre: Metres
  areaM2: number
}

/** The jittered lattice of road crossings that every border of the street follows. */
export interface Lattice {
  cols: number
  rows: number
  cells: Cell[]
  /** Position of a vertex id in local metres. */
  vertex(id: number): Metres
  /** The same position in degrees, rounded once. */
  lonLat(id: number): LonLat
  /** Vertex ids along a west–east line (0…rows) or a north–south line (0…cols). */
  line(axis: 'row' | 'col', index: number): number[]
  /** Whether a cell of the street lies at this place. */
  cellAt(col: number, row: number): Cell | undefined
}

const COLS = 24
const ROWS = 17
const PITCH = 167
const TILT = 0.045

/** Lattice lines that carry the main roads. */
export const MAIN_ROWS: readonly number[] = [2, 5, 8, 11, 14]
export const MAIN_COLS: readonly number[] = [2, 5, 8, 11, 14, 17, 20]
/** The lattice line that the river follows instead of a road. */
export const RIVER_COL = 22

function lineOffsets(random: Random, count: number): number[] {
  const steps = Array.from({ length: count }, () => random.range(0.86, 1.14))
  const scale = count / steps.reduce((a, b) => a + b, 0)
  let at = -count / 2
  return [at, ...steps.map((s) => (at += s * scale))].map((v) => v * PITCH)
}

function place(x: number, y: number): Metres {
  const bentX = x + 26 * Math.sin(y / 780)
  const bentY = y + 22 * Math.sin(x / 910 + 1)
  return [bentX * Math.cos(TILT) - bentY * Math.sin(TILT), bentX * Math.sin(TILT) + bentY * Math.cos(TILT)]
}

/** First and last column of each row: an irregular outline without holes. */
function outline(random: Random): [number, number][] {
  const steps = Array.from({ length: ROWS }, () => [random.int(0, 1), random.int(0, 1)] as const)
  return Array.from({ length: ROWS }, (_, row) => {
    const [west, east] = steps[Math.floor(row / 3)] ?? [0, 0]
    const away = Math.abs(row - (ROWS - 1) / 2)
    const cut = away > 7 ? 2 : away > 5 ? 1 : 0
    return [cut + west, COLS - 1 - cut - east]
  })
}

interface Vertices {
  positions: Metres[]
  node(col: number, row: number): number
  mid(axis: 'row' | 'col', col: number, row: number): number | undefined
}

function makeVertices(random: Random): Vertices {
  const xs = lineOffsets(random, COLS)
  const ys = lineOffsets(random, ROWS).map((v) => -v)
  const positions: Metres[] = []
  for (const y of ys) for (const x of xs) positions.push(place(x + random.range(-10, 10), y + random.range(-10, 10)))
  const node = (col: number, row: number): number => row * (COLS + 1) + col
  const mids = new Map<string, number>()
  const bend = (axis: 'row' | 'col', col: number, row: number, end: number): void => {
    const isMain = axis === 'row' ? MAIN_ROWS.includes(row) : MAIN_COLS.includes(col)
    if (random.chance(isMain ? 0.15 : 0.5)) {
      const [x, y] = middle([positions[node(col, row)] ?? [0, 0], positions[end] ?? [0, 0]])
      const off = random.range(-6, 6)
      mids.set(`${axis}:${col}:${row}`, positions.push(axis === 'row' ? [x, y + off] : [x + off, y]) - 1)
    }
  }
  for (let row = 0; row <= ROWS; row++) for (let col = 0; col < COLS; col++) bend('row', col, row, node(col + 1, row))
  for (let col = 0; col <= COLS; col++) for (let row = 0; row < ROWS; row++) bend('col', col, row, node(col, row + 1))
  return { positions, node, mid: (axis, col, row) => mids.get(`${axis}:${col}:${row}`) }
}

function makeCell(vertices: Vertices, id: number, [col, row]: readonly [number, number]): Cell {
  const { node, mid, positions } = vertices
  const at = (v: number): Metres => positions[v] ?? [0, 0]
  const ids = [
    node(col, row), mid('col', col, row),
    node(col, row + 1), mid('row', col, row + 1),
    node(col + 1, row + 1), mid('col', col + 1, row),
    node(col + 1, row), mid('row', col, row),
  ]
  const border = ids.filter((v) => v !== undefined)
  const corners = [
    at(node(col, row)), at(node(col, row + 1)), at(node(col + 1, row + 1)), at(node(col + 1, row)),
  ] as const
  return { id, col, row, corners, border, centre: middle(corners), areaM2: signedArea(border.map(at)) }
}

/** Lays the lattice of road crossings and keeps the blocks that belong to the street. */
export function layLattice(random: Random): Lattice {
  const vertices = makeVertices(random.fork('vertices'))
  const cells: Cell[] = []
  const byPlace = new Map<string, Cell>()
  outline(random.fork('outline')).forEach(([from, to], row) => {
    for (let col = from; col <= to; col++) {
      const cell = makeCell(vertices, cells.length, [col, row])
      cells.push(cell)
      byPlace.set(`${col}:${row}`, cell)
    }
  })
  const degrees = vertices.positions.map(toLonLat)
  return {
    cols: COLS,
    rows: ROWS,
    cells,
    vertex: (id) => vertices.positions[id] ?? [0, 0],
    lonLat: (id) => degrees[id] ?? [0, 0],
    line: (axis, index) => lineVertices(vertices, axis, index),
    cellAt: (col, row) => byPlace.get(`${col}:${row}`),
  }
}

function lineVertices({ node, mid }: Vertices, axis: 'row' | 'col', index: number): number[] {
  const steps = axis === 'row' ? COLS : ROWS
  const ids: (number | undefined)[] = []
  for (let i = 0; i <= steps; i++) {
    const [col, row] = axis === 'row' ? [i, index] : [index, i]
    ids.push(node(col, row), i < steps ? mid(axis, col, row) : undefined)
  }
  return ids.filter((v) => v !== undefined)
}
