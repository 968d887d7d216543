import { setImmediate as nextTurn } from 'node:timers/promises'
import { areaSquareMetres, bboxOf } from '@yihu/domain'
import type { AreaShape, Position } from '@yihu/domain'
import { difference, intersection, union } from 'polyclip-ts'
import type { Geom } from 'polyclip-ts'

/** An area as the check needs it. */
export interface CheckedArea {
  readonly code: string
  readonly name: string
  readonly geometry: AreaShape
}

/** One fault of the division of a parent into its children. */
export interface TopologyProblem {
  readonly kind: 'gap' | 'overlap' | 'outside'
  readonly message: string
  /** Codes of the areas concerned. */
  readonly areas: string[]
  readonly squareMetres: number
  readonly geometry: AreaShape
}

/** Smaller faults are rounding of coordinates. */
const TOLERANCE_M2 = 1
const MOST_PROBLEMS = 500

interface Division {
  /** The area divided; without it gaps and parts outside cannot be told. */
  readonly parent: CheckedArea | null
  readonly children: readonly CheckedArea[]
  /** Whether the children must fill the parent: communities and grids do, estates and buildings do not. */
  readonly mustFill: boolean
}

/**
 * Overlaps between siblings, gaps inside the parent and parts outside it, largest first; tolerance 1 m².
 * Source: GB/T 30428.1 (unit grids neither overlap nor leave gaps). Gives way to other work between two comparisons.
 */
export async function checkDivision({ parent, children, mustFill }: Division): Promise<TopologyProblem[]> {
  const problems = await overlaps(children)
  if (parent) {
    for (const child of children) {
      await nextTurn()
      problems.push(...outside(child, parent))
    }
    if (mustFill) problems.push(...gaps(parent, children))
  }
  return problems.toSorted((a, b) => b.squareMetres - a.squareMetres).slice(0, MOST_PROBLEMS)
}

async function overlaps(children: readonly CheckedArea[]): Promise<TopologyProblem[]> {
  const problems: TopologyProblem[] = []
  const boxed = children.map((area) => ({ area, box: bboxOf(area.geometry) })).toSorted((a, b) => (a.box?.[0] ?? 0) - (b.box?.[0] ?? 0))
  for (const [at, { area, box }] of boxed.entries()) {
    for (const { area: other, box: otherBox } of boxed.slice(at + 1)) {
      if (!box || !otherBox) continue
      if (otherBox[0] >= box[2]) break // sorted by west: nobody further on touches
      if (otherBox[1] >= box[3] || otherBox[3] <= box[1]) continue
      await nextTurn()
      const shape = shapeOf(intersection(geomOf(area.geometry), geomOf(other.geometry)))
      problems.push(...problemOf('overlap', { shape, areas: [area, other], say: (size) => `“${area.name}”与“${other.name}”重叠 ${size}` }))
    }
  }
  return problems
}

function outside(child: CheckedArea, parent: CheckedArea): TopologyProblem[] {
  const shape = shapeOf(difference(geomOf(child.geometry), geomOf(parent.geometry)))
  return problemOf('outside', { shape, areas: [child, parent], say: (size) => `“${child.name}”有 ${size} 在“${parent.name}”之外` })
}

/** Each gap is told by itself, so that it can be found on the map. */
function gaps(parent: CheckedArea, children: readonly CheckedArea[]): TopologyProblem[] {
  const rest = difference(geomOf(parent.geometry), ...children.map(({ geometry }) => geomOf(geometry)))
  return rest.flatMap((polygon) => {
    const shape = shapeOf([polygon])
    return problemOf('gap', { shape, areas: [parent], say: (size) => `“${parent.name}”里有 ${size} 不属于任何下级区域` })
  })
}

interface Fault {
  readonly shape: AreaShape | null
  readonly areas: readonly CheckedArea[]
  readonly say: (size: string) => string
}

function problemOf(kind: TopologyProblem['kind'], { shape, areas, say }: Fault): TopologyProblem[] {
  const squareMetres = shape ? Math.round(areaSquareMetres(shape) * 10) / 10 : 0
  if (!shape || squareMetres < TOLERANCE_M2) return []
  return [{ kind, message: say(sizeText(squareMetres)), areas: areas.map(({ code }) => code), squareMetres, geometry: shape }]
}

function sizeText(squareMetres: number): string {
  return squareMetres >= 10_000 ? `${(squareMetres / 10_000).toFixed(2)} 公顷` : `${squareMetres} 平方米`
}

/** Whether a shape's rings cross themselves or each other: then its area differs from that of the region it covers. */
export function crossesItself(shape: AreaShape): boolean {
  const covered = shapeOf(union(geomOf(shape)))
  return covered === null || Math.abs(areaSquareMetres(covered) - areaSquareMetres(shape)) > TOLERANCE_M2
}

type MultiCoordinates = ReturnType<typeof union>

function geomOf(shape: AreaShape): Geom {
  const ring = (positions: readonly Position[]): [number, number][] => positions.map(([lon, lat]) => [lon, lat])
  return shape.type === 'Polygon' ? shape.coordinates.map(ring) : shape.coordinates.map((polygon) => polygon.map(ring))
}

function shapeOf(coordinates: MultiCoordinates): AreaShape | null {
  const [only] = coordinates
  if (!only) return null
  return coordinates.length === 1 ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates }
}
