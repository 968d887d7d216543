import { attendCase, Fault, findCaller, listCasePoints, listPaces, moveCases, promiseCase, saveDeskSetting, showDeskSetting, suggestAddresses, suggestUnits } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may, signedIn } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { addressesLike } from './addresses.ts'
import { moveEach, unitsFor } from './batch.ts'
import { callerOf } from './caller.ts'
import { keepSetting, settingOf } from './desk-setting.ts'
import { splitForm } from './form.ts'
import { groundOf } from './load-ground.ts'
import { sharedAnswer } from './list-cache.ts'
import { sightOf } from './list.ts'
import { pacesOf } from './pace.ts'
import { openPoints } from './points.ts'
import { promiseOf } from './promise.ts'
import { findCase } from './repo.ts'
import { moverOf } from './show.ts'
import { createWatchers } from './watchers.ts'

/** What makes a desk quick: many cases at once, who else is here, who is calling, where that is. */
export function deskRoutes(router: Router, context: Context): void {
  router.on(moveCases, may('case.read', { max: 60, windowSeconds: 60 }), async ({ body, actor }) => {
    const requests = body.moves.map(({ id, version, ...form }) => ({ caseId: id, version, ...splitForm(form) }))
    return { results: await moveEach(context, { scope: actor.scope, ground: await groundOf(context), by: moverOf(actor), requests }) }
  })

  router.on(suggestUnits, may('case.dispatch'), async ({ query, actor }) => ({
    suggestions: await unitsFor(context, { scope: actor.scope, ground: await groundOf(context), ids: query.ids }),
  }))

  const watchers = createWatchers(context)
  router.on(attendCase, may('case.read'), async ({ params, body, actor }) => {
    const record = await context.db.transact(actor.scope, (tx) => findCase(tx, params.id))
    if (!record) throw new Fault('not-found')
    const people = await watchers.attend({ record, who: { id: actor.userId, name: actor.name }, isLeaving: body.isLeaving })
    return { people: people.map(({ id, name, since }) => ({ id, name, since: new Date(since).toISOString() })) }
  })

  router.on(findCaller, may('case.register', { max: 60, windowSeconds: 60 }), async ({ body, actor, request }) =>
    callerOf(context, { phone: body.phone, actor, ground: await groundOf(context), ip: request.ip }),
  )

  router.on(promiseCase, may('case.register'), async ({ query }) => promiseOf(await groundOf(context), { classCode: query.classCode ?? null, now: context.clock.now() }))

  router.on(listPaces, may('case.read'), ({ query, actor }) => sharedAnswer(context, ['paces', ...sightOf(actor), query], () => pacesOf(context, actor, query.days)))

  router.on(listCasePoints, may('case.read'), ({ query, actor }) => sharedAnswer(context, ['points', ...sightOf(actor), query], () => openPoints(context, actor, query.area)))

  router.on(suggestAddresses, may('case.register'), async ({ query }) => ({ addresses: addressesLike(await areasOf(context), query.q) }))

  router.on(showDeskSetting, signedIn(), ({ actor }) => settingOf(context, actor))
  router.on(saveDeskSetting, signedIn(), ({ body, actor }) => keepSetting(context, actor, body))
}
