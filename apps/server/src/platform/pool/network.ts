import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { peopleNames } from './posts.ts'
import { organisationsOfNetwork, postsOfNetwork } from './repo-network.ts'
import type { NetworkOrganisation, NetworkPost } from './repo-network.ts'
import { contactsAbove } from './repo-relation.ts'

/** The Party network (五级网络) of an area: its organisations and who holds which post. Whoever holds an office is known by name. */
export interface Network {
  readonly organisations: readonly NetworkOrganisation[]
  readonly posts: readonly NetworkPost[]
  nameOf(personId: string): string
}

/** Roles whose holders are named; the many centre households only count. */
const NAMED: readonly string[] = ['secretary', 'deputy', 'group-leader', 'building-chief', 'director', 'site-cadre']

export async function networkOf(tx: Tx, context: Context, area: string): Promise<Network> {
  const organisations = await organisationsOfNetwork(tx, area)
  const posts = await postsOfNetwork(tx, area, organisations.map(({ id }) => id))
  const named = posts.filter(({ role }) => NAMED.includes(role)).map(({ personId }) => personId)
  return { organisations, posts, nameOf: await peopleNames(tx, context, named) }
}

/** Who looks after an entry (六级挂包联系), nearest level first, by name. */
export async function contactChainOf(tx: Tx, context: Context, ids: readonly string[]): Promise<{ readonly level: string; readonly personId: string; readonly name: string }[]> {
  const links = await contactsAbove(tx, ids)
  const nameOf = await peopleNames(tx, context, links.map(({ personId }) => personId))
  return links.map(({ level, personId }) => ({ level, personId, name: nameOf(personId) }))
}
