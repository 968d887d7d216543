import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { wordsOf } from './around.ts'
import { namesOf } from './names.ts'
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
  const names = await namesOf(tx, context, { words: await wordsOf(tx, context), relations: [], persons: [...new Set(named)], own: [] })
  return { organisations, posts, nameOf: names.nameOf }
}

/** Who looks after an entry (六级挂包联系), nearest level first, by name. */
export async function contactChainOf(tx: Tx, context: Context, ids: readonly string[]): Promise<{ readonly level: string; readonly personId: string; readonly name: string }[]> {
  const links = await contactsAbove(tx, ids)
  const names = await namesOf(tx, context, { words: await wordsOf(tx, context), relations: [], persons: [...new Set(links.map(({ personId }) => personId))], own: [] })
  return links.map(({ level, personId }) => ({ level, personId, name: names.nameOf(personId) }))
}
