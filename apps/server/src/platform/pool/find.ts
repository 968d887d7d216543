import type { OrganisationRow } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { wordsOf } from './around.ts'
import { organisationRow } from './list.ts'
import { bestOrganisations } from './repo-entry.ts'
import { findHouses } from './repo-known.ts'
import type { FoundHouse, HouseRef } from './repo-known.ts'

/** Organisations in sight that match best, first: by words, pinyin, initials, a slip, a credit code. */
export async function findOrganisations(context: Context, actor: Actor, { q, limit }: { q: string; limit: number }): Promise<OrganisationRow[]> {
  return context.db.transact(actor.scope, async (tx) => {
    const words = await wordsOf(tx, context)
    return (await bestOrganisations(tx, q, limit)).map((entry) => organisationRow(entry, words))
  })
}

/** The house in sight that this names; undefined: there is none. */
export async function findHouseAt(context: Context, actor: Actor, ref: HouseRef): Promise<FoundHouse | undefined> {
  const [house] = await context.db.transact(actor.scope, (tx) => findHouses(tx, [ref]))
  return house
}
