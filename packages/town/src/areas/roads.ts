import type { LineString, MapShape, Road } from '../area-types.ts'
import { closeRing, distance, toLonLat } from '../geometry.ts'
import type { Metres } from '../geometry.ts'
import type { Lattice } from './lattice.ts'
import { MAIN_COLS, MAIN_ROWS, RIVER_COL } from './lattice.ts'
import { COL_ROADS, RIVER_NAME, ROW_ROADS } from './names.ts'

interface Line {
  axis: 'row' | 'col'
  index: number
  name: string
  kind: Road['kind']
}

function mainLines(): Line[] {
  const rows = MAIN_ROWS.map((index, i): Line => ({ axis: 'row', index, name: ROW_ROADS[i] ?? '', kind: 'main' }))
  const cols = MAIN_COLS.map((index, i): Line => ({ axis: 'col', index, name: COL_ROADS[i] ?? '', kind: 'main' }))
  return [...rows, ...cols]
}

/** Lanes are named after the main road before them: 桓公一巷, 桓公二巷. */
function laneLines(lattice: Lattice): Line[] {
  const lanes: Line[] = []
  for (const axis of ['row', 'col'] as const) {
    const mains = axis === 'row' ? MAIN_ROWS : MAIN_COLS
    const names = axis === 'row' ? ROW_ROADS : COL_ROADS
    for (let index = 1; index < (axis === 'row' ? lattice.rows : lattice.cols); index++) {
      if (mains.includes(index) || (axis === 'col' && index === RIVER_COL)) continue
      const main = mains.findLastIndex((m) => m < index)
      const stem = (names[Math.max(main, 0)] ?? '').replace(/(大道|路)$/u, '')
      const order = main < 0 ? '北' : ['一', '二', '三', '四'][index - (mains[main] ?? 0) - 1] ?? '五'
      lanes.push({ axis, index, name: main < 0 && axis === 'col' ? `${stem}西巷` : `${stem}${order}巷`, kind: 'lane' })
    }
  }
  return lanes
}

/** The named centre lines of all roads; lanes only where the street lies on both sides. */
export function layRoads(lattice: Lattice): Road[] {
  const roads: Road[] = []
  for (const line of [...mainLines(), ...laneLines(lattice)]) {
    const vertices = lattice.line(line.axis, line.index).filter((id) => line.kind === 'main' || isInside(lattice, id))
    const shape: LineString = { type: 'LineString', coordinates: vertices.map((id) => lattice.lonLat(id)) }
    roads.push({ id: `road-${line.axis}-${line.index}`, name: line.name, kind: line.kind, line: shape })
  }
  return roads
}

function isInside(lattice: Lattice, vertex: number): boolean {
  const col = vertex % (lattice.cols + 1)
  const row = Math.floor(vertex / (lattice.cols + 1))
  if (row > lattice.rows) return true // a bend between two crossings
  const around = [[col, row], [col - 1, row], [col, row - 1], [col - 1, row - 1]] as const
  return around.some(([c, r]) => lattice.cellAt(c, r) !== undefined)
}

/** The river: a band along its lattice line, narrower than the margin that buildings keep. */
export function layRiver(lattice: Lattice): MapShape {
  const line = lattice.line('col', RIVER_COL).map((id) => lattice.vertex(id))
  const west = line.map(([x, y]): Metres => [x - 11, y])
  const east = line.map(([x, y]): Metres => [x + 11, y]).reverse()
  return { id: 'river-1', name: RIVER_NAME, kind: 'river', polygon: closeRing([...west, ...east].map(toLonLat)) }
}

/** A number on a road, e.g. 桓公路31号; the same pair is never given twice. */
export interface AddressBook {
  numberFor(at: Metres): { road: string; number: number }
}

/** Gives road numbers: about every ten metres along the nearest main road, odd on one side. */
export function openAddressBook(lattice: Lattice): AddressBook {
  const lines = mainLines().map((line) => ({
    ...line,
    points: lattice.line(line.axis, line.index).map((id) => lattice.vertex(id)),
  }))
  const used = new Set<string>()
  return {
    numberFor(at) {
      const best = lines.map((line) => ({ line, ...nearestOn(line.points, at) })).sort((a, b) => a.away - b.away)[0]
      if (!best) throw new Error('the lattice has no main road')
      let number = Math.max(1, Math.round(best.along / 20) * 2 + (best.left ? 1 : 2))
      while (used.has(`${best.line.name}${number}`)) number += 2
      used.add(`${best.line.name}${number}`)
      return { road: best.line.name, number }
    },
  }
}

function nearestOn(points: readonly Metres[], at: Metres): { away: number; along: number; left: boolean } {
  let along = 0
  let best = { away: Infinity, along: 0, left: true }
  points.forEach((point, i) => {
    const previous = points[i - 1] ?? point
    along += distance(previous, point)
    const away = distance(point, at)
    const next = points[i + 1] ?? point
    const cross = (next[0] - previous[0]) * (at[1] - previous[1]) - (next[1] - previous[1]) * (at[0] - previous[0])
    if (away < best.away) best = { away, along, left: cross > 0 }
  })
  return best
}
