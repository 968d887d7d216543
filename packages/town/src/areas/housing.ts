import { apportion } from '../random.ts'
import type { Random } from '../random.ts'
import type { CommunityRegion, GridRegion } from './regions.ts'

/** Totals that the generated street must meet exactly (mission 1.1). */
export const TARGET = { buildings: 676, oldBuildings: 492, households: 39_550, residents: 73_000 } as const

/** The households of a grid spread over buildings of one era. */
export interface GridHousing {
  grid: GridRegion
  estate: string | null
  era: 'old' | 'new'
  /** Households of each building; the first `inEstate` stand in the estate. */
  households: number[]
  residents: number[]
  inEstate: number
}

/** Plans estates, eras and households of every grid so that the street's totals are met. */
export function planHousing(communities: readonly CommunityRegion[], random: Random): GridHousing[] {
  const drafts = communities.flatMap((c) => draftCommunity(c, random))
  settleEras(drafts, random)
  const perGrid = apportion(
    TARGET.households,
    drafts.map((d) => (d.estate ? random.range(isBig(d) ? 362 : 340, 395) : random.range(290, 350))),
  )
  const counts = [...countBuildings(drafts, 'old', random), ...countBuildings(drafts, 'new', random)]
  const countOf = new Map(counts.map(({ draft, count }) => [draft, count]))
  const plans = drafts.map((draft, i) => {
    const count = countOf.get(draft) ?? 1
    const households = apportion(perGrid[i] ?? 0, Array.from({ length: count }, () => random.range(0.85, 1.15)))
    const inEstate = draft.estate ? count - (isBig(draft) ? 0 : random.int(0, 1)) : 0
    return { ...draft, era: draft.era ?? ('old' as const), households, residents: [] as number[], inEstate }
  })
  return settleResidents(plans, random)
}

interface Draft {
  grid: GridRegion
  estate: string | null
  era: 'old' | 'new' | null
}

/** 东高小区 has 2,400+ households and fills its grids alone. */
function isBig({ estate }: Draft): boolean {
  return estate?.startsWith('东高小区') ?? false
}

function draftCommunity({ plan, grids }: CommunityRegion, random: Random): Draft[] {
  const estates = [...plan.oldEstates, ...plan.newEstates]
  const empty = new Set(random.shuffle(grids.map((g) => g.number)).slice(0, grids.length - estates.length))
  let next = 0
  return grids.map((grid) => {
    const name = empty.has(grid.number) ? undefined : estates[next++]
    if (name === undefined) return { grid, estate: null, era: null }
    return { grid, estate: name, era: plan.newEstates.includes(name) ? 'new' : 'old' }
  })
}

const OLD_GRIDS = 72

function settleEras(drafts: Draft[], random: Random): void {
  const open = random.shuffle(drafts.filter((d) => d.era === null))
  let missing = OLD_GRIDS - drafts.filter((d) => d.era === 'old').length
  for (const draft of open) draft.era = missing-- > 0 ? 'old' : 'new'
}

function countBuildings(drafts: readonly Draft[], era: 'old' | 'new', random: Random): { draft: Draft; count: number }[] {
  const own = drafts.filter((d) => d.era === era)
  const total = era === 'old' ? TARGET.oldBuildings : TARGET.buildings - TARGET.oldBuildings
  const parts = apportion(total, own.map(() => random.range(0.88, 1.12)))
  return own.map((draft, i) => ({ draft, count: parts[i] ?? 1 }))
}

function settleResidents(plans: GridHousing[], random: Random): GridHousing[] {
  const weights = plans.flatMap((p) => p.households.map((h) => h * random.range(0.9, 1.1)))
  const residents = apportion(TARGET.residents, weights)
  let next = 0
  return plans.map((p) => ({ ...p, residents: p.households.map(() => residents[next++] ?? 0) }))
}

/** Storeys, stairwells and doors of a building that holds at least its households. */
export function shapeBuilding(era: 'old' | 'new', households: number, random: Random): { floors: number; units: number; doorsPerFloor: number } {
  if (era === 'old') {
    const floors = households > 60 ? 6 : random.pick([5, 6, 6, 6])
    const doorsPerFloor = Math.ceil(households / (floors * 2)) > 5 ? 3 : 2
    return { floors, doorsPerFloor, units: Math.max(2, Math.ceil(households / (floors * doorsPerFloor))) }
  }
  const floors = random.pick([11, 11, 15, 17, 18, 18, 24, 26])
  const doorsPerFloor = floors >= 15 ? random.pick([2, 3, 4]) : 2
  return { floors, doorsPerFloor, units: Math.max(1, Math.ceil(households / (floors * doorsPerFloor))) }
}
