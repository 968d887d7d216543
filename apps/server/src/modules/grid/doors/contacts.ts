import type { AnswerOf, gridDoorContacts, gridDoorContactsAt, PostState, QueryOf } from '@yihu/contracts'
import { daysAfter, DEPTHS, localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { isWithin } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { areasOf, placeInSight } from '../../../platform/areas/index.ts'
import { peopleNames, postsHeldIn } from '../../../platform/pool/index.ts'
import { lookedAt } from '../sight.ts'
import { labelsOf } from '../subjects.ts'
import { DOOR_ROLES, postWords } from './holder.ts'
import { consentsIn } from './repo-consent.ts'
import type { PostConsent } from './repo-consent.ts'
import { contactCoverage, unvisitedIn } from './repo-door.ts'

const MOST_DOORS = 200

function stateOf(consent: PostConsent | undefined): PostState {
  return consent === undefined ? 'never' : consent.endedAt === null ? 'open' : 'left'
}

/** Grid by grid in the order of places: how many posts are held and by how many of these somebody comes, at how many households with a contact nobody was for so many days. Of places, never of people. @throws not-found */
export async function contactsAt(context: Context, actor: Actor, { area: asked, days }: QueryOf<typeof gridDoorContacts>): Promise<AnswerOf<typeof gridDoorContacts>> {
  const [tree, now] = [await areasOf(context), context.clock.now()]
  const { area, areas } = lookedAt(tree, actor, asked)
  const today = localDate(now)
  return context.db.transact(actor.scope, async (tx) => {
    const posts = await postsHeldIn(tx, { area: area.path, roles: DOOR_ROLES, day: today })
    const consents = await consentsIn(tx, area.path)
    const covered = await contactCoverage(tx, { area: area.path, labels: DEPTHS.grid, since: daysAfter(today, 1 - days) })
    const grids = tree.areas.filter(({ level, path }) => level === 'grid' && areas.some((one) => isWithin(path, one))).map(({ path, name }) => {
      const states = posts.filter((post) => isWithin(post.path, path)).map(({ id }) => stateOf(consents.get(id)))
      const of = (state: PostState): number => states.filter((one) => one === state).length
      return { path, name, posts: states.length, open: of('open'), left: of('left'), never: of('never'), ...(covered.get(path) ?? { households: 0, unvisited: 0 }) }
    })
    return { area, asOf: new Date(now).toISOString(), days, definition: `有挂包联系人的户里，近 ${days} 天没有谁（网格员、楼长、中心户都算）上门见到或谈过的户数；没见到、约好再来不算见到。`, grids: grids.toSorted((a, b) => (a.path < b.path ? -1 : 1)) }
  })
}

/** Who holds a post in a place and whether they come; at which doors nobody was. @throws not-found */
export async function contactsIn(context: Context, actor: Actor, { path, days }: { readonly path: string; readonly days: number }): Promise<AnswerOf<typeof gridDoorContactsAt>> {
  const [tree, now] = [await areasOf(context), context.clock.now()]
  const area = placeInSight(tree, actor, path)
  const today = localDate(now)
  return context.db.transact(actor.scope, async (tx) => {
    const posts = await postsHeldIn(tx, { area: path, roles: DOOR_ROLES, day: today })
    const consents = await consentsIn(tx, path)
    const nameOf = await peopleNames(tx, context, posts.map(({ personId }) => personId))
    const found = await unvisitedIn(tx, { area: path, since: daysAfter(today, 1 - days), limit: MOST_DOORS + 1 })
    const page = found.slice(0, MOST_DOORS)
    const labels = await labelsOf(tx, context, { tree, kind: 'household', ids: page.map(({ id }) => id) })
    return {
      area, asOf: new Date(now).toISOString(), days,
      people: posts.map((post) => {
        const consent = consents.get(post.id)
        return { personId: post.personId, name: nameOf(post.personId), ...postWords(tree, post), state: stateOf(consent), agreedOn: consent ? localDate(consent.agreedAt.getTime()) : null }
      }),
      doors: page.map(({ id, lastOn }) => ({ id, place: labels.get(id) ?? '', lastOn })), isCut: found.length > MOST_DOORS,
    }
  })
}
