import type { GridPopulation, Population, TownHouse, TownHousehold } from '../people-types.ts'
import { apportion, createRandom } from '../random.ts'
import type { Random } from '../random.ts'
import type { Street } from '../street.ts'
import { draftHousehold, sizesOf } from './draft.ts'
import { buildFacilities } from './facilities.ts'
import { housesOf } from './houses.ts'
import type { Building } from './houses.ts'
import { openCreditBook, openIdBook } from './numbers.ts'
import { foundOrganisations } from './organisations.ts'
import { CENSUS_DAY, fillPapers } from './papers.ts'
import { joinParty, planParty } from './party.ts'
import type { GridPlan } from './party.ts'
import { openShops } from './shops.ts'
import { sitesOf } from './sites.ts'
import { openPlates, parkVehicles } from './vehicles.ts'

/** Shops of the whole street, met exactly (mission 1.1). */
export const SHOPS = 5600

/**
 * Who lives in a street, what is organised there and what they drive; deterministic in the seed. Only one grid is held
 * at a time: a pass over all of them is made by one call of `grids`.
 */
export function populate(street: Street, { seed = 'xuegong', region = '999999' }: { seed?: string; region?: string } = {}): Population {
  const random = createRandom(`${seed}/people`)
  const sites = sitesOf(street)
  const plans = planParty(sites, random.fork('party'))
  const trade = random.fork('shops')
  const shops = apportion(SHOPS, sites.map(() => trade.range(0.4, 1.6)))
  const organisations = foundOrganisations({ street, sites, credit: openCreditBook(region), random: random.fork('organisations') })
  return {
    asOf: CENSUS_DAY,
    organisations,
    facilities: buildFacilities({ street, sites, random: random.fork('facilities') }),
    *grids() {
      const books: Books = { idNumber: openIdBook(region), credit: openCreditBook(region), plate: openPlates(), secretaries: new Map() }
      // Codes go on after those of the street's own organisations.
      for (const { creditCode } of organisations) if (creditCode !== null) books.credit('91')
      for (const [at, plan] of plans.entries()) yield fillGrid(plan, { books, shops: shops[at] ?? 0, random: random.fork(plan.site.grid.code) })
    },
  }
}

interface Books {
  readonly idNumber: ReturnType<typeof openIdBook>
  readonly credit: ReturnType<typeof openCreditBook>
  readonly plate: ReturnType<typeof openPlates>
  readonly secretaries: Map<string, string[]>
}

function fillGrid(plan: GridPlan, { books, shops, random }: { books: Books; shops: number; random: Random }): GridPopulation {
  const { site } = plan
  const filled = site.buildings.map((building) => fillBuilding(building, { books, random: random.fork(building.code) }))
  const network = joinParty({ plan, homes: filled.map(({ households }) => households), random: random.fork('party'), secretaries: books.secretaries })
  const people = network.households.flatMap(({ members }) => members)
  return {
    gridPath: site.grid.path,
    houses: filled.flatMap(({ houses }) => houses),
    households: network.households,
    organisations: [...network.organisations, ...openShops({ site, count: shops, people, creditCode: books.credit, random: random.fork('shops') })],
    posts: network.posts,
    contacts: network.contacts,
    vehicles: parkVehicles(network.households, { plate: books.plate, random: random.fork('vehicles') }),
  }
}

function fillBuilding(building: Building, { books, random }: { books: Books; random: Random }): { houses: TownHouse[]; households: TownHousehold[] } {
  const { attrs, path } = building
  const houses = housesOf(building, random.fork('houses'))
  const sizes = sizesOf(random, attrs)
  const era = attrs.yearBuilt < 2005 ? 'old' : 'new'
  let next = 0
  const households: TownHousehold[] = []
  const settled = houses.map((house): TownHouse => {
    if (house.use === 'empty') return house
    const key = `h${house.code}`
    const draft = draftHousehold(random, sizes[next++] ?? 1, era)
    const members = fillPapers(draft, { random, idNumber: books.idNumber, householdKey: key })
    households.push({ key, houseCode: house.code, areaPath: path, kind: draft.kind, members })
    return members[0]?.residence === 'floating' ? { ...house, use: 'let' } : house
  })
  return { houses: settled, households }
}
