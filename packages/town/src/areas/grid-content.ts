import type { Area, BuildingAttrs, EstateAttrs } from '../area-types.ts'
import { isInRing, toLonLat, toPolygon } from '../geometry.ts'
import type { Metres } from '../geometry.ts'
import type { Random } from '../random.ts'
import type { GridHousing } from './housing.ts'
import { shapeBuilding } from './housing.ts'
import type { Plot, Slot } from './plots.ts'
import { footprint, plotCentre, plotRing, slotsOf, splitPlot, wholePlot } from './plots.ts'
import type { AddressBook } from './roads.ts'
import { DISTRICT, STREET } from './names.ts'

/** What a grid is filled with, besides the plots that stay free for parks and places. */
export interface GridContent {
  areas: Area[]
  spare: Plot[]
}

/** Counters that run over the whole street and become path labels. */
export interface Counters {
  estate: number
  building: number
}

interface Filling {
  gridCode: string
  gridPath: string
  housing: GridHousing
  propertyUnitId: string
  book: AddressBook
  counters: Counters
  random: Random
}

interface Place {
  parentCode: string
  parentPath: string
  estateSerial: number
  /** Gate address shared by an estate's buildings; `null` gives each building its own number. */
  gate: string | null
  baseYear: number
}

/** First day on which the demo street's division is valid. */
export const VALID_FROM = '2021-01-01'
const PREFIX = `${DISTRICT.name}${STREET.name}`

/** Fills a grid with its estate, its buildings and their addresses. */
export function fillGrid(filling: Filling): GridContent {
  const { housing, random } = filling
  const loose = housing.households.length - housing.inEstate
  const plots = housing.grid.cells.map(wholePlot)
  if (housing.estate && loose > 0 && plots[0] && plots.length === 1) plots.splice(0, 1, ...splitPlot(plots[0], 0.78))
  const areas: Area[] = []
  const baseYear = housing.era === 'old' ? random.int(1983, 2001) : random.int(2006, 2018)
  if (housing.estate && plots[0]) {
    areas.push(...fillEstate(filling, { plot: plots[0], name: housing.estate, baseYear }))
  }
  if (loose > 0) {
    const plot = plots[housing.estate ? 1 : 0]
    if (!plot) throw new Error(`grid ${filling.gridCode} has no room`)
    const place = { parentCode: filling.gridCode, parentPath: filling.gridPath, estateSerial: 0, gate: null, baseYear }
    areas.push(...raiseBuildings(filling, { plot, from: housing.inEstate, to: housing.households.length, place }))
  }
  return { areas, spare: plots.slice((housing.estate ? 1 : 0) + (loose > 0 ? 1 : 0)) }
}

function fillEstate(filling: Filling, { plot, name, baseYear }: { plot: Plot; name: string; baseYear: number }): Area[] {
  const { housing, gridCode, book, counters } = filling
  const centre = plotCentre(plot)
  const { road, number } = book.numberFor(centre)
  const address = `${PREFIX}${road}${number}号${name}`
  const path = `${filling.gridPath}.e${String(++counters.estate).padStart(2, '0')}`
  const code = `${gridCode}01`
  const sum = (list: readonly number[]): number => list.slice(0, housing.inEstate).reduce((a, b) => a + b, 0)
  const attrs: EstateAttrs = {
    households: sum(housing.households),
    residents: sum(housing.residents),
    buildings: housing.inEstate,
    address,
    yearBuilt: baseYear,
    propertyUnitId: filling.propertyUnitId,
  }
  const place = { parentCode: code, parentPath: path, estateSerial: 1, gate: address, baseYear }
  return [
    {
      level: 'estate', code, parentCode: gridCode, name, path, attrs,
      polygon: toPolygon(plotRing(plot)), point: toLonLat(centre), validFrom: VALID_FROM,
    },
    ...raiseBuildings(filling, { plot: inner(plot), from: 0, to: housing.inEstate, place }),
  ]
}

function inner(plot: Plot): Plot {
  const u = (plot.east - plot.west) * 0.03
  const v = (plot.south - plot.north) * 0.03
  return { ...plot, west: plot.west + u, east: plot.east - u, north: plot.north + v, south: plot.south - v }
}

function raiseBuildings(filling: Filling, range: { plot: Plot; from: number; to: number; place: Place }): Area[] {
  const { housing } = filling
  const slots = slotsOf(range.plot, range.to - range.from, housing.era === 'old' ? 64 : 48)
  return slots.map((slot, i) =>
    raiseBuilding(filling, {
      slot,
      limits: plotRing(range.plot),
      place: range.place,
      serial: i + 1,
      households: housing.households[range.from + i] ?? 0,
      residents: housing.residents[range.from + i] ?? 0,
    }),
  )
}

interface BuildingPlan {
  slot: Slot
  limits: Metres[]
  place: Place
  serial: number
  households: number
  residents: number
}

function raiseBuilding(filling: Filling, plan: BuildingPlan): Area {
  const { gridCode, housing, counters, random } = filling
  const { place } = plan
  const shape = shapeBuilding(housing.era, plan.households, random)
  const ring = fitFootprint(plan, { era: housing.era, units: shape.units, wing: random.chance(0.16) })
  const named = nameBuilding(filling, plan)
  const year = place.baseYear + random.int(0, place.gate ? 2 : 4)
  const attrs: BuildingAttrs = {
    ...shape,
    yearBuilt: housing.era === 'old' ? Math.min(2004, year) : Math.max(2005, year),
    rooms: shape.floors * shape.units * shape.doorsPerFloor,
    households: plan.households,
    residents: plan.residents,
    hasLift: shape.floors > 7,
    address: named.address,
  }
  return {
    level: 'building',
    code: `${gridCode}${String(place.estateSerial).padStart(2, '0')}${String(plan.serial).padStart(3, '0')}`,
    parentCode: place.parentCode,
    name: named.name,
    path: `${place.parentPath}.b${String(++counters.building).padStart(3, '0')}`,
    polygon: toPolygon(ring),
    point: toLonLat(innerPoint(ring)),
    attrs,
    validFrom: VALID_FROM,
  }
}

function nameBuilding({ book }: Filling, { place, slot, serial }: BuildingPlan): { name: string; address: string } {
  if (place.gate) return { name: `${serial}号楼`, address: `${place.gate}${serial}号楼` }
  const { road, number } = book.numberFor(slot.centre)
  return { name: `${road}${number}号楼`, address: `${PREFIX}${road}${number}号楼` }
}

/** The largest likely footprint that stays inside the plot. */
function fitFootprint({ slot, limits }: BuildingPlan, want: { era: 'old' | 'new'; units: number; wing: boolean }): Metres[] {
  const wide = Math.min(slot.width - 7, want.era === 'old' ? want.units * 12.5 : 14 + want.units * 11)
  const deep = Math.min(slot.height - 9, want.era === 'old' ? 12.4 : 17)
  const wing = want.wing && slot.height > 40 ? 9 : 0
  for (let scale = 1; scale > 0.4; scale -= 0.08) {
    const ring = footprint(slot, { length: wide * scale, depth: deep * scale, wing: wing * scale })
    if (ring.every((p) => isInRing(p, limits))) return ring
  }
  throw new Error('a building does not fit its plot')
}

/** Middle of the first two corners' limb, which is inside a rectangle and an L alike. */
function innerPoint(ring: readonly Metres[]): Metres {
  const [a, b] = ring
  const c = ring[2] ?? a
  if (!a || !b || !c) return [0, 0]
  return [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2]
}
