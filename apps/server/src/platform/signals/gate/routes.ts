import { actOnHeld, listHeld, listHeldHeaps } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { decide, listHeaps, openHeap } from './desk.ts'

/** What waits at the gate, for the accept desk. */
export function holdRoutes(router: Router, context: Context): void {
  router.on(listHeldHeaps, may('case.accept'), ({ actor }) => listHeaps(context, actor))
  router.on(listHeld, may('case.accept'), ({ body, actor }) => openHeap(context, actor, body.heap))
  router.on(actOnHeld, may('case.accept'), ({ body, actor, request }) => decide(context, actor, { ...body, ip: request.ip }))
}
