import { draftBulletin as bulletinContract, draftCaseReply, showDrafting } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { draftBulletin } from './draft-bulletin.ts'
import { draftReply } from './draft-reply.ts'
import { draftingModel } from './drafting.ts'

/** Contract → use case. */
export function draftRoutes(router: Router, context: Context): void {
  router.on(showDrafting, may('case.read'), async () => ({ model: draftingModel(context) }))
  router.on(draftCaseReply, may('case.handle'), ({ params, actor, request }) => draftReply(context, actor, { caseId: params.id, ip: request.ip }))
  router.on(bulletinContract, may('cluster.read', { max: 12, windowSeconds: 60 }), ({ body, actor, request }) => draftBulletin(context, actor, { area: body.area, ip: request.ip }))
}
