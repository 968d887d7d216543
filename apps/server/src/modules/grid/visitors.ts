import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { peopleNames } from '../../platform/pool/index.ts'
import type { StoredVisit } from './repo-visit.ts'

type Visited = Pick<StoredVisit, 'byName' | 'byPerson'>

/** Who was there, in words: staff by name; a neighbour by post and name, which is the register's to tell. */
export async function visitorsOf(tx: Tx, context: Context, visits: readonly Visited[]): Promise<(visit: Visited) => string> {
  const neighbours = visits.flatMap(({ byPerson }) => byPerson ?? [])
  if (neighbours.length === 0) return ({ byName }) => byName
  const nameOf = await peopleNames(tx, context, neighbours)
  return ({ byName, byPerson }) => (byPerson ? `${byName} ${nameOf(byPerson)}` : byName)
}
