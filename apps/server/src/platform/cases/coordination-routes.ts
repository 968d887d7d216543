import { countCoordination, listCallAlls, listDistrictCalls, listDistrictUnits, listSpecialRequests, listSuspended, listUrgings } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { callAllsOf } from './call-alls.ts'
import { callsOf, openCalls, unitsCalled } from './district-calls.ts'
import { sightOf } from './list.ts'
import { sharedAnswer } from './list-cache.ts'
import { groundOf } from './load-ground.ts'
import { countMarks } from './repo-coordination.ts'
import { specialRequestsOf, suspendedOf } from './special-moves.ts'
import { urgingsOf } from './urgings.ts'

/** The coordination desks of the street (一室两中心): lists of what waits for somebody else's word. The moves themselves go by `POST /cases/{id}/moves`. */
export function coordinationRoutes(router: Router, context: Context): void {
  router.on(countCoordination, may('case.read'), async ({ actor }) =>
    sharedAnswer(context, ['coordination', ...sightOf(actor)], async () => {
      const marks = await context.db.transact(actor.scope, countMarks)
      const call = await openCalls(context, actor, await groundOf(context))
      return { urge: marks.urged, call, all: marks['called-all'], special: marks.pending, suspended: marks.suspended, asOf: new Date(context.clock.now()).toISOString() }
    }))
  router.on(listUrgings, may('case.read'), async ({ query, actor }) => urgingsOf(context, actor, { state: query.state, ground: await groundOf(context) }))
  router.on(listDistrictCalls, may('case.read'), async ({ query, actor }) => callsOf(context, actor, { ...query, ground: await groundOf(context) }))
  router.on(listDistrictUnits, may('case.read'), async ({ query, actor }) => unitsCalled(context, actor, { days: query.days, ground: await groundOf(context) }))
  router.on(listCallAlls, may('case.read'), async ({ query, actor }) => callAllsOf(context, actor, { state: query.state, ground: await groundOf(context) }))
  router.on(listSpecialRequests, may('case.read'), async ({ actor }) => specialRequestsOf(context, actor, await groundOf(context)))
  router.on(listSuspended, may('case.read'), async ({ actor }) => suspendedOf(context, actor, await groundOf(context)))
}
