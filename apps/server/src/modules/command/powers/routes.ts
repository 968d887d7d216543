import { listPowers, listUnitScores, savePower, scoreUnit } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { allPowers } from './list.ts'
import { keepPower } from './save.ts'
import { giveScore, scoresOf } from './score.ts'

/** Contract → use case. */
export function powerRoutes(router: Router, context: Context): void {
  router.on(listPowers, may('power.read'), ({ actor }) => allPowers(context, actor))
  router.on(savePower, may('power.manage'), ({ params, body, actor, request }) => keepPower(context, actor, { code: params.code, form: body, ip: request.ip }))
  router.on(listUnitScores, may('power.read'), ({ query, actor }) => scoresOf(context, actor, query.days))
  router.on(scoreUnit, may('power.score'), ({ params, body, actor, request }) => giveScore(context, actor, { callId: params.callId, form: body, ip: request.ip }))
}
