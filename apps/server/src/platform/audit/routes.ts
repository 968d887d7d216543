import { listAudit } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { list } from './list.ts'

/** `GET /audit`; the check of all chains lies above, for it also reads the cases. */
export function routes(router: Router, { db }: Context): void {
  router.on(listAudit, may('audit.read'), ({ actor, query }) => db.transact(actor.scope, (tx) => list(tx, query)))
}
