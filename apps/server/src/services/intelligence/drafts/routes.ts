import { draftCaseReply, showDrafting } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { draftingModel, draftReply } from './draft-reply.ts'

/** Contract → use case. */
export function draftRoutes(router: Router, context: Context): void {
  router.on(showDrafting, may('case.handle'), async () => ({ model: draftingModel(context) }))
  router.on(draftCaseReply, may('case.handle'), ({ params, actor, request }) => draftReply(context, actor, { caseId: params.id, ip: request.ip }))
}
