import type { OrganisationRow } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { wordsOf } from './around.ts'
import { organisationRow } from './list.ts'
import { namesOf } from './names.ts'
import { bestOrganisations, findEntry } from './repo-entry.ts'
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

/** How an entry in sight is called and where it belongs; undefined: there is none. */
export async function placedEntry(tx: Tx, context: Context, { register, id }: { readonly register: 'house' | 'organisation'; readonly id: string }): Promise<{ name: string; areaPath: string } | undefined> {
  const entry = await findEntry(tx, { register, id })
  if (!entry || entry.state === 'gone') return undefined
  const names = await namesOf(tx, context, { words: await wordsOf(tx, context), relations: [], persons: [], own: [entry] })
  return { name: names.titleOf(entry), areaPath: entry.areaPath }
}
