import type { LonLat } from './area-types.ts'

/** A flat (户) with its address code: building 20 digits, entrance 2, floor 2, door 2. */
export interface TownHouse {
  readonly code: string
  readonly buildingPath: string
  /** Entrance (单元) of the building, from 1. */
  readonly unit: number
  readonly floor: number
  /** As on the door: 301, 1203. */
  readonly room: string
  readonly use: 'own' | 'let' | 'empty'
  readonly address: string
}

/** How a household is made up. */
export type HouseholdKind = 'alone' | 'elder-alone' | 'couple' | 'elder-couple' | 'family' | 'single-parent' | 'three-generations' | 'flatmates'

/** People who live together in one flat; the first is the head (户主). */
export interface TownHousehold {
  readonly key: string
  readonly houseCode: string
  readonly areaPath: string
  readonly kind: HouseholdKind
  readonly members: readonly TownPerson[]
}

/** An invented resident. Codes: sex GB/T 2261.1, marriage 2261.2, occupation 2261.4, ethnicity 3304, education 4658, relation to the head 4761, politics 4762. */
export interface TownPerson {
  readonly key: string
  readonly name: string
  readonly sex: '1' | '2'
  /** `YYYY-MM-DD`. */
  readonly birth: string
  /** GB 11643 with a region that does not exist and a right check character. */
  readonly idNumber: string
  /** Null for children and some of the old; no subscriber's number begins with 1005. */
  readonly phone: string | null
  readonly relation: '02' | '10' | '20' | '30' | '40' | '50' | '99'
  readonly marriage: '10' | '20' | '30' | '40'
  readonly ethnicity: string
  readonly education: string
  readonly occupation: string
  readonly politics: '01' | '03' | '13'
  /** Registered here, registered elsewhere in the city (人户分离), or come from elsewhere (流动人口). */
  readonly residence: 'local' | 'separated' | 'floating'
  /** Where the person is registered. */
  readonly origin: string
  /** Words of the governed vocabulary that care work goes by. */
  readonly tags: readonly PersonTag[]
}

export type PersonTag = '独居老人' | '空巢老人' | '高龄老人' | '残疾人' | '低保' | '退役军人'

export type OrganisationKind =
  | 'party-committee' | 'general-branch' | 'grid-branch' | 'building-group'
  | 'shop' | 'enterprise' | 'property-firm' | 'owners-committee' | 'renewal-committee' | 'alliance-unit' | 'school'

/** An organisation of the pool. */
export interface TownOrganisation {
  readonly key: string
  readonly kind: OrganisationKind
  readonly name: string
  /** Unified social credit code (GB 32100) of a registration office that does not exist; null for bodies without one. */
  readonly creditCode: string | null
  /** The organisation above it. */
  readonly parentKey: string | null
  readonly areaPath: string
  readonly address: string | null
  readonly point: LonLat | null
  /** Line of business in plain words. */
  readonly business: string | null
  /** Key of the legal person or operator where that is a resident. */
  readonly operatorKey: string | null
  /** Estates, buildings or grids it serves, by area code. */
  readonly serves: readonly string[]
}

/** Who stands where: branch secretary, group leader, building chief, member of a branch. */
export interface TownPost {
  readonly role: 'secretary' | 'group-leader' | 'building-chief' | 'centre-household' | 'member'
  readonly personKey: string
  /** Organisation, or the building (its area code) of a chief. */
  readonly of: string
}

/** One line of the six-level contact (六级挂包联系): who looks after whom. */
export interface TownContact {
  readonly level: 1 | 2 | 3 | 4 | 5 | 6
  readonly personKey: string
  readonly to: { readonly kind: 'organisation' | 'person' | 'household'; readonly key: string }
}

/** A car or e-bike; plates hold the letter I, which no real plate does (GA 36). */
export interface TownVehicle {
  readonly plate: string
  readonly kind: 'car' | 'new-energy' | 'van'
  readonly colour: string
  readonly ownerKey: string
  readonly areaPath: string
}

/** A public facility. */
export interface TownFacility {
  readonly key: string
  readonly kind: 'car-park' | 'waste-house' | 'park'
  readonly name: string
  readonly areaPath: string
  readonly point: LonLat
  /** Car parks: spaces and whether its counts reach the platform. Waste houses: whether built this year. */
  readonly attrs: { readonly spaces?: number; readonly isConnected?: boolean; readonly isNew?: boolean }
}

/** Everything of one grid, complete in itself but for leaders who serve several grids. */
export interface GridPopulation {
  readonly gridPath: string
  readonly houses: readonly TownHouse[]
  readonly households: readonly TownHousehold[]
  readonly organisations: readonly TownOrganisation[]
  readonly posts: readonly TownPost[]
  readonly contacts: readonly TownContact[]
  readonly vehicles: readonly TownVehicle[]
}

/** Who lives in a street: what belongs to the whole street, then grid after grid. */
export interface Population {
  /** The day all ages are counted on. */
  readonly asOf: string
  readonly organisations: readonly TownOrganisation[]
  readonly facilities: readonly TownFacility[]
  /** Grid after grid, in the order of the area tree; nothing of a grid is kept once it is handed over. */
  grids(): Generator<GridPopulation>
}
