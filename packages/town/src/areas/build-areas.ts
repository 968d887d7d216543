import type { Area, AreaTotals, BaseMap, LonLat, Polygon } from '../area-types.ts'
import { closeRing, distance, middle, polygonArea, toLonLat, toPolygon } from '../geometry.ts'
import type { Random } from '../random.ts'
import { traceBorder } from './border.ts'
import { fillGrid, VALID_FROM } from './grid-content.ts'
import type { Counters } from './grid-content.ts'
import { planHousing } from './housing.ts'
import type { GridHousing } from './housing.ts'
import type { Cell, Lattice } from './lattice.ts'
import { DISTRICT, STREET } from './names.ts'
import { settlePlaces } from './places.ts'
import type { FreePlot } from './places.ts'
import { cutRegions } from './regions.ts'
import type { CommunityRegion } from './regions.ts'
import { layRiver, layRoads, openAddressBook } from './roads.ts'
import type { AddressBook } from './roads.ts'

/** The area tree in depth-first order (a parent always comes before its children) and the base map. */
export interface TownAreas {
  areas: Area[]
  map: BaseMap
}

interface Work {
  lattice: Lattice
  book: AddressBook
  counters: Counters
  housing: Map<number, GridHousing>
  free: FreePlot[]
  random: Random
}

const STREET_PATH = `${DISTRICT.label}.${STREET.label}`

/** Builds district, street, communities, grids, estates and buildings of the demo street. */
export function buildAreas(random: Random): TownAreas {
  const { lattice, communities } = cutRegions(random.fork('regions'))
  const plans = planHousing(communities, random.fork('housing'))
  const work: Work = {
    lattice,
    book: openAddressBook(lattice),
    counters: { estate: 0, building: 0 },
    housing: new Map(plans.map((p) => [p.grid.number, p])),
    free: [],
    random: random.fork('content'),
  }
  const below = communities.flatMap((c) => communityAreas(work, c))
  const { parks, pois } = settlePlaces(work.free, work.book, random.fork('places'))
  const map: BaseMap = { roads: layRoads(lattice), shapes: [layRiver(lattice), ...parks], pois }
  return { areas: [districtArea(lattice), streetArea(lattice, below), ...below], map }
}

/** The district is shown only as the demo's surroundings; its real border is for the user to import. */
function districtArea({ cells }: Lattice): Area {
  const xs = cells.map((c) => c.centre[0])
  const ys = cells.map((c) => c.centre[1])
  const [west, east, south, north] = [Math.min(...xs) - 1500, Math.max(...xs) + 1500, Math.min(...ys) - 1500, Math.max(...ys) + 1500]
  return {
    level: 'district',
    code: DISTRICT.code,
    parentCode: null,
    name: DISTRICT.name,
    path: DISTRICT.label,
    polygon: toPolygon([[west, north], [west, south], [east, south], [east, north]]),
    point: toLonLat([(west + east) / 2, (south + north) / 2]),
    attrs: { note: '示意范围，不是行政区划界线', above: '山东省淄博市' },
    validFrom: VALID_FROM,
  }
}

function streetArea(lattice: Lattice, below: readonly Area[]): Area {
  const polygon = regionPolygon(lattice, lattice.cells)
  return {
    level: 'street',
    code: STREET.code,
    parentCode: DISTRICT.code,
    name: STREET.name,
    path: STREET_PATH,
    polygon,
    point: labelPoint(lattice.cells),
    attrs: { ...totalsOf(below), areaM2: Math.round(polygonArea(polygon)) },
    validFrom: VALID_FROM,
  }
}

function communityAreas(work: Work, community: CommunityRegion): Area[] {
  const code = `${STREET.code}${String(community.serial).padStart(3, '0')}`
  const path = `${STREET_PATH}.c${String(community.serial).padStart(2, '0')}`
  const below = community.grids.flatMap((_, i) => gridAreas(work, { community, index: i, code, path }))
  const polygon = regionPolygon(work.lattice, community.cells)
  const area: Area = {
    level: 'community',
    code,
    parentCode: STREET.code,
    name: community.plan.name,
    path,
    polygon,
    point: labelPoint(community.cells),
    attrs: { ...totalsOf(below), areaM2: Math.round(polygonArea(polygon)), hall: community.plan.hall },
    validFrom: VALID_FROM,
  }
  return [area, ...below]
}

function gridAreas(work: Work, parent: { community: CommunityRegion; index: number; code: string; path: string }): Area[] {
  const { community } = parent
  const grid = community.grids[parent.index]
  const housing = grid && work.housing.get(grid.number)
  if (!grid || !housing) throw new Error(`grid ${parent.index} of ${community.plan.name} has no plan`)
  const code = `${parent.code}${String(grid.serial).padStart(3, '0')}`
  const path = `${parent.path}.g${String(grid.number).padStart(3, '0')}`
  const { areas, spare } = fillGrid({
    gridCode: code,
    gridPath: path,
    housing,
    propertyUnitId: propertyFor(community.serial, housing.era),
    book: work.book,
    counters: work.counters,
    random: work.random,
  })
  work.free.push(...spare.map((plot) => ({ plot, gridPath: path, community: community.plan.name })))
  const polygon = regionPolygon(work.lattice, grid.cells)
  const area: Area = {
    level: 'grid',
    code,
    parentCode: parent.code,
    name: `${community.plan.name}第${grid.serial}网格`,
    path,
    polygon,
    point: labelPoint(grid.cells),
    attrs: { ...totalsOf(areas), number: grid.number, areaM2: Math.round(polygonArea(polygon)), kind: 'basic' },
    validFrom: VALID_FROM,
  }
  return [area, ...areas]
}

/** Two of the twelve property firms serve each community, one for each era. */
function propertyFor(communitySerial: number, era: 'old' | 'new'): string {
  const firm = era === 'old' ? (communitySerial - 1) % 7 : 7 + ((communitySerial - 1) % 5)
  return `property-${String(firm + 1).padStart(2, '0')}`
}

function totalsOf(areas: readonly Area[]): AreaTotals {
  const totals = { households: 0, residents: 0, buildings: 0 }
  for (const area of areas) {
    if (area.level !== 'building') continue
    totals.households += area.attrs.households
    totals.residents += area.attrs.residents
    totals.buildings += 1
  }
  return totals
}

function regionPolygon(lattice: Lattice, cells: readonly Cell[]): Polygon {
  const ring = traceBorder(cells)
  if (!ring) throw new Error('a region of the street is not one simple polygon')
  return closeRing(ring.map((id) => lattice.lonLat(id)))
}

/** Centre of the block nearest the middle: always inside, also for bent regions. */
function labelPoint(cells: readonly Cell[]): LonLat {
  const centre = middle(cells.map((c) => c.centre))
  const nearest = cells.reduce((best, c) => (distance(c.centre, centre) < distance(best.centre, centre) ? c : best))
  return toLonLat(nearest.centre)
}
