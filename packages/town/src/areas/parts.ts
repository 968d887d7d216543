import type { Area, LonLat, Road } from '../area-types.ts'
import { distance, isInPolygon, toLonLat, toMetres } from '../geometry.ts'
import type { Metres } from '../geometry.ts'
import type { Random } from '../random.ts'
import { DISTRICT } from './names.ts'

/** A part (部件, GB/T 30428.2) of the demo street. */
export interface TownPart {
  /** 16 digits: district, major, minor, serial. */
  code: string
  classCode: string
  name: string
  /** Path of the grid it stands in. */
  areaPath: string
  point: LonLat
  unitId: string
}

interface Kind {
  readonly classCode: string
  readonly name: string
  readonly unitId: string
  /** Metres from one to the next, along main roads and lanes; 0: none there. */
  readonly every: Readonly<Record<Road['kind'], number>>
  /** Metres beside the centre line. */
  readonly beside: number
}

const KINDS: readonly Kind[] = [
  { classCode: 'B0118', name: '路灯', unitId: 'dept-municipal', every: { main: 45, lane: 60 }, beside: 9 },
  { classCode: 'B0102', name: '污水井盖', unitId: 'dept-municipal', every: { main: 70, lane: 80 }, beside: 3 },
  { classCode: 'B0104', name: '雨水箅子', unitId: 'dept-municipal', every: { main: 50, lane: 0 }, beside: 7 },
  { classCode: 'B0113', name: '消火栓', unitId: 'dept-fire', every: { main: 120, lane: 0 }, beside: 10 },
  { classCode: 'B0305', name: '垃圾箱', unitId: 'dept-sanitation', every: { main: 100, lane: 150 }, beside: 10 },
  { classCode: 'B0402', name: '行道树', unitId: 'dept-greening', every: { main: 30, lane: 0 }, beside: 8 },
]

/** Lamps, covers, gratings, hydrants, bins and trees along the roads, each in its grid; those outside the street are left out. */
export function setParts({ roads, areas, random }: { roads: readonly Road[]; areas: readonly Area[]; random: Random }): TownPart[] {
  const grids = areas.filter((area) => area.level === 'grid')
  return KINDS.flatMap((kind) => {
    let serial = 0
    return roads.flatMap((road) => placesAlong(road, kind, random).flatMap((point): TownPart[] => {
      const grid = grids.find(({ polygon }) => isInPolygon(point, polygon))
      if (!grid) return []
      serial += 1
      const code = `${DISTRICT.code}${kind.classCode.slice(1)}${String(serial).padStart(6, '0')}`
      return [{ code, classCode: kind.classCode, name: `${road.name}${kind.name}${serial}号`, areaPath: grid.path, point, unitId: kind.unitId }]
    }))
  })
}

/** Points beside a road, now on its left, now on its right, a little out of line. */
function placesAlong({ kind: width, line }: Road, { every, beside }: Kind, random: Random): LonLat[] {
  const step = every[width]
  if (step === 0) return []
  const points: LonLat[] = []
  const vertices = line.coordinates.map((vertex) => toMetres(vertex))
  let next = step / 2
  for (const [i, from] of vertices.entries()) {
    const to = vertices[i + 1]
    if (!to) break
    const length = distance(from, to)
    for (; next < length; next += step) points.push(toLonLat(besideLine({ from, to, at: next / length }, (points.length % 2 === 0 ? 1 : -1) * (beside + random.range(-0.5, 0.5)))))
    next -= length
  }
  return points
}

function besideLine({ from, to, at }: { from: Metres; to: Metres; at: number }, metres: number): Metres {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = Math.hypot(dx, dy) || 1
  return [from[0] + dx * at - (dy / length) * metres, from[1] + dy * at + (dx / length) * metres]
}
