import { changePlanTask, dropRound, gridBalance, gridBurden, gridCampaign, gridCampaigns, gridChain, gridCoverage, gridNetwork, listDue, listLeaves, listOwnRounds, listPlans, listRoutines, listRounds, listVisits, makePlan, previewLeave, recordVisit, saveRound, saveRoutine, showOwnWork, takeLeave, undoLeave, visitPhoto } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { balanceOf } from './balance.ts'
import { burdenOf } from './burden.ts'
import { campaignAt, campaignsAt } from './campaigns.ts'
import { coverageAt } from './coverage.ts'
import { dueOf } from './due.ts'
import { doorRoutes } from './doors/routes.ts'
import { leavesOf, plan, previewOf, undo } from './leave.ts'
import { chainAt, networkAt } from './network.ts'
import { sendPhoto } from './photos.ts'
import { plansOf, planWork, reassign } from './plans.ts'
import { keepRoutine, listAll } from './routines.ts'
import { keepRound, ownRounds, roundsAt, takeAway } from './rounds.ts'
import { visitOnce } from './visit.ts'
import { ownWork, visitsOf } from './visits.ts'

/** Each answer reads whole registers. */
const OFTEN = { max: 120, windowSeconds: 60 }

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  doorRoutes(router, context)
  router.on(listRoutines, may('grid.read'), ({ actor }) => listAll(context, actor))
  router.on(saveRoutine, may('grid.routine'), ({ params, body, actor, request }) => keepRoutine(context, actor, { id: params.id, form: body, ip: request.ip }))
  router.on(listDue, may('grid.read'), ({ query, actor }) => dueOf(context, actor, query))
  router.on(listVisits, may('grid.read'), ({ query, actor }) => visitsOf(context, actor, query))
  router.on(recordVisit, may('grid.visit'), ({ body: { id, at, visit }, actor, request }) => (
    context.db.transact(actor.scope, (tx) => visitOnce(tx, context, { id, at: at === undefined ? new Date(context.clock.now()) : new Date(at), visit, actor, ip: request.ip }))
  ))
  router.on(visitPhoto, may('grid.read'), ({ params, query: { size }, actor, reply }) => sendPhoto(context, actor, { ...params, size, reply }))
  router.on(gridCoverage, may('grid.read', OFTEN), ({ query, actor }) => coverageAt(context, actor, { query }))
  router.on(gridBalance, may('grid.read', OFTEN), ({ query, actor }) => balanceOf(context, actor, query))
  router.on(gridBurden, may('grid.read', OFTEN), ({ query, actor }) => burdenOf(context, actor, query))
  router.on(gridCampaigns, may('grid.read', OFTEN), ({ query, actor }) => campaignsAt(context, actor, query))
  router.on(gridCampaign, may('grid.read', OFTEN), ({ params, query, actor }) => campaignAt(context, actor, { id: params.id, query }))
  router.on(gridNetwork, may('grid.read', OFTEN), ({ query, actor }) => networkAt(context, actor, query))
  router.on(gridChain, may('grid.read'), ({ query, actor }) => chainAt(context, actor, query))
  router.on(listLeaves, may('grid.leave'), ({ actor }) => leavesOf(context, actor))
  router.on(previewLeave, may('grid.leave'), ({ body, actor }) => previewOf(context, actor, body))
  router.on(takeLeave, may('grid.leave'), ({ body, actor, request }) => plan(context, actor, { form: body, ip: request.ip }))
  router.on(undoLeave, may('grid.leave'), ({ params, actor, request }) => undo(context, actor, { id: params.id, ip: request.ip }))
  router.on(listPlans, may('grid.read', OFTEN), ({ query, actor }) => plansOf(context, actor, query))
  router.on(makePlan, may('grid.routine'), ({ body, actor, request }) => planWork(context, actor, { form: body, ip: request.ip }))
  router.on(changePlanTask, may('grid.routine'), ({ params, body, actor, request }) => reassign(context, actor, { ...params, form: body, ip: request.ip }))
  router.on(listRounds, may('grid.read', OFTEN), ({ query, actor }) => roundsAt(context, actor, query))
  router.on(saveRound, may('grid.leave'), ({ params, body, actor, request }) => keepRound(context, actor, { id: params.id, form: body, ip: request.ip }))
  router.on(dropRound, may('grid.leave'), ({ params, query, actor, request }) => takeAway(context, actor, { id: params.id, version: query.version, ip: request.ip }))
  router.on(listOwnRounds, may('grid.visit'), ({ actor }) => ownRounds(context, actor))
  router.on(showOwnWork, may('grid.visit'), ({ actor }) => ownWork(context, actor))
}
