import { listChainChecks, startChainCheck, verifyAudit } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { listChecks, startCheck } from './check-chains.ts'
import { verifyTrace } from './verify.ts'

/** The check of the chains; it stands here because the cases' trace is most of them. */
export function auditRoutes(router: Router, context: Context): void {
  router.on(verifyAudit, may('audit.read'), async () => ({
    streets: (await verifyTrace(context)).map(({ street, events, isIntact, firstFault }) => ({ street, events, isIntact, firstFault })),
  }))
  router.on(listChainChecks, may('audit.read'), () => listChecks(context))
  router.on(startChainCheck, may('audit.read', { max: 10, windowSeconds: 60 }), async ({ actor, request }) => {
    const { check, finished } = await startCheck(context, actor, request.ip)
    // Goes on behind the answer and writes down how it ended; where even that fails, the next check says that nothing was heard of it.
    finished.catch((error: unknown) => context.log.error({ err: error, id: check.id }, 'the end of a chain check could not be written down'))
    return check
  })
}
