import type { GridPopulation, Population, Street, TownContact, TownOrganisation, TownPost } from '@yihu/town'
import type { Context } from '../kernel/context.ts'
import type { Tx } from '../kernel/db/index.ts'
import { importBaseMap } from '../platform/areas/index.ts'
import { addEntries, addRelations, closeBatch, openBatch } from '../platform/pool/index.ts'
import type { Batch, NewRelation } from '../platform/pool/index.ts'
import { entriesOfGrid, entriesOfOrganisations, facilityFeatures, homeRoles, idsFrom } from './population.ts'
import type { IdOf } from './population.ts'

interface Loading {
  readonly tx: Tx
  readonly context: Context
  readonly idOf: IdOf
  readonly asOf: string
  /** Area code → path. */
  readonly pathOf: (code: string) => string
}

interface People {
  readonly areas: Street['areas']
  readonly population: Population
  readonly seed: string
  /** Epoch ms. */
  readonly at: number
  /** Homes, people and vehicles only of the first community; what is organised in the others is there all the same. */
  readonly isFirstOnly?: boolean
  readonly log?: (line: string) => void
}

/** Brings a street's people, homes, organisations, vehicles and the network between them into the pool: one batch and one community in memory at a time. */
export async function loadPeople(tx: Tx, context: Context, { areas, population, seed, at, isFirstOnly = false, log = () => undefined }: People): Promise<void> {
  const paths = new Map(areas.map(({ code, path }) => [code, path]))
  const loading: Loading = { tx, context, idOf: idsFrom(seed, at), asOf: population.asOf, pathOf: (code) => paths.get(code) ?? '' }
  const root = areas.find(({ level }) => level === 'street')
  if (!root) throw new RangeError('people need a street')
  await importBaseMap(tx, facilityFeatures(population))
  const own = await batchFor(loading, root)
  await add(loading, own, 'organisation', entriesOfOrganisations(population.organisations, loading.idOf))
  await finish(loading, own, network(population.organisations, loading))
  let isWhole = true
  for (const { community, grids } of byCommunity(areas, population, root)) {
    await loadCommunity(loading, community, isWhole ? grids : grids.map(unpeopled))
    log(`demo people: ${community.name}`)
    isWhole = !isFirstOnly
  }
}

/** A grid with its shops and its branches, and nobody in it. */
function unpeopled({ gridPath, organisations }: GridPopulation): GridPopulation {
  return { gridPath, organisations: organisations.map((one) => ({ ...one, operatorKey: null })), houses: [], households: [], posts: [], contacts: [], vehicles: [] }
}

type Place = Pick<Street['areas'][number], 'path' | 'name'>

/** Grids follow the order of the tree: those of a community stand together. */
function* byCommunity(areas: Street['areas'], population: Population, root: Place): Generator<{ community: Place; grids: GridPopulation[] }> {
  const communities = areas.filter(({ level }) => level === 'community')
  let present: { community: Place; grids: GridPopulation[] } | undefined
  for (const grid of population.grids()) {
    const community = communities.find(({ path }) => grid.gridPath.startsWith(`${path}.`)) ?? root
    if (present && present.community !== community) yield present
    if (present?.community !== community) present = { community, grids: [] }
    present.grids.push(grid)
  }
  if (present) yield present
}

/** Relations go in at the end of a community: whether they run in a circle is asked of all of a kind at once. */
async function loadCommunity(loading: Loading, community: Place, grids: readonly GridPopulation[]): Promise<void> {
  const batch = await batchFor(loading, community)
  for (const grid of grids) for (const [register, entries] of entriesOfGrid(grid, loading.idOf)) await add(loading, batch, register, entries)
  await finish(loading, batch, grids.flatMap((grid) => relationsOfGrid(loading, grid)))
}

async function batchFor({ tx, context, asOf }: Loading, { path, name }: Place): Promise<Batch> {
  return openBatch(tx, context, { areaPath: path, source: 'demo', asOf, title: `演示数据：${name}`, by: null })
}

type Added = Parameters<typeof addEntries>[2]

async function add({ tx, context }: Loading, batch: Batch, register: Added['register'], entries: Added['entries']): Promise<void> {
  const wrong = (await addEntries(tx, context, { batch, register, entries })).find(({ isNew }) => !isNew)
  if (wrong) throw new Error(`demo ${register} not taken: ${JSON.stringify(wrong)}`)
}

async function finish({ tx }: Loading, batch: Batch, relations: readonly NewRelation[]): Promise<void> {
  const wrong = (await addRelations(tx, { batch, relations })).find(({ error }) => error !== null)
  if (wrong) throw new Error(`demo relation not taken: ${JSON.stringify(wrong)}`)
  await closeBatch(tx, batch)
}

/** Who lives where with whom, who drives what, who leads, who looks after whom. */
function relationsOfGrid(loading: Loading, grid: GridPopulation): NewRelation[] {
  const { idOf, asOf } = loading
  const person = (key: string): NewRelation['from'] => ({ register: 'person', id: idOf(key) })
  const homes = grid.households.flatMap((household) => homeRoles(household).flatMap(({ person: one, kin, stay }): NewRelation[] => [
    { kind: 'household', role: kin, from: person(one.key), to: { register: 'household', id: idOf(household.key) }, since: asOf },
    { kind: 'resides', role: stay, from: person(one.key), to: { register: 'house', id: idOf(household.houseCode) }, since: asOf },
  ]))
  const homeOf = new Map(grid.households.map(({ key, areaPath }) => [key, areaPath]))
  const drives = grid.vehicles.map(({ plate, ownerKey }): NewRelation => ({ kind: 'drives', role: 'owner', from: person(ownerKey), to: { register: 'vehicle', id: idOf(plate) }, since: asOf }))
  return [
    ...homes, ...drives, ...network(grid.organisations, loading),
    ...grid.posts.map((post) => postOf(post, { ...loading, homeOf })),
    ...grid.contacts.map((contact) => contactOf(contact, loading)),
  ]
}

/** Who is above, who runs it, what it serves. */
function network(organisations: readonly TownOrganisation[], { idOf, asOf, pathOf }: Loading): NewRelation[] {
  return organisations.flatMap(({ key, kind, parentKey, operatorKey, serves }): NewRelation[] => {
    const from = { register: 'organisation', id: idOf(key) } as const
    const above = parentKey ?? (kind === 'alliance-unit' ? 'committee' : null)
    const role = kind === 'property-firm' ? 'property' : kind === 'owners-committee' ? 'owners' : kind === 'renewal-committee' ? 'renewal' : 'party'
    return [
      ...(above === null ? [] : [{ kind: 'above', role: kind === 'alliance-unit' ? 'alliance' : 'party', from, to: { register: 'organisation', id: idOf(above) }, since: asOf } as const]),
      ...(operatorKey === null ? [] : [{ kind: 'legal-person', role: 'legal', from: { register: 'person', id: idOf(operatorKey) }, to: from, since: asOf } as const]),
      ...serves.map((code): NewRelation => ({ kind: 'manages', role, from, to: { area: pathOf(code) }, since: asOf })),
    ]
  })
}

/** Secretaries and group leaders hold a post in their organisation, chiefs and centre households in their building. */
function postOf({ role, personKey, of }: TownPost, { idOf, asOf, pathOf, homeOf }: Loading & { homeOf: ReadonlyMap<string, string> }): NewRelation {
  const from = { register: 'person', id: idOf(personKey) } as const
  if (role === 'member') return { kind: 'branch-member', role: 'member', from, to: { register: 'organisation', id: idOf(of) }, since: asOf }
  if (role === 'building-chief') return { kind: 'post', role, from, to: { area: pathOf(of) }, since: asOf }
  if (role === 'centre-household') return { kind: 'post', role, from, to: { area: homeOf.get(of) ?? '' }, since: asOf }
  return { kind: 'post', role, from, to: { register: 'organisation', id: idOf(of) }, since: asOf }
}

function contactOf({ level, personKey, to }: TownContact, { idOf, asOf }: Loading): NewRelation {
  return { kind: 'contact', role: String(level), from: { register: 'person', id: idOf(personKey) }, to: { register: to.kind, id: idOf(to.key) }, since: asOf }
}
