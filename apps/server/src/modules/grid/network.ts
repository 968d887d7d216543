import { Fault } from '@yihu/contracts'
import type { AnswerOf, gridChain, gridNetwork, NetworkRow, QueryOf } from '@yihu/contracts'
import { ancestorAt, CODE_TABLES, DEPTHS, relationKind, resultName } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers, isWithin } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../../platform/areas/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import { peopleIn } from '../../platform/identity/index.ts'
import { contactChainOf, countByArea, networkOf, placeOfEntry } from '../../platform/pool/index.ts'
import type { Network } from '../../platform/pool/index.ts'
import { readVisits } from './repo-visit.ts'
import { lookedAt, nameBelow, peopleAt, roleName } from './sight.ts'
import { visitorsOf } from './visitors.ts'

type Post = Network['posts'][number]
type Person = NetworkRow['secretaries'][number]

/** Every grid of a place with its people of all levels, and who is missing; those with most missing first. @throws Fault not-found */
export async function networkAt(context: Context, actor: Actor, query: QueryOf<typeof gridNetwork>): Promise<AnswerOf<typeof gridNetwork>> {
  const tree = await areasOf(context)
  const { area, areas } = lookedAt(tree, actor, query.area)
  return context.db.transact(actor.scope, async (tx) => {
    const cut = { area: area.path, labels: DEPTHS.grid }
    const around = {
      tree, network: await networkOf(tx, context, area.path), workers: await peopleAt(tx, areas, ['grid-worker']), households: await countByArea(tx, 'household', cut),
      uncontacted: await countByArea(tx, 'household', { ...cut, isUncontacted: true }),
    }
    const grids = tree.areas.filter(({ level, path }) => level === 'grid' && areas.some((one) => isWithin(path, one))).map(({ path }) => rowOf(path, around))
    return { area, asOf: new Date(context.clock.now()).toISOString(), grids: grids.toSorted((a, b) => b.gaps.length - a.gaps.length || (a.path < b.path ? -1 : 1)) }
  })
}

interface Around {
  readonly tree: AreaIndex
  readonly network: Network
  readonly workers: readonly { readonly name: string; readonly path: string }[]
  readonly households: ReadonlyMap<string, number>
  readonly uncontacted: ReadonlyMap<string, number>
}

function rowOf(path: string, { tree, network, workers, households, uncontacted }: Around): NetworkRow {
  const { organisations, posts } = network
  const people = (those: readonly Post[]): Person[] => those.map((post) => personOf(post, network))
  const branch = organisations.find(({ level, path: of }) => level === '3' && of === path)
  const plain: Omit<NetworkRow, 'gaps'> = {
    path, name: tree.nameOf(path), workers: workers.filter((one) => isWithin(one.path, path)).map(({ name }) => name), branch: branch ? { id: branch.id, name: branch.name } : null,
    secretaries: people(posts.filter(({ role, organisationId }) => role === 'secretary' && branch !== undefined && organisationId === branch.id)),
    groups: organisations.filter(({ level, path: of }) => level === '4' && isWithin(of, path)).map(({ id, name }) => ({ id, name, leaders: people(posts.filter((post) => post.role === 'group-leader' && post.organisationId === id)) })),
    buildings: tree.areas.filter(({ level, path: of }) => level === 'building' && isWithin(of, path)).map((building) => ({ path: building.path, name: nameBelow(tree, building.path), chiefs: people(posts.filter((post) => post.role === 'building-chief' && post.path === building.path)) })),
    sites: sitesOf(path, posts).map((site) => ({ path: site, name: nameBelow(tree, site), cadres: people(posts.filter((post) => post.role === 'site-cadre' && post.path === site)) })),
    centres: posts.filter(({ role, path: of }) => role === 'centre-household' && of !== null && isWithin(of, path)).length, households: households.get(path) ?? 0, uncontacted: uncontacted.get(path) ?? 0,
  }
  return { ...plain, gaps: gapsOf(plain) }
}

/** The places of a grid that somebody looks after as a building site. */
function sitesOf(grid: string, posts: readonly Post[]): string[] {
  return [...new Set(posts.flatMap(({ role, path }) => (role === 'site-cadre' && path !== null && isWithin(path, grid) ? [path] : [])))].toSorted()
}

function personOf({ role, personId }: Post, { nameOf }: Pick<Network, 'nameOf'>): Person {
  return { role: roleName(role), name: nameOf(personId), personId }
}

function gapsOf({ path, workers, branch, secretaries, groups, buildings, centres, households, uncontacted }: Omit<NetworkRow, 'gaps'>): NetworkRow['gaps'] {
  const gap = (isMissing: boolean, text: string, list: string | null = null) => (isMissing ? [{ text, list }] : [])
  const leaderless = groups.filter(({ leaders }) => leaders.length === 0)
  const chiefless = buildings.filter(({ chiefs }) => chiefs.length === 0)
  return [
    ...gap(workers.length === 0, '没有网格员'),
    ...gap(branch === null, '没有网格党支部'),
    ...gap(branch !== null && secretaries.length === 0, '党支部没有书记'),
    ...gap(leaderless.length > 0, `${leaderless.length} 个楼栋小组没有组长：${leaderless.map(({ name }) => name).join('、')}`),
    ...gap(chiefless.length > 0, `${chiefless.length} 栋楼没有楼长：${chiefless.map(({ name }) => name).join('、')}`),
    ...gap(households > 0 && centres === 0, '没有党员中心户'),
    ...gap(uncontacted > 0, `${uncontacted} 户没有人联系`, `/registers?of=household&area=${path}&uncontacted=true`),
  ]
}

const LEVELS = [
  { level: '1', area: 'street', roles: ['secretary', 'deputy', 'director'] }, { level: '2', area: 'community', roles: ['secretary', 'deputy', 'director'] },
  { level: '3', area: 'grid', roles: ['secretary'] }, { level: '4', area: 'building', roles: ['group-leader'] },
] as const

/** Who stands between the street and a door, level by level; where the chain is broken it says so. @throws Fault not-found */
export async function chainAt(context: Context, actor: Actor, { path, household }: QueryOf<typeof gridChain>): Promise<AnswerOf<typeof gridChain>> {
  const tree = await areasOf(context)
  if (!tree.byPath(path) || !covers(actor.scope, path)) throw new Fault('not-found')
  return context.db.transact(actor.scope, async (tx) => {
    if (household !== undefined && (await placeOfEntry(tx, { register: 'household', id: household }))?.path !== path) throw new Fault('not-found')
    const network = await networkOf(tx, context, path)
    const workers = await peopleIn(tx, { role: 'grid-worker', area: ancestorAt(path, 'grid') })
    const steps = stepsOf(path, { tree, network, workers, sees: (at) => covers(actor.scope, at) })
    const nearest = household ?? steps.toReversed().find(({ organisation }) => organisation !== null)?.organisation?.id
    const links = nearest === undefined ? [] : await contactChainOf(tx, context, [nearest])
    return {
      place: tree.fullNameOf(path), asOf: new Date(context.clock.now()).toISOString(), network: steps,
      contacts: Object.entries(relationKind('contact').roles).map(([level, levelName]) => ({ level, levelName, people: links.filter((link) => link.level === level).map(({ personId, name }) => ({ personId, name })) })),
      visits: household === undefined ? [] : await lastVisits(tx, context, { path, household }),
    }
  })
}

const VISITS_SHOWN = 5

/** Who was at a door last: its grid worker, or whoever is its contact. */
async function lastVisits(tx: Tx, context: Context, { path, household }: { readonly path: string; readonly household: string }): Promise<AnswerOf<typeof gridChain>['visits']> {
  const visits = (await readVisits(tx, { areas: [path], kind: 'household', subjectId: household, limit: VISITS_SHOWN })).slice(0, VISITS_SHOWN)
  const byOf = await visitorsOf(tx, context, visits)
  return visits.map((visit) => ({ at: visit.at.toISOString(), by: byOf(visit), resultName: resultName({ act: visit.act, kind: 'household' }, visit.result) }))
}

type Step = AnswerOf<typeof gridChain>['network'][number]

/** Of what lies above one's own area nothing is said to be missing. */
function stepsOf(path: string, { tree, network, workers, sees }: Pick<Around, 'tree' | 'network' | 'workers'> & { readonly sees: (path: string) => boolean }): Step[] {
  const chain = tree.chainOf(path)
  const steps = LEVELS.flatMap(({ level, area, roles }): Step[] => {
    const place = chain.find((one) => one.level === area)
    const at = place === undefined ? undefined : tree.byCode(place.code)?.path
    if (at === undefined) return []
    const organisation = network.organisations.find((one) => one.level === level && (level === '4' ? one.serves.includes(at) : one.path === at))
    const leaders = network.posts.filter(({ role, organisationId }) => organisation !== undefined && organisationId === organisation.id && roles.some((one) => one === role)).map((post) => personOf(post, network))
    const own = level === '3' ? workers.map(({ name }) => ({ role: '网格员', name, personId: null })) : level === '4' ? network.posts.filter((post) => post.role === 'building-chief' && post.path === at).map((post) => personOf(post, network)) : []
    const levelName = CODE_TABLES.partyLevel[level]
    return [{ level, levelName, area: tree.nameOf(at), organisation: organisation ? { id: organisation.id, name: organisation.name } : null, people: [...leaders, ...own], gap: sees(at) ? gapAt({ level, hasOrganisation: organisation !== undefined, leaders: leaders.length, own: own.length }) : null }]
  })
  const centres = network.posts.filter(({ role, path: of }) => role === 'centre-household' && of !== null && isWithin(of, path))
  const hasHomes = chain.some(({ level }) => level === 'building')
  return hasHomes ? [...steps, { level: '5', levelName: CODE_TABLES.partyLevel[5], area: tree.nameOf(path), organisation: null, people: [], gap: centres.length > 0 ? null : '这栋楼没有党员中心户' }] : steps
}

function gapAt({ level, hasOrganisation, leaders, own }: { readonly level: string; readonly hasOrganisation: boolean; readonly leaders: number; readonly own: number }): string | null {
  const missing = [
    ...(hasOrganisation ? [] : ['没有这一级的党组织']), ...(hasOrganisation && leaders === 0 && Number(level) > 2 ? ['没有负责人'] : []),
    ...(level === '3' && own === 0 ? ['没有网格员'] : []), ...(level === '4' && own === 0 ? ['没有楼长'] : []),
  ]
  return missing.length > 0 ? missing.join('，') : null
}
