import type { Random } from '../random.ts'
import { middle } from '../geometry.ts'
import { divide } from './partition.ts'
import { layLattice } from './lattice.ts'
import type { Cell, Lattice } from './lattice.ts'
import { COMMUNITIES } from './names.ts'
import type { CommunityPlan } from './names.ts'

/** A grid as a set of blocks, numbered west to east and north to south. */
export interface GridRegion {
  /** Street-wide number from 1. */
  number: number
  /** Number inside the community from 1 (GB/T 30428.1 serial). */
  serial: number
  cells: Cell[]
}

/** A community as a set of blocks with its grids. */
export interface CommunityRegion {
  plan: CommunityPlan
  /** Number inside the street from 1. */
  serial: number
  cells: Cell[]
  grids: GridRegion[]
}

/** The street cut into communities and grids on one lattice. */
export interface Regions {
  lattice: Lattice
  communities: CommunityRegion[]
}

/** Cuts a street: 14 connected communities, 113 connected grids, no gap and no overlap. */
export function cutRegions(random: Random): Regions {
  for (let attempt = 0; attempt < 40; attempt++) {
    const found = tryCut(random.fork(`attempt-${attempt}`))
    if (found) return found
  }
  throw new Error('no partition of the street was found; use another seed')
}

function tryCut(random: Random): Regions | null {
  const lattice = layLattice(random.fork('lattice'))
  const density = densityOf(lattice, random.fork('density'))
  const shares = COMMUNITIES.map((c) => ({ weight: c.grids, minCells: c.grids * 2 }))
  const parts = divide(lattice.cells, shares, density)
  if (!parts) return null
  const communities: CommunityRegion[] = []
  for (const [i, plan] of COMMUNITIES.entries()) {
    const cells = parts[i] ?? []
    const grids = divide(cells, Array.from({ length: plan.grids }, () => ({ weight: 1, minCells: 1 })), density)
    if (!grids) return null
    communities.push({ plan, serial: 0, cells, grids: grids.map((g) => ({ number: 0, serial: 0, cells: g })) })
  }
  return { lattice, communities: number(communities) }
}

/** People live densest in the middle; the industrial rims have large grids. */
function densityOf(lattice: Lattice, random: Random): (cell: Cell) => number {
  const mean = lattice.cells.reduce((s, c) => s + c.areaM2, 0) / lattice.cells.length
  const weights = new Map<number, number>()
  for (const cell of lattice.cells) {
    const [x, y] = cell.centre
    const closeness = Math.exp(-((x / 1700) ** 2) - (y / 1900) ** 2)
    weights.set(cell.id, (0.3 + 0.7 * closeness) * random.range(0.9, 1.1) * (cell.areaM2 / mean))
  }
  return (cell) => weights.get(cell.id) ?? 1
}

function number(communities: CommunityRegion[]): CommunityRegion[] {
  let count = 0
  return readingOrder(communities, 900).map((community, i) => {
    const grids = readingOrder(community.grids, 300).map((grid, k) => ({ ...grid, serial: k + 1, number: ++count }))
    return { ...community, serial: i + 1, grids }
  })
}

/** North to south in bands, west to east inside a band. */
function readingOrder<T extends { cells: Cell[] }>(regions: readonly T[], bandMetres: number): T[] {
  return regions
    .map((region) => {
      const [x, y] = middle(region.cells.map((c) => c.centre))
      return { region, x, band: -Math.round(y / bandMetres) }
    })
    .sort((a, b) => a.band - b.band || a.x - b.x)
    .map((r) => r.region)
}
