import {
  addRelation, changePoolEntry, createPoolEntry, endRelation, Fault, listHouseholds, listHouses, listOrganisations, listPersons, listPoolTags, listVehicles, movePerson, poolHistory, savePoolTag, showLineage, showPoolEntry,
} from '@yihu/contracts'
import type { Register } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Actor, Router } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { needReading } from './around.ts'
import { cardOf } from './card.ts'
import { historyOf } from './history.ts'
import { lineageOf } from './lineage.ts'
import { householdsListed, housesOf, organisationsOf, personsOf, vehiclesOf } from './list.ts'
import { move } from './move.ts'
import { endRelationOf, relate } from './relate.ts'
import { findEntry } from './repo-entry.ts'
import { planOnce } from './repo-plans.ts'
import { allTags, writeTag } from './repo-tag.ts'
import { changeEntry, createEntry } from './write.ts'

/** Contract → use case: registers, relations, tags. */
export function registerRoutes(router: Router, context: Context): void {
  const card = (actor: Actor, { register, id }: { register: Register; id: string }) => context.db.transact(actor.scope, async (tx) => {
    const [, entry] = await Promise.all([planOnce(tx), findEntry(tx, { register, id })])
    if (!entry) throw new Fault('not-found')
    return cardOf(tx, context, { entry, actor })
  })

  router.on(listPersons, may('person.read'), ({ query, actor }) => personsOf(context, actor, query))
  router.on(listHouseholds, may('person.read'), ({ query, actor }) => householdsListed(context, actor, query))
  router.on(listVehicles, may('person.read'), ({ query, actor }) => vehiclesOf(context, actor, query))
  router.on(listHouses, may('pool.read'), ({ query, actor }) => housesOf(context, actor, query))
  router.on(listOrganisations, may('pool.read'), ({ query, actor }) => organisationsOf(context, actor, query))
  router.on(showPoolEntry, may('pool.read'), ({ params, actor }) => {
    needReading(actor, params.register)
    return card(actor, params)
  })
  router.on(createPoolEntry, may('pool.write'), async ({ params, body, actor, request }) => {
    const { id, warnings } = await createEntry(context, { actor, ip: request.ip }, { register: params.register, form: body })
    return { card: await card(actor, { register: params.register, id }), warnings }
  })
  router.on(changePoolEntry, may('pool.write'), async ({ params, body, actor, request }) => {
    const { warnings } = await changeEntry(context, { actor, ip: request.ip }, { ...params, form: body })
    return { card: await card(actor, params), warnings }
  })
  router.on(showLineage, may('pool.read'), ({ params, actor }) => {
    needReading(actor, params.register)
    return context.db.transact(actor.scope, (tx) => lineageOf(tx, context, { ...params, actor }))
  })
  router.on(poolHistory, may('pool.read'), ({ params, query, actor }) => {
    needReading(actor, params.register)
    return context.db.transact(actor.scope, (tx) => historyOf(tx, context, { ...params, actor, after: query.cursor, limit: query.limit }))
  })
  router.on(movePerson, may('pool.write'), async ({ params, body, actor, request }) => {
    await move(context, { actor, ip: request.ip }, { id: params.id, form: body })
    return { card: await card(actor, { register: 'person', id: params.id }) }
  })
  router.on(addRelation, may('pool.write'), async ({ body, actor, request }) => ({ id: await relate(context, { actor, ip: request.ip }, body) }))
  router.on(endRelation, may('pool.write'), ({ params, body, actor, request }) => endRelationOf(context, { actor, ip: request.ip }, { id: params.id, form: body }))
  router.on(listPoolTags, may('pool.read'), async ({ actor }) => ({ tags: await context.db.transact(actor.scope, allTags) }))
  router.on(savePoolTag, may('pool.govern'), ({ params, body, actor, request }) => context.db.transact(actor.scope, async (tx) => {
    const clash = (await allTags(tx)).find((tag) => tag.register === body.register && tag.name === body.name && tag.code !== params.code)
    if (clash) throw new Fault('input-invalid', { fields: { name: '已有同名的标签' } })
    await writeTag(tx, { ...params, ...body })
    await record(tx, { at: context.clock.now(), by: actor, action: 'pool.tag', object: body.name, result: 'done', ip: request.ip, detail: { ...params, isActive: body.isActive } })
    return { ...params, ...body }
  }))
}
