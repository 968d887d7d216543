import type { TownContact, TownHousehold, TownOrganisation, TownPerson, TownPost } from '../people-types.ts'
import type { Random } from '../random.ts'
import { apportion } from '../random.ts'
import type { GridSite } from './sites.ts'
import { drawWeighted } from './weights.ts'

/** The five-level network (mission 1.1): totals that are met exactly. */
export const PARTY = { members: 2600, secretaries: 65, groups: 227, chiefs: 407, centres: 625 } as const

/** Share of households that nobody looks after yet: the gap that the street wants to see. */
const UNLINKED = 0.03

/** What the network asks of a grid. */
export interface GridPlan {
  readonly site: GridSite
  /** Members to be found in each building. */
  readonly members: readonly number[]
  readonly hasChief: readonly boolean[]
  readonly groups: number
  readonly centres: readonly number[]
  /** Place of the grid in its community, and of the grid whose secretary serves it. */
  readonly serial: number
  readonly servedBy: number
}

/** Spreads members, groups and leaders over the street so that the totals come out exactly. */
export function planParty(sites: readonly GridSite[], random: Random): GridPlan[] {
  const buildings = sites.flatMap((site) => site.buildings)
  const members = apportion(PARTY.members, buildings.map(({ attrs }) => attrs.residents * random.range(0.8, 1.2) + 4))
  const chiefs = new Set(random.shuffle(buildings.filter((_, at) => (members[at] ?? 0) > 0).map(({ code }) => code)).slice(0, PARTY.chiefs))
  const groups = apportion(PARTY.groups, sites.map((site) => Math.min(site.buildings.length, 8) + 2))
  const byCommunity = Map.groupBy(sites, ({ community }) => community.code)
  const secretaries = apportion(PARTY.secretaries, [...byCommunity.values()].map((own) => own.length))
  const secretariesOf = new Map([...byCommunity.keys()].map((code, at) => [code, secretaries[at] ?? 1]))
  let from = 0
  const drafts = sites.map((site, at) => {
    const own = members.slice(from, from + site.buildings.length)
    from += site.buildings.length
    const serial = (byCommunity.get(site.community.code) ?? []).indexOf(site)
    return { site, members: own, hasChief: site.buildings.map(({ code }) => chiefs.has(code)), groups: groups[at] ?? 1, serial, servedBy: serial % (secretariesOf.get(site.community.code) ?? 1) }
  })
  const centres = apportion(PARTY.centres, drafts.flatMap((draft) => groupsOf(draft).map((group) => group.reduce((sum, b) => sum + (draft.members[b] ?? 0), 0))))
  let next = 0
  return drafts.map((draft) => ({ ...draft, centres: Array.from({ length: draft.groups }, () => centres[next++] ?? 1) }))
}

/** The buildings (by place in the grid) of each of a grid's groups. */
function groupsOf({ site, groups }: Pick<GridPlan, 'site' | 'groups'>): number[][] {
  const shares = apportion(site.buildings.length, Array.from({ length: groups }, () => 1))
  let from = 0
  return shares.map((share) => Array.from({ length: share }, () => from++))
}

interface Lives {
  readonly person: TownPerson
  readonly household: TownHousehold
}

/** The network of one grid: who is a member, who leads, who looks after whom. Members' papers say so. */
export interface GridNetwork {
  readonly households: TownHousehold[]
  readonly organisations: TownOrganisation[]
  readonly posts: TownPost[]
  readonly contacts: TownContact[]
}

/** `secretaries` remembers, for each community, who leads the branches of its first grids. */
export function joinParty({ plan, homes, random, secretaries }: { plan: GridPlan; homes: readonly (readonly TownHousehold[])[]; random: Random; secretaries: Map<string, string[]> }): GridNetwork {
  const { site } = plan
  const members = homes.map((households, at) => pickMembers(households, plan.members[at] ?? 0, random))
  const branch = `branch-${site.grid.code}`
  const own = secretaries.get(site.community.code) ?? []
  secretaries.set(site.community.code, own)
  const [best] = members.flat().toSorted((a, b) => fitness(b) - fitness(a))
  if (plan.serial === plan.servedBy && best) own[plan.serial] = best.person.key
  const secretary = own[plan.servedBy] ?? ''
  const groups = groupsOf(plan).map((places, at) => leadGroup({
    key: `group-${site.grid.code}-${at + 1}`, branch, centres: plan.centres[at] ?? 1, secretary,
    name: `${site.grid.name}第${at + 1}楼栋党小组`, areaPath: site.grid.path, serves: places.map((place) => site.buildings[place]?.code ?? ''),
    members: places.flatMap((place) => members[place] ?? []), households: places.flatMap((place) => homes[place] ?? []), random,
  }))
  const chosen = new Set(members.flat().map(({ person }) => person.key))
  return {
    households: homes.flat().map((household) => ({ ...household, members: household.members.map((person) => (chosen.has(person.key) ? { ...person, politics: '01' } : person)) })),
    organisations: [branchOf(plan, branch), ...groups.map(({ organisation }) => organisation)],
    posts: [{ role: 'secretary', personKey: secretary, of: branch }, ...chiefsOf(plan, members), ...groups.flatMap(({ posts }) => posts)],
    contacts: [...leadersContacts(plan, members.flat()), ...groups.flatMap(({ contacts }) => contacts)],
  }
}

function branchOf({ site }: GridPlan, key: string): TownOrganisation {
  return organisation({ key, kind: 'grid-branch', name: `${site.grid.name}党支部`, parentKey: `general-${site.community.code}`, areaPath: site.grid.path, serves: [site.grid.code] })
}

function organisation(given: Pick<TownOrganisation, 'key' | 'kind' | 'name' | 'parentKey' | 'areaPath' | 'serves'>): TownOrganisation {
  return { ...given, creditCode: null, address: null, point: null, business: null, operatorKey: null }
}

/** Grown-up people who are registered here, the studied and the elder more often. */
function pickMembers(households: readonly TownHousehold[], count: number, random: Random): Lives[] {
  const able = households.flatMap((household) => household.members.map((person) => ({ person, household })))
    .filter(({ person }) => Number(person.birth.slice(0, 4)) <= 2004 && person.residence !== 'floating')
  const weight = ({ person }: Lives): number => (Number(person.education) <= 30 ? 3 : 1) * (Number(person.birth.slice(0, 4)) < 1981 ? 2 : 1) * (person.sex === '1' ? 1.8 : 1) * (['11', '13', '21'].includes(person.occupation) ? 2 : 1)
  return drawWeighted(random, able, { count, weight })
}

/** Who would be asked to lead: between forty and seventy, with time. */
function fitness({ person }: Lives): number {
  const born = Number(person.birth.slice(0, 4))
  return (born >= 1956 && born <= 1986 ? 100 : 0) + (person.occupation === '80' ? 20 : 0) + (Number(person.education) <= 30 ? 10 : 0)
}

function chiefsOf({ site, hasChief }: GridPlan, members: readonly (readonly Lives[])[]): TownPost[] {
  return site.buildings.flatMap((building, at): TownPost[] => {
    const chief = hasChief[at] ? members[at]?.at(-1) : undefined
    return chief ? [{ role: 'building-chief', personKey: chief.person.key, of: building.code }] : []
  })
}

interface Group {
  readonly key: string
  readonly name: string
  readonly branch: string
  readonly secretary: string
  readonly areaPath: string
  readonly centres: number
  readonly serves: readonly string[]
  readonly members: readonly Lives[]
  readonly households: readonly TownHousehold[]
  readonly random: Random
}

function leadGroup(group: Group): { organisation: TownOrganisation; posts: TownPost[]; contacts: TownContact[] } {
  const { key, members, centres, random } = group
  const leader = members.toSorted((a, b) => fitness(b) - fitness(a))[0]?.person.key ?? ''
  const homes = [...new Map(members.map((member) => [member.household.key, member])).values()]
  const centred = drawWeighted(random, homes, { count: centres, weight: (home) => 1 + fitness(home) })
  const isCentre = new Set(centred.map(({ person }) => person.key))
  const others = members.filter(({ person }) => !isCentre.has(person.key))
  const contacts: TownContact[] = [
    { level: 3, personKey: group.secretary, to: { kind: 'organisation', key } },
    ...centred.map(({ household }): TownContact => ({ level: 4, personKey: leader, to: { kind: 'household', key: household.key } })),
    ...others.map(({ person }, at): TownContact => ({ level: 5, personKey: centred[at % centred.length]?.person.key ?? leader, to: { kind: 'person', key: person.key } })),
    ...lookAfter(group),
  ]
  return {
    organisation: organisation({ key, kind: 'building-group', name: group.name, parentKey: group.branch, areaPath: group.areaPath, serves: group.serves }),
    posts: [
      { role: 'group-leader', personKey: leader, of: key },
      ...centred.map(({ person, household }): TownPost => ({ role: 'centre-household', personKey: person.key, of: household.key })),
      ...members.map(({ person }): TownPost => ({ role: 'member', personKey: person.key, of: group.branch })),
    ],
    contacts,
  }
}

/** Households in turn to the members of the group; some have nobody yet. */
function lookAfter({ members, households, random }: Group): TownContact[] {
  return households.flatMap((household, at): TownContact[] => {
    const member = members[Math.floor((at * members.length) / households.length)]
    return member && !random.chance(UNLINKED) ? [{ level: 6, personKey: member.person.key, to: { kind: 'household', key: household.key } }] : []
  })
}

/** The street's cadres look after communities, the community's committee after branches: one of each lives in this grid where the plan asks for it. */
function leadersContacts({ site, serial }: GridPlan, members: readonly Lives[]): TownContact[] {
  const working = members.filter(({ person }) => Number(person.birth.slice(0, 4)) >= 1967 && person.occupation !== '80')
  const [cadre, committee = cadre] = working.length > 0 ? working : members
  const branch: TownContact[] = committee ? [{ level: 2, personKey: committee.person.key, to: { kind: 'organisation', key: `branch-${site.grid.code}` } }] : []
  return serial === 0 && cadre ? [{ level: 1, personKey: cadre.person.key, to: { kind: 'organisation', key: `general-${site.community.code}` } }, ...branch] : branch
}
